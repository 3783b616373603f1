import { hint, MatcherContext, Result } from './hint';
import { checkOnly, formatWanted, isAsWanted, LayerSeven, Only } from './narrowed';
import { endOf, locate, profileOf, Subject } from './subject';
import { Port } from '../network/port';
import { Analysis } from '../reachability/analysis';
import { AddressesEnd, addressSetOf, End, formOf, isSpelled } from '../reachability/end';
import { Flow } from '../reachability/flow';
import { PortSet } from '../reachability/port-set';
import { GLOBAL_IPV4, GLOBAL_IPV6 } from '../reachability/public-addresses';
import { formatFlow } from '../render/flow-text';
import { NameLookups } from '../report/name-lookups';
import { toPortSet } from '../report/port-sets';

/** One end of connections on some ports of the destination's pods, and on no other, or for a part of layer 7 alone. */
export interface EndOnPorts extends LayerSeven {
  readonly end: Subject | string;
  /** Absent: on any ports. */
  readonly ports?: readonly Port[];
}

/** An end of connections: on any ports, or on some alone. */
export type OtherEnd = Subject | string | EndOnPorts;

/** An end that is wanted, by the name that flows have for it; without ports any will do. */
interface Wanted {
  readonly name: string;
  readonly only?: Only;
  readonly ports?: PortSet;
}

/** Whether a workload reaches exactly these ends; asking the cluster's DNS for names does not count. */
export function toOnlyReach(this: MatcherContext | void, received: Subject, targets: readonly OtherEnd[]): Result {
  return compare(hint(this, 'toOnlyReach', 'targets'), received, targets, 'to');
}

/** Whether exactly these ends reach a workload. */
export function toOnlyBeReachedBy(
  this: MatcherContext | void,
  received: Subject,
  sources: readonly OtherEnd[],
): Result {
  return compare(hint(this, 'toOnlyBeReachedBy', 'sources'), received, sources, 'from');
}

function compare(call: string, received: Subject, ends: readonly OtherEnd[], otherEnd: 'from' | 'to'): Result {
  const { analysis, position } = locate(received);
  const { id } = analysis.cluster.workloads[position];
  const wanted = ends.map((end) => resolve(analysis, end, otherEnd === 'from' ? position : undefined));
  const own = otherEnd === 'to' ? 'from' : 'to';
  const lookups = otherEnd === 'to' ? new NameLookups(analysis, position, profileOf(received)) : undefined;
  const flows = [...analysis.flows()].filter((flow) => flow[own].kind === 'workload' && isSpelled(flow[own], id));
  // What comes in by a way has the addresses of clients or of a controller's pods, and is listed as theirs, too.
  const packets = flows.filter(({ from }) => from.kind !== 'internet');
  const unexpected = packets.flatMap((flow) => {
    const meant = wanted
      .filter(({ name, only }) => fits(name, flow[otherEnd]) && isNoMore(flow, only))
      .reduce((all, { ports }) => all.union(ports ?? PortSet.ALL), lookups?.portsTo(flow) ?? PortSet.NONE);
    const rest = portsOf(flow).subtract(meant);
    return rest.isEmpty ? [] : [{ ...flow, ports: rest.ranges() }];
  });
  const missing = wanted.filter((want) => !isOpen(want, flows, otherEnd));
  const verb = otherEnd === 'to' ? 'reach' : 'be reached by';
  const list = wanted.length === 0 ? 'nobody' : wanted.map(describe).join(', ');
  return {
    pass: unexpected.length === 0 && missing.length === 0,
    message: () =>
      [
        `${call}expected ${id} ${unexpected.length + missing.length === 0 ? 'not ' : ''}to ${verb} only ${list}`,
        ...(unexpected.length > 0 ? ['', 'also open:', ...unexpected.map((flow) => `  ${formatFlow(flow)}`)] : []),
        ...(missing.length > 0
          ? ['', 'closed:', ...missing.map((want) => `  ${describe(want)}${narrowed(want, flows, otherEnd)}`)]
          : []),
      ].join('\n'),
  };
}

function isOnPorts(end: OtherEnd): end is EndOnPorts {
  return typeof end === 'object' && 'end' in end && !('node' in end) && (Array.isArray(end.ports) || 'only' in end);
}

/** `destination` is the workload whose ports they are, unless it is the end itself. */
function resolve(analysis: Analysis, given: OtherEnd, destination: number | undefined): Wanted {
  if (!isOnPorts(given)) return { name: nameOf(analysis, given) };
  const name = nameOf(analysis, given.end);
  const { only } = given;
  checkOnly(`expect: ${name}`, only);
  if (given.ports === undefined) return { name, only };
  const target = analysis.cluster.workloads[destination ?? analysis.cluster.positions.get(name) ?? -1];
  if (given.ports.length === 0) {
    throw new Error(`expect: ports of ${name}: got none; allowed: at least one Port. Fix: leave \`ports\` out for any`);
  }
  const ports = given.ports.reduce((all, port) => {
    const own = target === undefined && port.name !== undefined ? PortSet.NONE : toPortSet(port, target);
    if (!own.isEmpty) return all.union(own);
    throw new Error(
      `expect: ports of ${name}: got ${port.toString()}; allowed: a port number, or the name of a port of the pods. ` +
        'Fix: for example Port.tcp(8080)',
    );
  }, PortSet.NONE);
  return { name, ports, only };
}

function nameOf(analysis: Analysis, end: Subject | string): string {
  if (typeof end === 'string' && formOf(end).kind !== 'workload') return end;
  const found = endOf(analysis, end);
  return found.kind === 'workload' ? analysis.cluster.workloads[found.position].id : found.text;
}

/** What of layer 7 alone is open, where everything is wanted; or all that is. */
function narrowed({ name, only }: Wanted, flows: readonly Flow[], otherEnd: 'from' | 'to'): string {
  const open = flows.filter((flow) => flow.verdict === 'allow' && fits(name, flow[otherEnd]));
  if (open.some((flow) => isAsWanted(flow.only, only))) return '';
  const parts = [...new Set(open.flatMap((flow) => flow.only ?? ['everything']))].sort();
  return parts.length === 0 ? '' : ` (open: ${parts.join(', ')})`;
}

/** What is wanted for everything covers what is open for less; the other way round it does not. */
function isNoMore({ only }: Flow, wanted: Only | undefined): boolean {
  return wanted === undefined || isAsWanted(only, wanted);
}

function isOpen({ name, ports, only }: Wanted, flows: readonly Flow[], otherEnd: 'from' | 'to'): boolean {
  const open = flows
    .filter((flow) => flow.verdict === 'allow' && isAsWanted(flow.only, only) && fits(name, flow[otherEnd]))
    .reduce((all, flow) => all.union(portsOf(flow)), PortSet.NONE);
  return ports === undefined ? !open.isEmpty : open.includes(ports);
}

function portsOf({ ports }: Flow): PortSet {
  return ports.reduce(
    (all, { protocol, port, endPort }) => all.union(PortSet.range(protocol, port, endPort)),
    PortSet.NONE,
  );
}

function fits(name: string, end: End): boolean {
  if (isSpelled(end, name)) return true;
  return formOf(name).kind === 'internet' && end.kind === 'addresses' && isInternet(end);
}

/** A whole family, whatever is taken out of it, or all that is public of it. */
function isInternet(end: AddressesEnd): boolean {
  const addresses = addressSetOf(end);
  return end.cidr.endsWith('/0') || [GLOBAL_IPV4, GLOBAL_IPV6].some((all) => addresses.includes(all));
}

function describe({ name, ports, only }: Wanted): string {
  return `${name}${ports === undefined ? '' : ` on ${ports.toString()}`}${formatWanted(only)}`;
}
