import { FlowChange, Risk } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { Reason } from '../../src/reachability/reason';
import { Workload } from '../../src/topology/model';
import { Texts, withEnds } from '../reachability/texts';

/** One port, or a run of ports. */
export function tcp(port: number, endPort = port): PortRange {
  return { protocol: 'TCP', port, endPort };
}

/** Every port of every protocol. */
export const ALL_PORTS: readonly PortRange[] = [
  { protocol: 'TCP', port: 1, endPort: 65535 },
  { protocol: 'UDP', port: 1, endPort: 65535 },
  { protocol: 'SCTP', port: 1, endPort: 65535 },
];

/** A workload; only what the renderers look at is said. */
export function workload(id: string): Workload {
  const [namespace, kind, name] = id.split('/');
  return {
    id,
    namespace,
    kind,
    name,
    labels: {},
    perPodLabels: {},
    namedPorts: [],
    declaredPorts: [],
    hostPorts: [],
    hostNetwork: false,
    addresses: [],
    origin: { source: 'shop.yaml', document: 1 },
  };
}

/** Why the verdict on a flow of the small shop is undefined. */
export const REASON: Reason = { code: 'pod-address', text: 'an ipBlock decides' };

function flows(written: readonly Texts<Flow>[]): Flow[] {
  return written.map(withEnds<Flow>);
}

function changes(written: readonly Texts<FlowChange>[]): FlowChange[] {
  return written.map(withEnds<FlowChange>);
}

/** A small shop with one flow of each sort. */
export const SHOP: { readonly workloads: readonly Workload[]; readonly flows: readonly Flow[] } = {
  workloads: ['shop/Deployment/web', 'shop/StatefulSet/db', 'tools/Job/seed'].map(workload),
  flows: flows([
    {
      from: 'shop/Deployment/web',
      to: 'shop/StatefulSet/db',
      ports: [tcp(5432)],
      verdict: 'allow',
      because: [
        { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 1 },
        { direction: 'ingress', policy: 'shop/NetworkPolicy/db', rule: 0 },
      ],
      services: ['shop/Service/db:5432'],
    },
    {
      from: 'tools/Job/seed',
      to: 'shop/StatefulSet/db',
      ports: [tcp(5432), { protocol: 'UDP', port: 8000, endPort: 8999 }],
      verdict: 'undefined',
      reason: REASON,
      because: [{ direction: 'egress' }, { direction: 'ingress', policy: 'shop/NetworkPolicy/db', rule: 1 }],
    },
    {
      from: 'ip:0.0.0.0/0',
      to: 'shop/Deployment/web',
      except: ['10.0.0.0/8', '192.168.0.0/16'],
      ports: [tcp(8080)],
      verdict: 'allow',
      because: [{ direction: 'ingress', policy: 'shop/NetworkPolicy/web', rule: 0 }],
    },
    {
      from: 'shop/Deployment/web',
      to: 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns',
      ports: [tcp(53), { protocol: 'UDP', port: 53, endPort: 53 }],
      verdict: 'allow',
      because: [{ direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 0 }],
    },
    {
      from: 'tools/Job/seed',
      to: 'pods:*/*',
      ports: ALL_PORTS,
      verdict: 'allow',
      because: [{ direction: 'egress' }],
    },
  ]),
};

/** A change of each sort, in no order. */
export const CHANGES: readonly FlowChange[] = changes([
  {
    kind: 'removed',
    from: 'shop/Deployment/web',
    to: 'shop/StatefulSet/db',
    verdict: 'allow',
    before: [tcp(5432)],
    because: [{ direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 1 }],
    risk: Risk.CLOSED,
  },
  {
    kind: 'changed',
    from: 'tools/Job/seed',
    to: 'shop/StatefulSet/db',
    verdict: 'undefined',
    before: [tcp(5432)],
    after: [tcp(5432, 5433)],
    because: [{ direction: 'ingress', policy: 'shop/NetworkPolicy/db', rule: 1 }],
    risk: Risk.INSIDE,
  },
  {
    kind: 'added',
    from: 'shop/Deployment/web',
    to: 'ip:10.20.0.0/16',
    except: ['10.20.30.0/24'],
    verdict: 'allow',
    after: [tcp(443)],
    because: [{ direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 2 }],
    risk: Risk.OUTSIDE,
  },
  {
    kind: 'added',
    from: 'shop/Deployment/web',
    to: 'ip:0.0.0.0/0',
    verdict: 'allow',
    after: [tcp(443)],
    because: [{ direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 3 }],
    risk: Risk.INTERNET,
  },
  {
    kind: 'added',
    from: 'pods:*/*',
    to: 'shop/StatefulSet/db',
    verdict: 'allow',
    after: [tcp(5432)],
    because: [{ direction: 'ingress' }],
    risk: Risk.INTERNET,
  },
  {
    kind: 'added',
    from: 'ip:0.0.0.0/0',
    to: 'shop/StatefulSet/db',
    verdict: 'allow',
    after: [tcp(5432)],
    because: [{ direction: 'ingress' }],
    risk: Risk.INTERNET,
  },
]);
