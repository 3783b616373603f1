import { exactAccount, Identified } from './match-identity';
import { IdentityPolicy, IdentityPorts, IdentityRule, NamedPort, UnjudgedIdentity } from '../../topology/model';
import { PortSet } from '../port-set';
import { MtlsModes } from './mtls-modes';

/** All ports of TCP: proxies of meshes see no others. */
export const TCP = PortSet.range('TCP');

/** A rule with its ports looked up in one server. */
export interface ServerRule {
  /** Absent: no policy says it, but the server itself. */
  readonly policy?: IdentityPolicy;
  readonly rule: IdentityRule;
  /** Its position in the policy, from 0. */
  readonly index: number;
  readonly ports: PortSet;
}

/** A policy for one server. */
export interface ServerPolicy {
  readonly policy: IdentityPolicy;
  /** The labels that tell apart the pods that it selects and those that it does not; absent: it selects all of them. */
  readonly by?: readonly string[];
  /** The only ports that it decides about. Absent: all. */
  readonly ports?: PortSet;
  readonly rules: RuleList;
}

/** What policies of one mesh say about one server. */
export interface ServerRules {
  readonly allow: readonly ServerPolicy[];
  readonly deny: readonly ServerPolicy[];
  readonly modes: MtlsModes;
  readonly unjudged: readonly UnjudgedIdentity[];
  /** What is let through where no policy with `ports` decides. Absent: everything. */
  readonly otherwise?: RuleList;
}

/** Rules, found by the account of who connects: a server with as many rules as clients is not asked for all of them by each. */
export class RuleList {
  private readonly byAccount = new Map<string, number[]>();
  private readonly general: number[] = [];

  constructor(public readonly all: readonly ServerRule[]) {
    all.forEach(({ rule }, position) => {
      const accounts = accountsOf(rule);
      if (accounts === undefined) this.general.push(position);
      for (const account of accounts ?? []) {
        const known = this.byAccount.get(account);
        if (known === undefined) this.byAccount.set(account, [position]);
        else known.push(position);
      }
    });
  }

  /** Those that may mean a client with that identity, or without one; all for whoever is not known. */
  public for(identity: Identified | undefined, isKnown: boolean): readonly ServerRule[] {
    if (this.byAccount.size === 0) return this.all;
    if (identity === undefined) return this.general.map((position) => this.all[position]);
    if (!isKnown) return this.all;
    const own = this.byAccount.get(`${identity.namespace}/${identity.account}`) ?? [];
    return [...own, ...this.general].sort((a, b) => a - b).map((position) => this.all[position]);
  }
}

/** The accounts that a rule is for; undefined if it may be for others. */
function accountsOf({ clients }: IdentityRule): ReadonlySet<string> | undefined {
  if (clients === undefined) return undefined;
  const accounts = new Set<string>();
  for (const { identities } of clients) {
    if (identities === undefined) return undefined;
    for (const identity of identities) {
      const account = exactAccount(identity);
      if (account === undefined) return undefined;
      accounts.add(account);
    }
  }
  return accounts;
}

/** The ports that are meant of a server; names are those of its containers. */
export function portsOfServer(ports: IdentityPorts | undefined, namedPorts: readonly NamedPort[]): PortSet {
  if (ports === undefined) return TCP;
  const { numbers, names, notNumbers = [] } = ports;
  const single = (port: number): PortSet => PortSet.range('TCP', port, port);
  const named = namedPorts.filter(({ name, protocol }) => protocol === 'TCP' && names?.includes(name) === true);
  const isAnyPort = numbers === undefined && names === undefined;
  const meant = isAnyPort
    ? TCP
    : PortSet.unionAll([...(numbers ?? []).map(single), ...named.map(({ port }) => single(port))]);
  return notNumbers.length === 0 ? meant : meant.subtract(PortSet.unionAll(notNumbers.map(single)));
}
