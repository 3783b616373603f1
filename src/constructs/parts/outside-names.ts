import { Construct } from 'constructs';
import { chartsNear } from '../../network/app-index';
import { ClusterProfile } from '../../network/cluster-profile';
import { Cni } from '../../network/cni';
import { Platform } from '../../network/platform';
import { Port } from '../../network/port';
import { checkHostname, checkHostPattern } from '../../support/hosts';
import { innerHost } from '../../support/inner-hosts';
import { reachOfHost } from '../../support/private-hosts';
import { inWords, refuse, show } from '../../support/refuse';
import { warn } from '../../support/warn';
import { ExternalReach } from '../values/external-reach';

/** The names outside of the cluster that an alias stands for. */
export interface OutsideNames {
  /** That of its Service. */
  readonly hostname?: string;
  /** Those that no Service leads to; the first label may be `*`. */
  readonly names: readonly string[];
  /** Where their addresses are, if it was said. */
  readonly reach?: ExternalReach;
}

/** Each name with the prop that it was written in. */
function each({ hostname, names }: OutsideNames): { readonly what: string; readonly name: string }[] {
  return [
    ...(hostname === undefined ? [] : [{ what: 'hostname', name: hostname }]),
    ...names.map((name) => ({ what: 'names', name })),
  ];
}

/** Refuses names that are none, or none outside of the cluster, and what is said of them that cannot be. */
export function checkOutsideNames(where: Construct, names: OutsideNames): void {
  for (const { what, name } of each(names)) {
    if (what === 'hostname') checkHostname(where, name);
    else checkHostPattern(where, name, what);
  }
  checkNamesOutside(where, names, ClusterProfile._applied(where));
  for (const { name } of each(names)) {
    warnOfNamespace(where, name);
    if (names.reach !== ExternalReach.PUBLIC || reachOfHost(name) !== 'private') continue;
    refuse(where, {
      what: 'reach',
      got: inWords(`ExternalReach.PUBLIC of ${show(name)}`),
      allowed: 'a name that may have public addresses; one with this ending has private ones, or none',
      fix: `say its networks instead: ${NETWORKS}`,
    });
  }
}

/** Refuses the names that a cluster gives to its own Services and pods. */
export function checkNamesOutside(where: Construct, names: OutsideNames, profile: ClusterProfile | undefined): void {
  for (const { what, name } of each(names)) {
    const inner = innerHost(name, profile === undefined ? [] : [profile.domain]);
    if (inner === undefined) continue;
    refuse(where, {
      what,
      got: inWords(`${show(name)}: ${inner.what}`),
      allowed: 'a name of something outside of the cluster',
      fix: inner.fix,
    });
  }
}

/** Of these ports a public address is the usual case. */
const USUALLY_PUBLIC: readonly (number | undefined)[] = [80, 443];

const NETWORKS = "cidrs: Cidrs.vpc() with the profile's `vpcCidrs`, or Cidrs.of(['10.0.0.0/16'])";

/**
 * Refuses names whose addresses nobody has told, for plugins that know addresses alone: the public internet would be opened, and the
 * private addresses stay closed that managed services have.
 */
export function checkReachSaid(
  where: Construct,
  names: OutsideNames,
  ports: readonly Port[],
  profile: ClusterProfile,
): void {
  if (names.reach !== undefined) return;
  for (const { what, name } of each(names)) {
    const reach = reachOfHost(name);
    if (reach !== undefined) {
      const isPrivate = reach === 'private';
      refuse(where, {
        what,
        got: inWords(`${show(name)} without \`cidrs\``),
        allowed: isPrivate
          ? 'a name with its networks: with this ending it has private addresses, and the internet alone would be opened'
          : 'a name of which is said where it is: with this ending it has private addresses or public ones',
        fix: `${NETWORKS}${isPrivate ? '' : `; ${IF_PUBLIC}`}${otherWay(profile)}`,
      });
    }
    const port = ports.find(({ number }) => !USUALLY_PUBLIC.includes(number));
    if (what === 'hostname' && port === undefined) continue;
    refuse(where, {
      what,
      got: inWords(`${show(name)}${port === undefined || what === 'names' ? '' : ` on port ${port.toString()}`}`),
      allowed:
        what === 'names'
          ? 'names of which is said where they are, where the network plugin knows addresses alone'
          : 'ports 80 and 443, or a name of which is said where it is: on other ports private addresses are as usual as public ones',
      fix: `${IF_PUBLIC}; else ${NETWORKS}${otherWay(profile)}`,
    });
  }
}

const IF_PUBLIC = 'reach: ExternalReach.PUBLIC if all its addresses are public';

/** Some clusters can be made to know names. */
function otherWay({ platform, cni }: ClusterProfile): string {
  const own = platform === Platform.EKS_AUTO_MODE ? 'EKS' : cni === Cni.GKE_DATAPLANE_V2 ? 'GKE' : undefined;
  return own === undefined
    ? ''
    : `. Where policies for names are switched on, the profile says so: fqdnPolicies: FqdnPolicies.${own}`;
}

/** `db.shop` works inside of the cluster by search lists, which a CNAME does not go through. */
function warnOfNamespace(where: Construct, name: string): void {
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.length !== 2 || labels[0] === '*') return;
  if (!chartsNear(where).some(({ namespace }) => namespace === labels[1])) return;
  warn(
    where,
    `"${name}": this is a name of the internet, not the Service "${labels[0]}" of namespace "${labels[1]}", which is in the ` +
      'app, too: an alias is an absolute name. If the Service is meant, connect to its construct.',
  );
}
