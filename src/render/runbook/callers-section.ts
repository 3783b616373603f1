import { MOST_FLOWS, servicePortsOf, Some } from './connections-of';
import { RunbookFacts, ServiceFacts, WorkloadFacts } from './facts';
import { bullets, code, codes, few, paragraph } from './page';
import { shellWord } from './shell-text';
import { addressesEnd, formatNarrowEnd } from '../../reachability/end';
import { Flow } from '../../reachability/flow';
import { JudgedWay, toWay } from '../../reachability/judged-ways';
import { targetPorts } from '../../reachability/service-index';
import { markdownText } from '../markdown';
import { formatPorts, portTexts, shorten } from '../ports';

/** Of more workloads behind a Service not each is asked who calls it. */
const MOST_BACKENDS = 20;

/** Who may call a Service, by which ways the outside comes in, and whom its pods may call. */
export function callersSection(facts: ServiceFacts, runbook: RunbookFacts): string {
  const { service, backends, kind } = facts;
  if (kind === 'ExternalName') return callersOfName(facts, runbook);
  if (backends.length === 0) return '';
  const shown = backends.slice(0, MOST_BACKENDS);
  const open = shown.filter(({ position }) => runbook.connections.isOpen(position));
  // Clients of a headless Service without ports name those of the pods.
  const through = service.ports.length === 0 ? undefined : service.id;
  const some = merge(shown.map(({ position }) => runbook.connections.callersOf(position, through)));
  const items = [
    ...open.map(
      ({ workload }) => `everybody whose own policies allow it: no policy isolates the pods of ${code(workload.id)}`,
    ),
    ...callerItems(some, (flow) =>
      through === undefined
        ? `the pods' ${markdownText(formatPorts(flow.ports))}`
        : `Service port ${codes(servicePortsOf(flow, service.id))}`,
    ),
  ];
  if (items.length === 0) items.push(nobodyText(facts));
  return (
    `### Who may call it\n\n${bullets(items)}` +
    waysText(facts, runbook) +
    calledText(shown, runbook) +
    paragraph(askText(runbook, shown[0]))
  );
}

function nobodyText({ service, backends }: ServiceFacts): string {
  const leads = service.ports.some((port) =>
    backends.slice(0, MOST_BACKENDS).some(({ workload }) => !targetPorts(port, workload).isEmpty),
  );
  return leads || service.ports.length === 0
    ? '**nobody**: the policies close all of its ports to everybody'
    : '**nobody**: the ports that it leads to are ports of no container';
}

/** The same for a workload without a Service. */
export function connectionsOfWorkload(facts: WorkloadFacts, runbook: RunbookFacts): string {
  const { connections, input } = runbook;
  const { position } = facts;
  const items = [
    ...(connections.isOpen(position) ? ['everybody whose own policies allow it: no policy isolates its pods'] : []),
    ...callerItems(connections.callersOf(position), (flow) => markdownText(formatPorts(flow.ports))),
    ...input.analysis.judgedWays[position].map(wayText),
  ];
  return `### Who may call it\n\n${bullets(items.length === 0 ? ['nobody'] : items)}${calledText([facts], runbook)}`;
}

function merge(all: readonly Some[]): Some {
  const flows = new Map(all.flatMap((some) => some.flows).map((flow) => [keyOf(flow), flow]));
  return { flows: [...flows.values()], count: all.reduce((sum, { count }) => sum + count, 0) };
}

function keyOf(flow: Flow): string {
  return JSON.stringify([flow.from, flow.ports, flow.verdict, flow.services]);
}

function callerItems({ flows, count }: Some, on: (flow: Flow) => string): string[] {
  const items = [
    ...new Set(
      flows
        .slice(0, MOST_FLOWS)
        .map((flow) => `${code(formatNarrowEnd(flow.from))} on ${on(flow)}${verdictText(flow)}`),
    ),
  ];
  return count > flows.length || flows.length > MOST_FLOWS
    ? [...items, `and more: ${count} connections in all`]
    : items;
}

function verdictText({ verdict, reason, only }: Pick<Flow, 'verdict' | 'reason' | 'only'>): string {
  if (verdict === 'undefined') {
    return ` (not decided by the manifests${reason === undefined ? '' : `: ${markdownText(reason.text)}`})`;
  }
  return only === undefined ? '' : ` (only ${markdownText(shorten(only, 3))})`;
}

function waysText({ service, backends }: ServiceFacts, { input }: RunbookFacts): string {
  const begin = `${service.id}:`;
  const ways = backends
    .slice(0, MOST_BACKENDS)
    .flatMap(({ position }) => input.analysis.judgedWays[position])
    .filter(
      ({ way }) => way.service?.startsWith(begin) === true || (way.service === undefined && way.id === service.id),
    );
  const texts = [...new Set(ways.map(wayText))];
  return texts.length === 0 ? '' : `### Ways in from outside\n\n${bullets(texts.slice(0, 20))}`;
}

function wayText(judged: JudgedWay): string {
  const { way, verdict, isClosed } = judged;
  const through = way.through === 'controller' ? ' (a controller passes it on)' : '';
  const says = isClosed
    ? '**closed by policies to everybody**'
    : verdict === 'deny'
      ? 'open to private networks alone'
      : verdict === 'allow'
        ? 'open to the internet, as far as policies go'
        : `not decided by the manifests${judged.reason === undefined ? '' : `: ${markdownText(judged.reason.text)}`}`;
  const to = way.service === undefined ? '' : `, to ${code(way.service)}`;
  const { hosts = [], nodePort, sources = [] } = toWay(judged);
  const whose = hosts.length === 0 ? '' : ` for ${few(hosts.map(code), 5)}`;
  const at = nodePort === undefined ? '' : ` at ${code(String(nodePort))}`;
  const from = few(
    sources.map((block) => code(formatNarrowEnd(addressesEnd(block)))),
    4,
  );
  return `${way.kind} ${code(way.id)}${whose}${at}${from === '' ? '' : ` from ${from}`}${to}${through}: ${says}`;
}

function calledText(workloads: readonly WorkloadFacts[], { connections }: RunbookFacts): string {
  const items = workloads.flatMap(({ workload, position }) => {
    if (connections.mayReachAll(position)) {
      return [`everybody: no policy closes what the pods of ${code(workload.id)} may connect to`];
    }
    const { flows, count } = connections.calledBy(position);
    const texts = flows.map(
      (flow) =>
        `${code(formatNarrowEnd(flow.to))} on ${few(portTexts(flow.ports).map(markdownText), 4)}${throughText(flow)}${verdictText(flow)}`,
    );
    return count > flows.length ? [...texts, `and more: ${count} connections of ${code(workload.id)} in all`] : texts;
  });
  return `### What its pods may call\n\n${bullets(items.length === 0 ? ['nobody'] : [...new Set(items)].slice(0, MOST_FLOWS + 1))}`;
}

function throughText({ services = [] }: Flow): string {
  return services.length === 0 ? '' : ` (through ${few(services.map(code), 3)})`;
}

function callersOfName({ service }: ServiceFacts, { connections }: RunbookFacts): string {
  const flows = connections.callersOfName(service.externalName ?? '').slice(0, MOST_FLOWS);
  const items = flows.map(
    (flow) => `${code(formatNarrowEnd(flow.from))} on ${markdownText(formatPorts(flow.ports))}${verdictText(flow)}`,
  );
  const rest =
    'whose policies let them reach the addresses that the name outside stands for: a NetworkPolicy knows no names';
  return `### Who may call it\n\n${bullets([...items, `${items.length === 0 ? 'pods' : 'and pods'} ${rest}`])}`;
}

function askText({ sources, isPart }: RunbookFacts, { workload }: WorkloadFacts): string {
  const all = `service-patterns reach ${sources.join(' ')} --to ${shellWord(workload.id)}`;
  return `Why, and all of them${isPart ? '' : ' at once'}: ${code(all)}`;
}
