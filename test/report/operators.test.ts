import { ApiObject, Chart } from 'cdk8s';
import { Deployment, ServiceAccount } from 'cdk8s-plus-28';
import { warningsOf } from './warnings';
import {
  ClusterProfileProps,
  Cni,
  Connections,
  ExternalAlias,
  NetworkPolicyMode,
  Peer,
  Platform,
  Port,
  ScheduledTask,
  WorkerProps,
} from '../../src';
import { testApp } from '../manifests';
import { chartOf, worker } from '../network/policies';

/** What the rule warns of, whatever others do. */
function toldOf(chart: Chart): string[] {
  return warningsOf(chart).filter((text) => text.endsWith('[api-server-closed]'));
}

const WITH_TOKEN: Partial<WorkerProps> = { automountServiceAccountToken: true };
const KNOWN: ClusterProfileProps = { apiServer: Peer.cidrs(['10.0.0.4/32', '10.0.0.5/32']) };

function operatorIn(
  profile: ClusterProfileProps,
  props: Partial<WorkerProps> = WITH_TOKEN,
  ...allowed: [Peer, Port[]?][]
): Chart {
  const chart = chartOf(testApp(), 'shop', profile);
  const { connections } = worker(chart, 'op', props);
  for (const [peer, ports] of allowed) connections.allowTo(peer, ports);
  return chart;
}

const CLOSED =
  'shop/Deployment/op mounts the token of its service account, and may not connect to the API server, because of shop/NetworkPolicy/op.';
const LINE =
  'op.connections.allowTo(Peer.kubeApiServer()); or, where the token is not for that, mount none: ' +
  'automountServiceAccountToken: false [api-server-closed]';

describe('pods with a token that may not reach the API server are told, with the line that opens it', () => {
  test.each<[string, ClusterProfileProps, string]>([
    ['its addresses are known', KNOWN, `${CLOSED} Fix: ${LINE}`],
    [
      'nobody knows where it is',
      {},
      `${CLOSED} Fix: say where it is, with \`apiServer\` of the ClusterProfile: apiServer: ` +
        `Peer.cidrs(['10.0.0.10/32']); and then ${LINE}`,
    ],
    [
      'Cilium, which knows it',
      { cni: Cni.CILIUM },
      `${CLOSED} Cilium takes no address for a node: where the API server runs on one, its entity alone opens it. Fix: ${LINE}`,
    ],
  ])('%s', (_what, profile, message) => {
    expect(toldOf(operatorIn(profile))).toEqual([message]);
  });

  test.each<[string, ClusterProfileProps, [Peer, Port[]]]>([
    ['a part of its addresses', KNOWN, [Peer.cidr('10.0.0.4/32'), [Port.HTTPS]]],
    ['another port', { ...KNOWN, platform: Platform.OPENSHIFT }, [Peer.cidr('10.0.0.0/8'), [Port.HTTPS]]],
    ['others on another port', {}, [Peer.internet(), [Port.HTTP]]],
    ['pods on its port', {}, [Peer.namespace('ops'), [Port.HTTPS]]],
    // A node has no address for it.
    ['an address under Cilium', { cni: Cni.CILIUM }, [Peer.cidr('10.20.0.10/32'), [Port.tcp(6443)]]],
    // AWS judges at the address of the Service.
    ['the internet on EKS', { platform: Platform.EKS }, [Peer.internet(), [Port.HTTPS]]],
    [
      'the address of another Service on EKS',
      { platform: Platform.EKS, serviceCidrs: ['10.96.0.0/16'] },
      [Peer.cidr('172.20.0.1/32'), [Port.HTTPS]],
    ],
  ])('also where this is open: %s', (_what, profile, allowed) => {
    expect(toldOf(operatorIn(profile, WITH_TOKEN, allowed))).toHaveLength(1);
  });

  test('for an account that was made elsewhere', () => {
    const chart = chartOf(testApp(), 'shop', KNOWN);
    worker(chart, 'op', { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'op') });
    expect(toldOf(chart)).toEqual([`${CLOSED} Fix: ${LINE}`]);
  });

  test('for pods of cdk8s-plus', () => {
    const chart = chartOf(testApp(), 'shop', KNOWN);
    const container = { image: 'ghcr.io/acme/op:1.0.0' };
    const account = new ServiceAccount(chart, 'account', { metadata: { name: 'op' }, automountToken: true });
    const made = new Deployment(chart, 'op', {
      metadata: { name: 'op' },
      containers: [container],
      serviceAccount: account,
      automountServiceAccountToken: true,
    });
    expect(Connections.of(made)).toBeInstanceOf(Connections);
    expect(toldOf(chart)).toEqual([`${CLOSED} Fix: ${LINE.replace('op.connections', 'Connections.of(op)')}`]);
  });

  test('for a CronJob, and for those whose account says that it is mounted', () => {
    const chart = chartOf(testApp(), 'shop', KNOWN);
    new ScheduledTask(chart, 'op', { image: 'ghcr.io/acme/op:1.0.0', schedule: '@daily', ...WITH_TOKEN });
    new ApiObject(chart, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'agent' },
      automountServiceAccountToken: true,
    });
    new ApiObject(chart, 'agent', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: {
          metadata: { labels: { app: 'agent' } },
          spec: { serviceAccountName: 'agent', containers: [{ name: 'agent', image: 'ghcr.io/acme/agent:1.0.0' }] },
        },
      },
    });
    new ApiObject(chart, 'policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'agent' },
      spec: { podSelector: { matchLabels: { app: 'agent' } }, policyTypes: ['Egress'] },
    });
    const said = toldOf(chart).filter((text) => text.includes('mounts the token'));
    expect(said.map((text) => text.split(' ')[0])).toEqual(['shop/CronJob/op', 'shop/Deployment/agent']);
  });
});

describe('nothing is said', () => {
  test.each<[string, ClusterProfileProps, Partial<WorkerProps>]>([
    ['of pods without a token', {}, {}],
    ['of pods whose account is their own', KNOWN, { serviceAccountAnnotations: { team: 'shop' } }],
    ['of pods with the account of the namespace', KNOWN, { serviceAccount: 'default' }],
  ])('%s', (_what, profile, props) => {
    expect(toldOf(operatorIn(profile, props))).toEqual([]);
  });

  test('of pods that no policy isolates', () => {
    const chart = operatorIn(KNOWN, { ...WITH_TOKEN, networkPolicy: NetworkPolicyMode.NONE });
    expect(toldOf(chart).filter((text) => text.includes('mounts the token'))).toEqual([]);
  });

  test.each<[string, ClusterProfileProps, [Peer, Port[]?]]>([
    ['the API server', KNOWN, [Peer.kubeApiServer()]],
    ['the API server on EKS', { ...KNOWN, platform: Platform.EKS }, [Peer.kubeApiServer()]],
    ['the API server on OpenShift', { ...KNOWN, platform: Platform.OPENSHIFT }, [Peer.kubeApiServer()]],
    ['the API server on one of its ports', KNOWN, [Peer.kubeApiServer(), [Port.tcp(6443)]]],
    ['its entity', { cni: Cni.CILIUM }, [Peer.kubeApiServer()]],
    ['its entity on one of its ports', { cni: Cni.CILIUM }, [Peer.kubeApiServer(), [Port.tcp(6443)]]],
    ['a network that holds its addresses', KNOWN, [Peer.cidr('10.0.0.0/8'), [Port.HTTPS]]],
    ['everybody', KNOWN, [Peer.anywhere(), [Port.all()]]],
    ['everybody under Cilium', { cni: Cni.CILIUM }, [Peer.anywhere(), [Port.tcp(6443)]]],
    ['an address, where nobody knows where it is', {}, [Peer.cidr('10.20.0.10/32'), [Port.tcp(6443)]]],
    ['the internet, where nobody knows', { platform: Platform.GKE }, [Peer.internet(), [Port.HTTPS]]],
    ['the Service on EKS, where nobody knows', { platform: Platform.EKS }, [Peer.cidr('172.20.0.1/32'), [Port.HTTPS]]],
  ])('where this is open: %s', (_what, profile, allowed) => {
    expect(toldOf(operatorIn(profile, WITH_TOKEN, allowed))).toEqual([]);
  });

  test('where a name is open that may be its', () => {
    const chart = chartOf(testApp(), 'shop', { apiServer: undefined });
    const operator = worker(chart, 'op', WITH_TOKEN);
    operator.connectTo(new ExternalAlias(chart, 'plane', { hostname: 'plane.example.com', port: 443 }));
    expect(toldOf(chart)).toEqual([]);
  });
});
