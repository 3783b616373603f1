import { opensName } from './name-openings';
import { PortSet } from './port-set';
import { Reason } from './reason';
import { Direction, PolicyPort, UnjudgedPolicy } from '../topology/model';

/** What policies that are not judged leave open about one side. */
export interface Doubt {
  /** Those that may allow and deny anything: with one of them nothing is decided. */
  readonly anything: readonly UnjudgedPolicy[];
  /** All that these say. */
  readonly said: string;
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

/** Why something is undecided, and all that the policies say that leave it so. */
export interface Undecided {
  readonly reason: Reason;
  readonly unjudged: string;
}

/** All that policies say. */
export function saidBy(policies: readonly UnjudgedPolicy[]): string {
  return policies.map(({ id, apiVersion, content }) => `${id} ${apiVersion} ${content}\n`).join('');
}

/** What leaves ports between two pods undecided; nothing if policies that are judged decide them. */
export function undecidedBetween(source: Doubtful, destination: Doubtful): Undecided | undefined {
  const doubts = [source, destination].flatMap(({ doubt }) =>
    doubt !== undefined && isUndecided({ doubt }) ? [doubt] : [],
  );
  if (doubts.length === 0) return undefined;
  const [{ anything, said }, other] = doubts;
  // The same policies mostly select both.
  if (other === undefined || other.said === said) return byAnything(anything, said);
  return byAnything([...new Set([...anything, ...other.anything])], said + other.said);
}

/** What leaves ports to or from addresses undecided. */
export function undecidedOutside({ doubt }: Doubtful, ports: PortSet): Undecided | undefined {
  if (doubt === undefined) return undefined;
  const policies = doubtersOf({ doubt }, ports);
  if (policies.length === 0) return undefined;
  return isUndecided({ doubt }) ? byAnything(policies, doubt.said) : byNames(policies, ports);
}

/** The policies that may decide what a side does with pods, or with addresses on some ports. */
export function doubtersOf({ doubt }: Doubtful, portsOfAddresses?: PortSet): readonly UnjudgedPolicy[] {
  if (doubt === undefined) return [];
  if (doubt.anything.length > 0 || portsOfAddresses === undefined) return doubt.anything;
  return namesOpened(doubt, portsOfAddresses);
}

/** The policies that open names on some of the ports. */
export function namesOpened({ names }: Doubt, ports: PortSet): readonly UnjudgedPolicy[] {
  return names.filter((policy) => !portsOfNames(policy).intersect(ports).isEmpty);
}

/** The ports on which a policy opens names. */
export function portsOfNames({ effect }: UnjudgedPolicy): PortSet {
  if (effect.kind !== 'names') return PortSet.NONE;
  return PortSet.unionAll(effect.openings.map(({ ports }) => PortSet.of(ports)));
}

/** The ports of an opening of entities; without any it is for all of them. */
export function portsOfEntities(ports: readonly PolicyPort[] | undefined): PortSet {
  return ports === undefined ? PortSet.ALL : PortSet.of(ports);
}

/** The ports on which policies open a name. */
export function portsOfName(policies: readonly UnjudgedPolicy[], name: string): PortSet {
  return PortSet.unionAll(
    policies
      .flatMap(({ effect }) => (effect.kind === 'names' ? effect.openings : []))
      .filter((opening) => opensName(opening, name))
      .map(({ ports }) => PortSet.of(ports)),
  );
}

/** The ports on which policies open an entity of Cilium, in one direction. */
export function portsOfEntity(policies: readonly UnjudgedPolicy[], direction: Direction, entity: string): PortSet {
  return PortSet.unionAll(
    policies
      .flatMap(({ effect }) => (effect.kind === 'entities' ? effect.openings : []))
      .filter((opening) => opening.direction === direction && opening.entities.includes(entity))
      .map(({ ports }) => portsOfEntities(ports)),
  );
}

function byAnything(policies: readonly UnjudgedPolicy[], unjudged: string): Undecided {
  const names = few(policies, (policy) => `${describe(policy)} (${policy.apiVersion})`);
  return {
    unjudged,
    reason: {
      code: 'unjudged-policy',
      text: `${names} may allow or deny it, and ${policies.length === 1 ? 'is' : 'are'} not judged`,
    },
  };
}

function byNames(policies: readonly UnjudgedPolicy[], ports: PortSet): Undecided {
  const opened = policies
    .flatMap(({ effect }) => (effect.kind === 'names' ? effect.openings : []))
    .filter((opening) => !PortSet.of(opening.ports).intersect(ports).isEmpty)
    .flatMap(({ names }) => names);
  const opens = policies.length === 1 ? 'opens' : 'open';
  const names = few([...new Set(opened)], (name) => name);
  return {
    unjudged: saidBy(policies),
    reason: {
      code: 'unknown-names',
      text: `${few(policies, describe)} ${opens} ${names}, whose addresses are not in the manifests`,
    },
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
