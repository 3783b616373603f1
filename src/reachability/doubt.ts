import { PortSet } from './port-set';
import { UnjudgedPolicy } from '../topology/model';

/** What policies that are not judged leave open about one side. */
export interface Doubt {
  /** Those that may allow and deny anything: with one of them nothing is decided. */
  readonly anything: readonly UnjudgedPolicy[];
  /** Those that only open names, whose addresses are anywhere outside of the cluster. */
  readonly names: readonly UnjudgedPolicy[];
  /** The ports on which names are opened. */
  readonly ports: PortSet;
}

/** A side that may be in doubt. */
interface Doubtful {
  readonly doubt?: Doubt;
}

/** Whether some policy that is not judged may allow or deny anything on a side. */
export function isUndecided({ doubt }: Doubtful): boolean {
  return doubt !== undefined && doubt.anything.length > 0;
}

/** The policies that leave something undecided, and how they do that in words. */
export interface Undecided {
  readonly undecidedBy: readonly UnjudgedPolicy[];
  readonly reason: string;
}

/** What leaves ports between two pods undecided; nothing if policies that are judged decide them. */
export function undecidedBetween(source: Doubtful, destination: Doubtful): Undecided | undefined {
  const lists = [source, destination].flatMap(({ doubt }) => (isUndecided({ doubt }) ? [doubt!.anything] : []));
  if (lists.length === 0) return undefined;
  // The same policies mostly select both.
  const isOne = lists.length === 1 || lists[0] === lists[1];
  return byAnything(isOne ? lists[0] : [...new Set(lists.flat())]);
}

/** What leaves ports to or from addresses undecided. */
export function undecidedOutside({ doubt }: Doubtful, ports: PortSet): Undecided | undefined {
  if (doubt === undefined) return undefined;
  if (doubt.anything.length > 0) return byAnything(doubt.anything);
  const undecidedBy = doubt.names.filter((policy) => !portsOfNames(policy).intersect(ports).isEmpty);
  return undecidedBy.length === 0 ? undefined : byNames(undecidedBy, ports);
}

/** The ports on which a policy opens names. */
export function portsOfNames({ effect }: UnjudgedPolicy): PortSet {
  if (effect.kind !== 'names') return PortSet.NONE;
  return effect.openings.reduce((all, { ports }) => all.union(PortSet.of(ports)), PortSet.NONE);
}

function byAnything(undecidedBy: readonly UnjudgedPolicy[]): Undecided {
  const names = few(undecidedBy, (policy) => `${describe(policy)} (${policy.apiVersion})`);
  return {
    undecidedBy,
    reason: `${names} may allow or deny it, and ${undecidedBy.length === 1 ? 'is' : 'are'} not judged`,
  };
}

function byNames(undecidedBy: readonly UnjudgedPolicy[], ports: PortSet): Undecided {
  const opened = undecidedBy
    .flatMap(({ effect }) => (effect.kind === 'names' ? effect.openings : []))
    .filter((opening) => !PortSet.of(opening.ports).intersect(ports).isEmpty)
    .flatMap(({ names }) => names);
  const opens = undecidedBy.length === 1 ? 'opens' : 'open';
  const names = few([...new Set(opened)], (name) => name);
  return {
    undecidedBy,
    reason: `${few(undecidedBy, describe)} ${opens} ${names}, whose addresses are not in the manifests`,
  };
}

/** `CiliumNetworkPolicy shop/web`. */
function describe({ kind, namespace, name }: UnjudgedPolicy): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function few<T>(items: readonly T[], toText: (item: T) => string): string {
  const shown = items.slice(0, 3).map(toText);
  const more = items.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
