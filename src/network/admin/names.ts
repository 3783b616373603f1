import { inWords, refuse, Where } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { Platform } from '../platform';

/** What administrators' policies take for a name. */
const NAME = /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9_]*[a-z0-9])?$/;

/** Checks names outside of the cluster, and that its policies know any. */
export function checkNames(where: Where, { adminPolicies, platform }: ClusterProfile, names: readonly string[]): void {
  const { _version: version, _options: options } = adminPolicies;
  const knowsNames = version === 'eks' ? platform === Platform.EKS_AUTO_MODE : options.experimental === true;
  if (!knowsNames) {
    refuse(where, {
      what: 'names',
      got: inWords(`names, with ${adminPolicies.toString()}`),
      allowed: 'policies that know names: those of the experimental channel, and those of EKS Auto Mode',
      fix:
        version === 'eks'
          ? 'if this is EKS Auto Mode, say `platform: Platform.EKS_AUTO_MODE`; else open their networks with acceptTo(Peer.cidrs([…]), …)'
          : `say that the cluster and its plugin have it: AdminPolicies.${version}({ experimental: true }); else open their networks with acceptTo(Peer.cidrs([…]), …)`,
    });
  }
  if (names.length === 0) {
    refuse(where, { what: 'names', got: names, allowed: 'at least one', fix: "write for example ['api.stripe.com']" });
  }
  const wrong = names.find((name) => !NAME.test(name) || name.length > 253);
  if (wrong === undefined) return;
  refuse(where, {
    what: 'names',
    got: wrong,
    allowed: 'DNS names of at least two labels, in lower case; "*." may stand before them, and nowhere else',
    fix: "write for example 'api.stripe.com' or '*.stripe.com'",
  });
}
