import { Denial } from './denials';
import { NetworkRule, nameOfRule } from './network-rule';
import { Because } from '../../reachability/reasons';
import { FieldPath } from '../../topology/manifest';
import { Direction } from '../../topology/model';
import { CheckInput } from '../check-input';
import { Finding } from '../finding';

/** What to narrow, or where to write that it is meant. */
export function fixOf(denial: Denial): string {
  const { compiled, ways } = denial;
  const close = ways.size === 0 ? closeBy(denial) : `${closeBy(denial)}, or take away ${[...ways].sort()[0]}`;
  return `${close}; if it is meant, ${allowBefore(compiled.rule)}`;
}

/** The rule of a policy that opens it, else the workload. */
export function placeOf(input: CheckInput, denial: Denial): Pick<Finding, 'source' | 'line'> {
  const opening = openingRules(denial)[0];
  const policy = opening === undefined ? undefined : input.object(opening.policy!);
  const own = input.object(denial.object);
  const origin = policy?.origin ?? own?.origin ?? workloadOrigin(input, denial.object);
  const line = policy === undefined ? origin.line : policy.lineOf(pathOf(opening));
  return { source: origin.source, ...(line === undefined ? {} : { line }) };
}

/** Of a workload that somebody added to the manifests the engine alone knows. */
function workloadOrigin({ analysis: { cluster } }: CheckInput, id: string): CheckInput['objects'][number]['origin'] {
  return cluster.workloads[cluster.positions.get(id)!].origin;
}

/** Where the connection is best closed: at its destination, unless that is outside or the rule does not say which. */
function bestDirection({ flow, compiled }: Denial): Direction {
  if (flow.to.kind !== 'workload') return 'egress';
  if (flow.from.kind !== 'workload') return 'ingress';
  const isAnywhere = compiled.rule.to.some(({ kind }) => kind === 'everything');
  const isAnybody = compiled.rule.from.some(({ kind }) => kind === 'everything');
  return isAnywhere && !isAnybody ? 'egress' : 'ingress';
}

/** The rules of policies that open it, in the direction in which it is best closed, else in the other one. */
function openingRules(denial: Denial): Because[] {
  const named = denial.because.filter(({ policy }) => policy !== undefined);
  const best = bestDirection(denial);
  const own = named.filter(({ direction }) => direction === best);
  const all = own.length > 0 || !isIsolated(denial, best) ? own : named;
  return [...new Map(all.map((each) => [textOf(each), each])).values()];
}

function isIsolated({ because }: Denial, direction: Direction): boolean {
  return !because.some((each) => each.direction === direction && each.policy === undefined && each.more === undefined);
}

function closeBy(denial: Denial): string {
  const rules = openingRules(denial).map(textOf);
  if (rules.length > 0) {
    const shown = rules.slice(0, FEW).join(', ');
    return `narrow ${shown}${rules.length > FEW ? ` and ${rules.length - FEW} more` : ''}`;
  }
  const direction = bestDirection(denial);
  const end = direction === 'ingress' ? denial.flow.to : denial.flow.from;
  const id = end.kind === 'workload' ? end.id : denial.object;
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  return `write a NetworkPolicy that selects ${id}, with policyTypes: [${type}]`;
}

const FEW = 3;

function textOf({ policy, direction, rule, path }: Because): string {
  if (rule === undefined) return `${policy} ${direction}`;
  return `${policy} ${path ?? `${direction}[${rule}]`}`;
}

/** `egress[0]` stands in `spec`, and `specs[1].egress[0]` beside it. */
function pathOf({ direction, rule, path }: Because): FieldPath {
  if (rule === undefined) return ['spec'];
  const parts = [...(path ?? `${direction}[${rule}]`).matchAll(/[^.[\]]+/g)].map(([part]) =>
    /^\d+$/.test(part) ? Number(part) : part,
  );
  return parts[0] === 'specs' ? parts : ['spec', ...parts];
}

function allowBefore(rule: NetworkRule): string {
  if (rule.isCode === true) return `call NetworkRules.allow(…) before ${nameOfRule(rule)}`;
  const line = rule.line === undefined ? '' : `:${rule.line}`;
  return `write an allow rule before ${nameOfRule(rule)} (${rule.source}${line})`;
}
