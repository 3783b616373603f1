import { readEndpointPeers } from './cilium-endpoints';
import { ENTITIES, peersOfEntity } from './cilium-entity-peers';
import { readOtherSelector } from './cilium-labels';
import { CiliumName, peersOfNames, readName } from './cilium-names';
import { readNetwork, readNetworkSet } from './cilium-networks';
import { readGroup, readService } from './cilium-services';
import { Part } from './doubts';
import { Direction, PolicyPeer, RuleAction } from '../model';

/** Whom a rule is for. */
export interface RulePeers {
  /** Whether the rule says whom. */
  readonly isGiven: boolean;
  /** Absent: everybody. */
  readonly peers?: readonly PolicyPeer[];
}

/** How one kind of peers is read: nothing stands for everybody. */
type ReadPeers = (items: readonly Part[], namespace: string | undefined) => readonly PolicyPeer[] | undefined;

const eachOf =
  (read: (item: Part, namespace: string | undefined) => readonly PolicyPeer[]): ReadPeers =>
  (items, namespace) =>
    items.flatMap((item) => read(item, namespace));

/** The kinds of which an empty list is nobody, by the ends of their names. */
const CLOSING: ReadonlyMap<string, ReadPeers> = new Map<string, ReadPeers>([
  ['Endpoints', eachOf(readEndpointPeers)],
  ['CIDR', eachOf(readNetwork)],
  ['CIDRSet', eachOf(readNetworkSet)],
  ['Entities', readEntities],
  ['Nodes', eachOf(readNodes)],
]);
/** Those of which an empty list is as good as none. */
const OTHERS: ReadonlyMap<string, ReadPeers> = new Map<string, ReadPeers>([
  ['Groups', eachOf(readGroup)],
  ['Services', eachOf(readService)],
  ['FQDNs', readNames],
]);
/** What rules of ingress do not have. */
const EGRESS_ALONE: readonly string[] = ['Services', 'FQDNs'];

/** The fields by which a rule says whom it is for. */
export function peerFields(direction: Direction, action: RuleAction): readonly string[] {
  const ends = [...CLOSING.keys(), ...OTHERS.keys()].filter(
    (end) =>
      (direction === 'egress' || !EGRESS_ALONE.includes(end)) &&
      // The names of denied addresses would have to be known beforehand.
      (action === 'accept' || end !== 'FQDNs'),
  );
  return ends.map((end) => prefixOf(direction) + end);
}

/**
 * Reads whom a rule is for.
 *
 * @param namespace that of the policy; a policy of the cluster has none
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-3-policies
 */
export function readPeers(
  rule: Part,
  direction: Direction,
  action: RuleAction,
  namespace: string | undefined,
): RulePeers {
  const fields = peerFields(direction, action).map((key) => rule.get(key));
  const given = fields.filter((part) => part.items().length > 0);
  for (const part of given.slice(1)) {
    part.field.problem(`nothing beside \`${lastName(given[0])}\` in one rule`, 'make them two rules');
  }
  const isClosed = fields.some((part) => part.isEmptyList && CLOSING.has(endOf(part, direction)));
  const peers = given.map((part) => readerOf(part, direction)(part.items(), namespace));
  if (isClosed) return { isGiven: true, peers: [] };
  if (given.length === 0) return { isGiven: false };
  return peers.includes(undefined) ? { isGiven: true } : { isGiven: true, peers: peers.flatMap((own) => own ?? []) };
}

function readerOf(part: Part, direction: Direction): ReadPeers {
  const end = endOf(part, direction);
  return CLOSING.get(end) ?? OTHERS.get(end) ?? (() => []);
}

function endOf(part: Part, direction: Direction): string {
  return lastName(part).slice(prefixOf(direction).length);
}

function lastName({ name }: Part): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function prefixOf(direction: Direction): string {
  return direction === 'ingress' ? 'from' : 'to';
}

function readEntities(items: readonly Part[]): readonly PolicyPeer[] | undefined {
  const names = items.map(({ field }) => field.requiredOneOf(ENTITIES));
  if (names.includes('all')) return undefined;
  return names.flatMap((name) => (name === undefined ? [] : (peersOfEntity(name) ?? [])));
}

function readNames(items: readonly Part[]): readonly PolicyPeer[] {
  return peersOfNames(items.map(readName).filter((name): name is CiliumName => name !== undefined));
}

function readNodes(item: Part): readonly PolicyPeer[] {
  return [{ kind: 'nodes', selector: readOtherSelector(item) }];
}
