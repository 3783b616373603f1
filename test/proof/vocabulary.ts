import { Peer, Port } from '../../src';

/*
 * The words of random apps: peers and ports, each as a user writes it and as Kubernetes says it. The second column is
 * written by hand, so that what is declared is known without asking the package.
 */

/** A part of a manifest. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Raw = any;

export const NAMESPACES = ['shop', 'data'] as const;
export type Namespace = (typeof NAMESPACES)[number];

export const NAME_LABEL = 'app.kubernetes.io/name';
export const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

export interface PortWord {
  readonly make: () => Port;
  /** As an entry of `ports` of a policy; nothing for every port of every protocol. */
  readonly raw?: Raw;
}

export const PORTS = {
  http: { make: () => Port.tcp(8080), raw: { protocol: 'TCP', port: 8080 } },
  redis: { make: () => Port.tcp(6379), raw: { protocol: 'TCP', port: 6379 } },
  metrics: { make: () => Port.tcp(9090), raw: { protocol: 'TCP', port: 9090 } },
  https: { make: () => Port.tcp(443), raw: { protocol: 'TCP', port: 443 } },
  udp: { make: () => Port.udp(8081), raw: { protocol: 'UDP', port: 8081 } },
  dns: { make: () => Port.udp(53), raw: { protocol: 'UDP', port: 53 } },
  dnsTcp: { make: () => Port.tcp(53), raw: { protocol: 'TCP', port: 53 } },
  range: { make: () => Port.tcpRange(8079, 8090), raw: { protocol: 'TCP', port: 8079, endPort: 8090 } },
  nameHttp: { make: () => Port.named('http'), raw: { protocol: 'TCP', port: 'http' } },
  nameAdmin: { make: () => Port.named('admin'), raw: { protocol: 'TCP', port: 'admin' } },
  allTcp: { make: () => Port.allTcp(), raw: { protocol: 'TCP' } },
  allUdp: { make: () => Port.allUdp(), raw: { protocol: 'UDP' } },
  all: { make: () => Port.all() },
} satisfies Record<string, PortWord>;
export type PortName = keyof typeof PORTS;

/** As `ports` of a policy says it; absent for every port. */
export function rawPorts(names: readonly PortName[]): Raw[] | undefined {
  const words: PortWord[] = names.map((name) => PORTS[name]);
  return words.some(({ raw }) => raw === undefined) ? undefined : words.map(({ raw }) => ({ ...raw }));
}

/** How many of the app's own pods that a declared peer selects must be open on both sides. */
type Meant = 'all' | 'some' | 'none';

export interface PeerWord {
  readonly make: () => Peer;
  /** As `from` or `to` of a policy; nothing for everybody. */
  readonly raw?: Raw[];
  readonly meant: Meant;
}

function inNamespace(name: string): Raw {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: name } } };
}

const NOT_GLOBAL_IPV4 = [
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12'],
  ['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
].flat();

export const PEERS = {
  anywhere: { make: () => Peer.anywhere(), meant: 'none' },
  internet: {
    make: () => Peer.internet(),
    raw: [
      { ipBlock: { cidr: '0.0.0.0/0', except: NOT_GLOBAL_IPV4 } },
      { ipBlock: { cidr: '2000::/3', except: ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] } },
    ],
    meant: 'none',
  },
  office: { make: () => Peer.cidr('203.0.113.0/24'), raw: [{ ipBlock: { cidr: '203.0.113.0/24' } }], meant: 'none' },
  private: {
    make: () => Peer.cidr('10.0.0.0/8', { except: ['10.9.0.0/16'] }),
    raw: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] } }],
    meant: 'none',
  },
  podRange: { make: () => Peer.cidr('10.244.0.0/16'), raw: [{ ipBlock: { cidr: '10.244.0.0/16' } }], meant: 'none' },
  everyIpv4: { make: () => Peer.cidr('0.0.0.0/0'), raw: [{ ipBlock: { cidr: '0.0.0.0/0' } }], meant: 'none' },
  ipv6: { make: () => Peer.cidr('2001:db8::/32'), raw: [{ ipBlock: { cidr: '2001:db8::/32' } }], meant: 'none' },
  ops: { make: () => Peer.namespace('ops'), raw: [inNamespace('ops')], meant: 'some' },
  shop: { make: () => Peer.namespace('shop'), raw: [inNamespace('shop')], meant: 'some' },
  data: { make: () => Peer.namespace('data'), raw: [inNamespace('data')], meant: 'some' },
  opsTeam: {
    make: () => Peer.namespacesLabelled({ team: 'ops' }),
    raw: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }],
    meant: 'some',
  },
  neighbours: { make: () => Peer.allPodsInNamespace(), raw: [{ podSelector: {} }], meant: 'some' },
  tool: {
    make: () => Peer.pods({ labels: { app: 'tool' } }),
    raw: [{ podSelector: { matchLabels: { app: 'tool' } } }],
    meant: 'all',
  },
  opsTool: {
    make: () => Peer.pods({ namespace: 'ops', labels: { app: 'tool' } }),
    raw: [{ ...inNamespace('ops'), podSelector: { matchLabels: { app: 'tool' } } }],
    meant: 'all',
  },
  opsBackTool: {
    make: () => Peer.pods({ namespace: 'ops', labels: { app: 'tool', tier: 'back' } }),
    raw: [{ ...inNamespace('ops'), podSelector: { matchLabels: { app: 'tool', tier: 'back' } } }],
    meant: 'all',
  },
  dnsPods: {
    make: () => Peer.pods({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }),
    raw: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    meant: 'all',
  },
  scraper: { make: () => Peer.namespace('monitoring'), raw: [inNamespace('monitoring')], meant: 'some' },
} satisfies Record<string, PeerWord>;
export type PeerName = keyof typeof PEERS;

/** Pods that carry the name of a workload, in a namespace or, without one, beside the policy. */
export function podsNamed(name: string, namespace?: Namespace): PeerWord {
  const labels = { [NAME_LABEL]: name };
  const podSelector = { matchLabels: labels };
  return {
    make: () => Peer.pods({ namespace, labels }),
    raw: [namespace === undefined ? { podSelector } : { ...inNamespace(namespace), podSelector }],
    meant: 'all',
  };
}

/** Peers that only hand-written policies name. */
export const RAW_PEERS: Record<string, Raw[]> = {
  everyPod: [{ namespaceSelector: {} }],
  notW0: [{ podSelector: { matchExpressions: [{ key: NAME_LABEL, operator: 'NotIn', values: ['w0'] }] } }],
  firstTwo: [{ podSelector: { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: ['w0', 'w1'] }] } }],
  named: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: NAME_LABEL, operator: 'Exists' }] } }],
  everyTool: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'tool' } } }],
  everyAddress: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }],
  oneAddress: [{ ipBlock: { cidr: '10.20.0.5/32' } }],
};
