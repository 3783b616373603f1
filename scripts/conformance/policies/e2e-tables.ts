import { AddressPacket, Cluster } from './clusters';
import { RawObject } from '../../../test/reachability/oracle';

/*
 * What Kubernetes' own end-to-end tests of NetworkPolicies expect of a cluster with pods a, b and c in namespaces x, y and z, told
 * in our own words: which packets a policy closes. All others are open.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/master/test/e2e/network/netpol/network_policy.go
 */

interface Pod {
  readonly ns: string;
  readonly pod: string;
}

/** A packet between two pods. */
export interface PodPacket {
  readonly from: Pod;
  readonly to: Pod;
  readonly protocol: AddressPacket['protocol'];
  readonly port: number;
}

/** A test, by what it creates and expects. */
export interface Table {
  readonly name: string;
  /** The specs of the policies of namespace x. */
  readonly policies: readonly RawObject[];
  readonly closes: (packet: PodPacket) => boolean;
  /** Labels that pods or namespaces get beside their own. */
  readonly labels?: { readonly [name: string]: { readonly [key: string]: string } };
}

const NAMES = ['a', 'b', 'c'];
const NAMESPACES = ['x', 'y', 'z'];
const A = { matchLabels: { pod: 'a' } };
const is = ({ ns, pod }: Pod, name: string): boolean => `${ns}/${pod}` === name;
const toA = (peers: RawObject[], ports?: RawObject[]): RawObject => ({
  podSelector: A,
  ingress: [{ from: peers, ...(ports === undefined ? {} : { ports }) }],
});
const tcp = (port: number | string): RawObject => ({ protocol: 'TCP', port });
const ns = (...names: string[]): RawObject => ({ matchExpressions: [{ key: 'ns', operator: 'In', values: names }] });
const pods = (...names: string[]): RawObject => ({ matchExpressions: [{ key: 'pod', operator: 'In', values: names }] });
/** Into x/a, but not from these. */
const exceptFrom =
  (mayEnter: (from: Pod) => boolean) =>
  ({ from, to }: PodPacket): boolean =>
    is(to, 'x/a') && !mayEnter(from);

export const TABLES: readonly Table[] = [
  {
    name: 'deny all ingress of a namespace',
    policies: [{ podSelector: {}, ingress: [] }],
    closes: ({ to }) => to.ns === 'x',
  },
  {
    name: 'deny all of a namespace',
    policies: [{ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }],
    closes: ({ from, to }) => from.ns === 'x' || to.ns === 'x',
  },
  {
    name: 'allow pods of the namespace by their labels',
    policies: [toA([{ podSelector: pods('b') }])],
    closes: exceptFrom((from) => is(from, 'x/b')),
  },
  {
    name: 'allow a namespace by its labels',
    policies: [toA([{ namespaceSelector: ns('y') }])],
    closes: exceptFrom((from) => from.ns === 'y'),
  },
  {
    name: 'allow by expressions about pods',
    policies: [toA([{ podSelector: { matchExpressions: [{ key: 'pod', operator: 'NotIn', values: ['a', 'c'] }] } }])],
    closes: exceptFrom((from) => is(from, 'x/b')),
  },
  {
    name: 'allow by expressions about namespaces',
    policies: [
      toA([{ namespaceSelector: { matchExpressions: [{ key: 'ns', operator: 'NotIn', values: ['x', 'z'] }] } }]),
    ],
    closes: exceptFrom((from) => from.ns === 'y'),
  },
  {
    name: 'allow pods or namespaces',
    policies: [toA([{ podSelector: pods('b') }, { namespaceSelector: ns('y') }])],
    closes: exceptFrom((from) => is(from, 'x/b') || from.ns === 'y'),
  },
  {
    name: 'allow pods of namespaces',
    policies: [toA([{ podSelector: pods('b'), namespaceSelector: ns('y') }])],
    closes: exceptFrom((from) => is(from, 'y/b')),
  },
  {
    name: 'allow several pods of several namespaces',
    policies: [toA([{ namespaceSelector: ns('y', 'z'), podSelector: pods('b', 'c') }])],
    closes: exceptFrom((from) => ['y', 'z'].includes(from.ns) && ['b', 'c'].includes(from.pod)),
  },
  {
    name: 'allow any pod of any namespace',
    policies: [toA([{ namespaceSelector: {}, podSelector: {} }])],
    closes: () => false,
  },
  {
    name: 'allow the pods of one namespace by its name',
    policies: [toA([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'y' } } }])],
    closes: exceptFrom((from) => from.ns === 'y'),
  },
  {
    name: 'allow all but one namespace by its name',
    policies: [
      toA([
        {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['y'] }],
          },
        },
      ]),
    ],
    closes: exceptFrom((from) => from.ns !== 'y'),
  },
  {
    name: 'allow a namespace on one port',
    policies: [toA([{ namespaceSelector: ns('y') }], [tcp(81)])],
    closes: ({ from, to, protocol, port }) => is(to, 'x/a') && !(from.ns === 'y' && protocol === 'TCP' && port === 81),
  },
  {
    name: 'stacked policies add up',
    policies: [toA([{ namespaceSelector: ns('y') }], [tcp(81)]), toA([{ namespaceSelector: ns('y') }], [tcp(80)])],
    closes: ({ from, to, protocol }) => is(to, 'x/a') && !(from.ns === 'y' && protocol === 'TCP'),
  },
  {
    name: 'allow everything',
    policies: [{ podSelector: {}, ingress: [{}] }],
    closes: () => false,
  },
  {
    name: 'an allowance beside a denial of everything',
    policies: [{ podSelector: {} }, { podSelector: {}, ingress: [{}] }],
    closes: () => false,
  },
  {
    name: 'allow ingress on a named port',
    policies: [{ podSelector: A, ingress: [{ ports: [tcp('serve-81-tcp')] }] }],
    closes: ({ to, protocol, port }) => is(to, 'x/a') && !(protocol === 'TCP' && port === 81),
  },
  {
    name: 'allow ingress from a namespace on a named port',
    policies: [toA([{ namespaceSelector: ns('y') }], [tcp('serve-80-tcp')])],
    closes: ({ from, to, protocol, port }) => is(to, 'x/a') && !(from.ns === 'y' && protocol === 'TCP' && port === 80),
  },
  {
    name: 'allow egress on a named port',
    policies: [{ podSelector: A, policyTypes: ['Egress'], egress: [{ ports: [tcp('serve-80-tcp')] }] }],
    closes: ({ from, protocol, port }) => is(from, 'x/a') && !(protocol === 'TCP' && port === 80),
  },
  {
    name: 'allow egress to pods of a namespace',
    policies: [
      {
        podSelector: A,
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: ns('y'), podSelector: pods('a') }] }],
      },
    ],
    closes: ({ from, to }) => is(from, 'x/a') && !is(to, 'y/a'),
  },
  {
    name: 'allow egress to a network',
    policies: [{ podSelector: A, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.244.0.5/32' } }] }] }],
    closes: ({ from, to }) => is(from, 'x/a') && !is(to, 'y/b'),
  },
  {
    name: 'allow egress to a network without some of it',
    policies: [
      {
        podSelector: A,
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '10.244.0.0/24', except: ['10.244.0.5/32'] } }] }],
      },
    ],
    closes: ({ from, to }) => is(from, 'x/a') && is(to, 'y/b'),
  },
  {
    name: 'overlapping networks and exceptions: what one policy leaves out another may let in',
    policies: [
      {
        podSelector: A,
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '10.244.0.0/24', except: ['10.244.0.5/32'] } }] }],
      },
      { podSelector: A, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.244.0.5/32' } }] }] },
    ],
    closes: () => false,
  },
  {
    name: 'ingress and egress of one policy',
    policies: [
      {
        podSelector: A,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ ports: [tcp(80)] }],
        egress: [{ to: [{ namespaceSelector: ns('y') }] }],
      },
    ],
    closes: ({ from, to, protocol, port }) =>
      (is(from, 'x/a') && to.ns !== 'y') || (is(to, 'x/a') && !(protocol === 'TCP' && port === 80)),
  },
  {
    name: 'a range of ports',
    policies: [{ podSelector: A, ingress: [{ ports: [{ protocol: 'TCP', port: 81, endPort: 90 }] }] }],
    closes: ({ to, protocol, port }) => is(to, 'x/a') && !(protocol === 'TCP' && port === 81),
  },
  {
    name: 'a policy for SCTP is no policy for TCP',
    policies: [{ podSelector: A, ingress: [{ ports: [{ protocol: 'SCTP', port: 80 }] }] }],
    closes: ({ to, protocol, port }) => is(to, 'x/a') && !(protocol === 'SCTP' && port === 80),
  },
  {
    name: 'a policy for UDP is no policy for TCP',
    policies: [{ podSelector: A, ingress: [{ ports: [{ protocol: 'UDP', port: 80 }] }] }],
    closes: ({ to, protocol, port }) => is(to, 'x/a') && !(protocol === 'UDP' && port === 80),
  },
  {
    name: 'labels that namespaces have been given',
    policies: [toA([{ namespaceSelector: { matchLabels: { team: 'two' } } }])],
    labels: { y: { team: 'two' } },
    closes: exceptFrom((from) => from.ns === 'y'),
  },
  {
    name: 'labels that pods have been given',
    policies: [toA([{ namespaceSelector: {}, podSelector: { matchLabels: { added: 'yes' } } }])],
    labels: { 'x/b': { added: 'yes' }, 'z/c': { added: 'yes' } },
    closes: exceptFrom((from) => is(from, 'x/b') || is(from, 'z/c')),
  },
];

export function expectedVerdict({ closes }: Table, packet: PodPacket): 'allow' | 'deny' {
  return closes(packet) ? 'deny' : 'allow';
}

/** The cluster of each table, with the packets of all pods to all others. */
export function e2eClusters(): {
  readonly table: Table;
  readonly cluster: Cluster;
  readonly packets: readonly PodPacket[];
}[] {
  return TABLES.map((table) => {
    const ends = NAMESPACES.flatMap((namespace) => NAMES.map((pod): Pod => ({ ns: namespace, pod })));
    const addressOf = (end: Pod): string =>
      `10.244.0.${ends.findIndex(({ ns: other, pod }) => end.ns === other && end.pod === pod) + 1}`;
    const packets = ends.flatMap((from) =>
      ends
        .filter((to) => to !== from)
        .flatMap((to) =>
          (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
            [80, 81].map((port) => ({ from, to, protocol, port })),
          ),
        ),
    );
    return {
      table,
      packets,
      cluster: {
        name: table.name,
        namespaces: NAMESPACES.map((name) => namespaceOf(name, table)),
        pods: ends.map((end) => podOf(end, addressOf(end), table)),
        policies: table.policies.map((spec, i) => ({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: `p${i}`, namespace: 'x' },
          spec,
        })),
        packets: packets.map(({ from, to, ...rest }) => ({ from: addressOf(from), to: addressOf(to), ...rest })),
      },
    };
  });
}

function namespaceOf(name: string, { labels = {} }: Table): RawObject {
  const own = { ns: name, 'kubernetes.io/metadata.name': name, ...labels[name] };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: own } };
}

function podOf({ ns: namespace, pod }: Pod, ip: string, { labels = {} }: Table): RawObject {
  const ports = [80, 81].flatMap((containerPort) =>
    ['TCP', 'UDP', 'SCTP'].map((protocol) => ({
      name: `serve-${containerPort}-${protocol.toLowerCase()}`,
      containerPort,
      protocol,
    })),
  );
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, namespace, labels: { pod, ...labels[`${namespace}/${pod}`] } },
    spec: { nodeName: 'node', containers: [{ name: 'main', ports }] },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] },
  };
}
