import { AddressSet } from '../reachability/address-set';
import { PortSet } from '../reachability/port-set';
import { IdentityClient, IdentityMatch, IdentityNetwork } from '../topology/model';

/** Whom a server takes connections from, in one set of words for what was declared and what was rendered. */
export type Grantee =
  | { readonly kind: 'account'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** Whoever has an identity. */
  | { readonly kind: 'identified' }
  /** Whoever has one of these addresses, with an identity or without. */
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'anybody' }
  /** Identities that none of these words is for, as they are written. */
  | { readonly kind: 'pattern'; readonly pattern: string };

/** Whom a server takes connections from, on which of its ports. */
export interface Grant {
  /** Any of them. */
  readonly who: readonly Grantee[];
  readonly ports: PortSet;
  /** What of layer 7 alone it is about, in words; absent: all that is sent. */
  readonly only?: string;
}

export const ANYBODY: Grantee = { kind: 'anybody' };

/** Whether one of two grantees is everybody that the other one is. */
export function covers(wide: Grantee, narrow: Grantee): boolean {
  switch (wide.kind) {
    case 'anybody':
      return true;
    case 'identified':
      return narrow.kind !== 'addresses' && narrow.kind !== 'anybody';
    case 'namespace':
      return (narrow.kind === 'account' || narrow.kind === 'namespace') && narrow.namespace === wide.namespace;
    case 'account':
      return narrow.kind === 'account' && narrow.namespace === wide.namespace && narrow.name === wide.name;
    case 'addresses':
      return (
        (narrow.kind === 'addresses' && wide.addresses.includes(narrow.addresses)) ||
        (narrow.kind === 'anybody' && wide.addresses.equals(AddressSet.ALL))
      );
    case 'pattern':
      return narrow.kind === 'pattern' && narrow.pattern === wide.pattern;
  }
}

/** The ports on which some grants let somebody in, all of it and whatever is sent. */
export function portsFor(narrow: Grantee, grants: readonly Grant[]): PortSet {
  const parts = partsOf(narrow).map((part) =>
    PortSet.unionAll(grants.filter(({ who }) => who.some((wide) => covers(wide, part))).map(({ ports }) => ports)),
  );
  return parts.reduce((all, ports) => all.intersect(ports));
}

/** What several grants may cover together. */
function partsOf(grantee: Grantee): Grantee[] {
  const addresses =
    grantee.kind === 'addresses' ? grantee.addresses : grantee.kind === 'anybody' ? AddressSet.ALL : undefined;
  // That everybody is let in has no better word than everybody.
  if (addresses === undefined || addresses.isEmpty) return [grantee];
  return addresses
    .blocks()
    .map(({ cidr, except }) => ({ kind: 'addresses', addresses: AddressSet.block(cidr, except) }));
}

/** A grantee in words. */
export function grantText(grantee: Grantee): string {
  switch (grantee.kind) {
    case 'account':
      return `account ${grantee.name} of namespace ${grantee.namespace}`;
    case 'namespace':
      return `all accounts of namespace ${grantee.namespace}`;
    case 'identified':
      return 'everybody in the mesh';
    case 'addresses':
      return grantee.addresses
        .blocks()
        .map(({ cidr, except }) => (except.length === 0 ? cidr : `${cidr} except ${except.join(', ')}`))
        .join(', ');
    case 'anybody':
      return 'everybody, in the mesh or not';
    case 'pattern':
      return `identities ${grantee.pattern}`;
  }
}

/**
 * Whom the clients of a rendered rule are: any of the lists says enough about them, since all that a client says must be so.
 *
 * @param trustDomains of the cluster, as principals begin
 */
export function granteesOf(client: IdentityClient, trustDomains: readonly string[]): readonly (readonly Grantee[])[] {
  const lists: (readonly Grantee[])[] = [];
  if (client.identities !== undefined) lists.push(client.identities.map((match) => granteeOf(match, trustDomains)));
  if (client.networks !== undefined || (client.notNetworks !== undefined && client.identities === undefined)) {
    const without = setOf(client.notNetworks ?? []);
    const blocks = client.networks?.map(({ cidr, except }) => AddressSet.block(cidr, except)) ?? [AddressSet.ALL];
    lists.push(blocks.map((block) => ({ kind: 'addresses', addresses: block.subtract(without) })));
  }
  for (const also of client.also ?? []) {
    lists.push(...granteesOf(also, trustDomains).filter(([who]) => who !== ANYBODY));
  }
  return lists.length === 0 ? [[ANYBODY]] : lists;
}

function setOf(networks: readonly IdentityNetwork[]): AddressSet {
  return AddressSet.unionAll(networks.map(({ cidr, except }) => AddressSet.block(cidr, except)));
}

function granteeOf(match: IdentityMatch, trustDomains: readonly string[]): Grantee {
  switch (match.kind) {
    case 'anyone':
      return { kind: 'identified' };
    case 'account':
      return match.name === undefined
        ? { kind: 'namespace', namespace: match.namespace }
        : { kind: 'account', namespace: match.namespace, name: match.name };
    case 'namespace':
      if (match.pattern === '*') return { kind: 'identified' };
      return match.pattern.includes('*')
        ? { kind: 'pattern', pattern: `of namespaces ${match.pattern}` }
        : { kind: 'namespace', namespace: match.pattern };
    case 'principal':
      return ofPrincipal(match.pattern, trustDomains);
  }
}

/** `<trust domain>/ns/<namespace>/sa/<account>`; a star stands for any beginning or any end. */
function ofPrincipal(pattern: string, trustDomains: readonly string[]): Grantee {
  if (pattern === '*' || trustDomains.some((domain) => pattern === `${domain}/*`)) return { kind: 'identified' };
  const [, domain, namespace, account] = /^([^/]+)\/ns\/([^/*]+)\/(?:sa\/)?([^/]+)$/.exec(pattern) ?? [];
  const isKnown = domain === '*' || trustDomains.includes(domain);
  if (!isKnown || (account !== '*' && account.includes('*'))) return { kind: 'pattern', pattern };
  // Without its `sa/` it is no account of Kubernetes.
  if (account !== '*' && !pattern.endsWith(`/sa/${account}`)) return { kind: 'pattern', pattern };
  return account === '*' ? { kind: 'namespace', namespace } : { kind: 'account', namespace, name: account };
}
