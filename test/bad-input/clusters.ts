import { BadInput } from './row';
import { ClusterProfile, Dns, InternalService, IpFamily, Peer, Platform } from '../../src';

const VERSION = 'allowed: major and minor version, such as "1.33".';

/** What a cluster profile says of platform, version and addresses. */
export const CLUSTERS: { readonly [what: string]: BadInput } = {
  'a version with its patch': {
    write: () => new ClusterProfile({ kubernetesVersion: '1.33.2' }),
    says: `ClusterProfile: kubernetesVersion: got "1.33.2"; ${VERSION} Fix: write "1.33"`,
  },
  'a version as a cloud shows it': {
    write: () => new ClusterProfile({ kubernetesVersion: 'v1.33.2-gke.1042000' }),
    says: `ClusterProfile: kubernetesVersion: got "v1.33.2-gke.1042000"; ${VERSION} Fix: write "1.33"`,
  },
  'a version by another name': {
    write: () => new ClusterProfile({ kubernetesVersion: 'latest' }),
    says: `ClusterProfile: kubernetesVersion: got "latest"; ${VERSION}`,
    withoutFix: true,
  },
  'no version': {
    write: () => new ClusterProfile({ kubernetesVersion: '' }),
    says: `ClusterProfile: kubernetesVersion: got ""; ${VERSION}`,
    withoutFix: true,
  },
  'a version that is too old': {
    write: () => new ClusterProfile({ kubernetesVersion: '1.24' }),
    says: 'ClusterProfile: kubernetesVersion: got "1.24"; allowed: "1.25" or newer: what is rendered relies on it. Fix: upgrade the cluster',
  },
  'a version that lost its last digit as a number': {
    write: () => new ClusterProfile({ kubernetesVersion: String(1.3) }),
    says: 'ClusterProfile: kubernetesVersion: got "1.3"; allowed: "1.25" or newer: what is rendered relies on it. Fix: write "1.30" if that is meant',
  },
  'sidecars that the version does not know': {
    write: (chart) => {
      new ClusterProfile({ kubernetesVersion: '1.28' }).applyTo(chart);
      new InternalService(chart, 'api', {
        image: 'ghcr.io/acme/api:1.4.2',
        port: 80,
        sidecars: [{ image: 'envoy:1.31' }],
      });
    },
    says:
      'shop/api: sidecars: got something that Kubernetes has since 1.29; ' +
      'allowed: what Kubernetes 1.28 has, the version of the cluster profile. ' +
      'Fix: move it to `classicSidecars`, which start and stop together with the main container',
  },
  'no IP families': {
    write: () => new ClusterProfile({ ipFamilies: [] }),
    says: 'ClusterProfile: ipFamilies: got []; allowed: IpFamily.IPV4, IpFamily.IPV6 or both, that of most Services first. Fix: leave it out where you do not know',
  },
  'pods with addresses of another family': {
    write: () => new ClusterProfile({ ipFamilies: [IpFamily.IPV4], podCidrs: ['10.244.0.0/16', 'fd00:10::/56'] }),
    says: 'ClusterProfile: podCidrs: got fd00:10::/56 beside ipFamilies: IPv4; allowed: addresses of IPv4: the pods of the cluster have no others. Fix: leave it out, or add IpFamily.IPV6 to `ipFamilies`',
  },
  'DNS at an address of another family': {
    write: () => new ClusterProfile({ ipFamilies: [IpFamily.IPV6], dns: Dns.nodeLocal() }),
    says: 'ClusterProfile: dns: got 169.254.20.10/32 beside ipFamilies: IPv6; allowed: addresses of IPv6: the pods of the cluster have no others. Fix: name the address that pods find in their /etc/resolv.conf',
  },
  'DNS of a platform at an address of another family': {
    write: () => new ClusterProfile({ platform: Platform.EKS_AUTO_MODE, ipFamilies: [IpFamily.IPV6] }),
    says: 'ClusterProfile: dns: got 10.100.0.10/32 beside ipFamilies: IPv6; allowed: addresses of IPv6: the pods of the cluster have no others. Fix: name the address that pods find in their /etc/resolv.conf',
  },
  'DNS of EKS Auto Mode at a network': {
    write: () => Dns.eksAutoMode('172.20.0.10/32'),
    says: 'Dns.eksAutoMode: clusterIp: got "172.20.0.10/32"; allowed: an IPv4 or IPv6 address. Fix: write addresses without prefix length',
  },
  'no networks': {
    write: () => Peer.cidrs([]),
    says: 'Peer.cidrs: cidrs: got []; allowed: at least one network; none would be everybody. Fix: name the networks, or use Peer.anywhere() to say so in words',
  },
  'a network among others with host bits': {
    write: () => Peer.cidrs(['10.0.0.0/8', '10.1.2.3/16']),
    says: 'Peer.cidrs: CIDR: got "10.1.2.3/16"; allowed: a network address with its host bits zero. Fix: did you mean "10.1.0.0/16" or "10.1.2.3/32"?',
  },
};
