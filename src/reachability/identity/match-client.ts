import { Identified, matchIdentity } from './match-identity';
import { IdentityClient, IdentityMatch, IdentityNetwork } from '../../topology/model';
import { AddressSet } from '../address-set';
import { PeerMatch } from '../match-ends';
import { matchNetworks } from '../pod-addresses';
import { Reason } from '../reason';
import { Caller } from './caller';

/** A caller at one server: whether it shows an identity there is settled. */
export interface Presented {
  readonly caller: Caller;
  /** Absent: it has none there. */
  readonly identity?: Identified;
}

/** What is looked up beside a caller. */
export interface MatchContext {
  readonly domains: readonly string[];
  /** Whether the input has workloads in a namespace. */
  readonly isInhabited: (namespace: string) => boolean;
}

/** Whether a caller is meant; if nobody knows, why. */
export interface Matched {
  readonly match: PeerMatch;
  readonly why?: Reason;
}

const YES: Matched = { match: 'yes' };
const NO: Matched = { match: 'no' };

/** Whether a caller is one of some clients. Absent: everybody is. */
export function matchClients(
  clients: readonly IdentityClient[] | undefined,
  presented: Presented,
  context: MatchContext,
): Matched {
  return clients === undefined ? YES : anyOf(clients.map((client) => matchClient(client, presented, context)));
}

/** All that is there must be so. */
export function matchClient(client: IdentityClient, presented: Presented, context: MatchContext): Matched {
  const { identities, notIdentities, networks, notNetworks, also = [] } = client;
  const { address } = presented.caller.why;
  const isOf = (list: readonly IdentityMatch[]): Matched => matchIdentities(list, presented, context);
  const isIn = (list: readonly IdentityNetwork[]): Matched => {
    const match = matchNetworks(networksOf(list), presented.caller.addresses);
    return match === 'unknown' ? { match, why: address } : { match };
  };
  return allOf([
    ...(identities === undefined ? [] : [isOf(identities)]),
    ...(notIdentities === undefined ? [] : [not(isOf(notIdentities))]),
    ...(networks === undefined ? [] : [isIn(networks)]),
    ...(notNetworks === undefined ? [] : [not(isIn(notNetworks))]),
    ...also.map((each) => matchClient(each, presented, context)),
  ]);
}

function matchIdentities(
  list: readonly IdentityMatch[],
  { caller, identity }: Presented,
  context: MatchContext,
): Matched {
  // Who has no identity is none of them; a rule that says whom it does not mean then means it.
  if (identity === undefined) return NO;
  const matches = list.map((each) =>
    caller.isController === true ? mayBeController(each, context) : matchIdentity(each, identity, context.domains),
  );
  if (matches.includes('yes')) return YES;
  return matches.includes('unknown') ? { match: 'unknown', why: caller.why.identity } : NO;
}

/** As for NetworkPolicies: pods of a namespace that the input knows nothing else of are most likely those of the controller. */
function mayBeController(match: IdentityMatch, { isInhabited }: MatchContext): PeerMatch {
  const named =
    match.kind === 'account'
      ? match.namespace
      : match.kind === 'principal'
        ? /\/ns\/([^/*]+)\//.exec(match.pattern)?.[1]
        : match.kind === 'namespace' && !match.pattern.includes('*')
          ? match.pattern
          : undefined;
  if (named !== undefined) return isInhabited(named) ? 'unknown' : 'yes';
  return match.kind === 'anyone' || ('pattern' in match && match.pattern === '*') ? 'yes' : 'unknown';
}

const ofLists = new WeakMap<readonly IdentityNetwork[], AddressSet>();

/** The addresses of networks; a list is one set, however often it is asked for. */
export function networksOf(networks: readonly IdentityNetwork[]): AddressSet {
  let set = ofLists.get(networks);
  if (set === undefined) {
    set = AddressSet.unionAll(networks.map(({ cidr, except }) => AddressSet.block(cidr, except)));
    ofLists.set(networks, set);
  }
  return set;
}

function anyOf(all: readonly Matched[]): Matched {
  return all.find(({ match }) => match === 'yes') ?? all.find(({ match }) => match === 'unknown') ?? NO;
}

function allOf(all: readonly Matched[]): Matched {
  return all.find(({ match }) => match === 'no') ?? all.find(({ match }) => match === 'unknown') ?? YES;
}

function not({ match, why }: Matched): Matched {
  if (match === 'unknown') return { match, ...(why === undefined ? {} : { why }) };
  return match === 'yes' ? NO : YES;
}
