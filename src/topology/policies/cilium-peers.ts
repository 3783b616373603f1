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

/** One kind of peers. */
interface PeerKind {
  /** The end of its field's name. */
  readonly end: string;
  /** Nothing stands for everybody. */
  readonly read: (items: readonly Part[], namespace: string | undefined) => readonly PolicyPeer[] | undefined;
  /** Whether an empty list is nobody; otherwise it is as good as none. */
  readonly closes?: true;
  readonly isOfEgress?: true;
  /** Whether rules that deny do not have it. */
  readonly isAccepted?: true;
}

type ReadPeer = (item: Part, namespace: string | undefined) => readonly PolicyPeer[];

const eachOf =
  (read: ReadPeer): PeerKind['read'] =>
  (items, namespace) =>
    items.flatMap((item) => read(item, namespace));

const KINDS: readonly PeerKind[] = [
  { end: 'Endpoints', read: eachOf(readEndpointPeers), closes: true },
  { end: 'CIDR', read: eachOf(readNetwork), closes: true },
  { end: 'CIDRSet', read: eachOf(readNetworkSet), closes: true },
  { end: 'Entities', read: readEntities, closes: true },
  { end: 'Nodes', read: eachOf(readNodes), closes: true },
  { end: 'Groups', read: eachOf(readGroup) },
  { end: 'Services', read: eachOf(readService), isOfEgress: true },
  // To deny them, all addresses of a name would have to be known beforehand.
  { end: 'FQDNs', read: readNames, isOfEgress: true, isAccepted: true },
];

function kindsOf(direction: Direction, action: RuleAction): readonly PeerKind[] {
  return KINDS.filter(
    ({ isOfEgress, isAccepted }) =>
      (isOfEgress === undefined || direction === 'egress') && (isAccepted === undefined || action === 'accept'),
  );
}

function fieldOf({ end }: PeerKind, direction: Direction): string {
  return `${direction === 'ingress' ? 'from' : 'to'}${end}`;
}

/** The fields by which a rule says whom it is for. */
export function peerFields(direction: Direction, action: RuleAction): readonly string[] {
  return kindsOf(direction, action).map((kind) => fieldOf(kind, direction));
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
  const fields = kindsOf(direction, action).map((kind) => {
    const name = fieldOf(kind, direction);
    const part = rule.get(name);
    return { name, part, items: part.items(), ...kind };
  });
  const given = fields.filter(({ items }) => items.length > 0);
  for (const { part } of given.slice(1)) {
    part.field.problem(`nothing beside \`${given[0].name}\` in one rule`, 'make them two rules');
  }
  const peers = given.map(({ items, read }) => read(items, namespace));
  if (fields.some(({ part, closes }) => closes !== undefined && part.isEmptyList)) return { isGiven: true, peers: [] };
  if (given.length === 0) return { isGiven: false };
  return peers.includes(undefined) ? { isGiven: true } : { isGiven: true, peers: peers.flatMap((own) => own ?? []) };
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
