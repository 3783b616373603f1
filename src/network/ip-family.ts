import type { IConstruct } from 'constructs';
import { k8s } from '../plus/cdk8s-plus';
import { parseCidr } from '../support/cidr';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** A family of IP addresses. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',
  /** IPv6. */
  IPV6 = 'IPv6',
}

/** The networks that peers name by their addresses; pods have those of their cluster, whichever these are. */
export function networksOf(peers: readonly k8s.NetworkPolicyPeer[] | undefined): string[] {
  return (peers ?? []).flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr]));
}

/** The family of a network that was checked before. */
export function familyOf(cidr: string): IpFamily {
  return parseCidr('ClusterProfile', cidr).family === 'IPv4' ? IpFamily.IPV4 : IpFamily.IPV6;
}

/** Whether pods of a cluster with these families can have anything to do with a network; unknown families are all. */
export function isOfFamilies(families: readonly IpFamily[] | undefined, cidr: string): boolean {
  return families === undefined || families.includes(familyOf(cidr));
}

/** What a profile says of addresses besides its families. */
export interface AddressesOfProfile {
  readonly podCidrs: readonly string[];
  /** The networks of its DNS servers. */
  readonly dns: readonly string[];
}

/**
 * The families of a cluster: those that are given, or those of its platform unless an address that was given is of
 * another one.
 */
export function resolveFamilies(
  given: readonly IpFamily[] | undefined,
  ofPlatform: readonly IpFamily[] | undefined,
  addresses: AddressesOfProfile,
): IpFamily[] | undefined {
  if (given === undefined) {
    const all = [...addresses.podCidrs, ...addresses.dns];
    return ofPlatform !== undefined && all.every((cidr) => isOfFamilies(ofPlatform, cidr))
      ? [...ofPlatform]
      : undefined;
  }
  if (given.length === 0) {
    refuse('ClusterProfile', {
      what: 'ipFamilies',
      got: given,
      allowed: 'IpFamily.IPV4, IpFamily.IPV6 or both, that of most Services first',
      fix: 'leave it out where you do not know',
    });
  }
  const families = [...new Set(given)];
  checkAddresses('podCidrs', addresses.podCidrs, families);
  checkAddresses('dns', addresses.dns, families, 'name the address that pods find in their /etc/resolv.conf');
  return families;
}

function checkAddresses(what: string, cidrs: readonly string[], families: readonly IpFamily[], fix?: string): void {
  const strange = cidrs.find((cidr) => !isOfFamilies(families, cidr));
  if (strange === undefined) return;
  refuse('ClusterProfile', {
    what,
    got: inWords(`${strange} beside ipFamilies: ${families.join(', ')}`),
    allowed: `addresses of ${families.join(' and ')}: the pods of the cluster have no others`,
    fix: fix ?? `leave it out, or add IpFamily.${families[0] === IpFamily.IPV4 ? 'IPV6' : 'IPV4'} to \`ipFamilies\``,
  });
}

/** Says of networks that no pod of the cluster can have anything to do with, that opening them opens nothing. */
export function warnOfOtherFamily(
  scope: IConstruct,
  peers: readonly k8s.NetworkPolicyPeer[] | undefined,
  families: readonly IpFamily[] | undefined,
): void {
  const strange = networksOf(peers).find((cidr) => !isOfFamilies(families, cidr));
  if (strange === undefined) return;
  warn(
    scope,
    `${strange}: the cluster has addresses of ${families!.join(' and ')} alone, by its profile, so this opens nothing. If it ` +
      'has others, say so with `ipFamilies`.',
  );
}
