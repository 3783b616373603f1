import { endOf, locate, Subject } from './subject';
import { Result } from './to-reach';
import { Analysis, flowsOf } from '../reachability/analysis';
import { Flow } from '../reachability/flow';
import { formatFlow } from '../render/flow-text';

/** Whether a workload reaches exactly these ends; asking for names does not count. */
export function toOnlyReach(received: Subject, targets: readonly (Subject | string)[]): Result {
  return compare(received, targets, 'to');
}

/** Whether exactly these ends reach a workload. */
export function toOnlyBeReachedBy(received: Subject, sources: readonly (Subject | string)[]): Result {
  return compare(received, sources, 'from');
}

function compare(received: Subject, ends: readonly (Subject | string)[], otherEnd: 'from' | 'to'): Result {
  const { analysis, position } = locate(received);
  const { id } = analysis.cluster.workloads[position];
  const wanted = ends.map((end) => nameOf(analysis, end));
  const own = otherEnd === 'to' ? 'from' : 'to';
  const flows = [...flowsOf(analysis)].filter((flow) => flow[own] === id && !(otherEnd === 'to' && isNameLookup(flow)));
  const unexpected = flows.filter((flow) => !wanted.some((name) => fits(name, flow[otherEnd])));
  const missing = wanted.filter(
    (name) => !flows.some((flow) => flow.verdict === 'allow' && fits(name, flow[otherEnd])),
  );
  const verb = otherEnd === 'to' ? 'reach' : 'be reached by';
  const list = wanted.length === 0 ? 'nobody' : wanted.join(', ');
  return {
    pass: unexpected.length === 0 && missing.length === 0,
    message: () =>
      [
        `expected ${id} ${unexpected.length + missing.length === 0 ? 'not ' : ''}to ${verb} only ${list}`,
        ...(unexpected.length > 0 ? ['', 'also open:', ...unexpected.map((flow) => `  ${formatFlow(flow)}`)] : []),
        ...(missing.length > 0 ? ['', 'closed:', ...missing.map((name) => `  ${name}`)] : []),
      ].join('\n'),
  };
}

function nameOf(analysis: Analysis, end: Subject | string): string {
  if (typeof end === 'string' && (end === 'internet' || end.startsWith('ip:') || end.startsWith('pods:'))) return end;
  const found = endOf(analysis, end);
  return found.kind === 'workload' ? analysis.cluster.workloads[found.position].id : found.text;
}

function fits(name: string, end: string): boolean {
  return name === end || (name === 'internet' && /^ip:(0\.0\.0\.0|::)\/0$/.test(end));
}

/** Every workload may ask the cluster's DNS, which is not a workload of the app. */
function isNameLookup({ to, ports }: Flow): boolean {
  const outside = to.startsWith('pods:') || to.startsWith('ip:');
  return outside && ports.every(({ port, endPort }) => port === endPort && (port === 53 || port === 5353));
}
