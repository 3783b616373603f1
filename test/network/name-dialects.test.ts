import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { chartOf, policy, worker } from './policies';
import {
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  ExternalAlias,
  ExternalAliasProps,
  FqdnPolicies,
  NetworkPolicyMode,
  Peer,
  Platform,
  Port,
} from '../../src';
import { Manifest, only, render, testApp } from '../manifests';
import { synthErrors } from '../report/synth-errors';

const EKS: ClusterProfileProps = { platform: Platform.EKS_AUTO_MODE, fqdnPolicies: FqdnPolicies.EKS };
const GKE: ClusterProfileProps = { platform: Platform.GKE_AUTOPILOT, fqdnPolicies: FqdnPolicies.GKE };
const CILIUM: ClusterProfileProps = { cni: Cni.CILIUM };
const KINDS: readonly [string, ClusterProfileProps, string][] = [
  ['Cilium', CILIUM, 'CiliumNetworkPolicy'],
  ['EKS', EKS, 'ApplicationNetworkPolicy'],
  ['GKE', GKE, 'FQDNNetworkPolicy'],
];

function shop(profile: ClusterProfileProps): Chart {
  return chartOf(testApp(), 'shop', profile);
}

function files(chart: Chart, props: Partial<ExternalAliasProps> = {}): ExternalAlias {
  return new ExternalAlias(chart, 'files', {
    hostname: 'sts.amazonaws.com',
    names: ['*.s3.amazonaws.com'],
    port: 443,
    ...props,
  });
}

const LABELS = {
  'app.kubernetes.io/name': 'client',
  'app.kubernetes.io/instance': 'client',
  'app.kubernetes.io/component': 'worker',
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/part-of': 'shop',
};
const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'client' } };

test('GKE: an FQDNNetworkPolicy with names and patterns, beside the NetworkPolicy that opens DNS', () => {
  const chart = shop(GKE);
  worker(chart, 'client').connectTo(files(chart));
  expect(only(chart, 'FQDNNetworkPolicy')).toEqual({
    apiVersion: 'networking.gke.io/v1alpha1',
    kind: 'FQDNNetworkPolicy',
    metadata: { name: 'client-fqdn', namespace: 'shop', labels: LABELS },
    spec: {
      podSelector: SELECTOR,
      egress: [
        {
          matches: [
            { name: 'sts.amazonaws.com' },
            { name: 'files.shop.svc.cluster.local' },
            { pattern: '*.s3.amazonaws.com' },
          ],
          ports: [{ protocol: 'TCP', port: 443 }],
        },
      ],
    },
  });
  expect(policy(chart, 'client').egress.map(({ ports }: Manifest) => ports.map(({ port }: Manifest) => port))).toEqual([
    [53, 53],
  ]);
});

test('EKS: an ApplicationNetworkPolicy with all that the NetworkPolicy opens, and the names', () => {
  const chart = shop(EKS);
  const client = worker(chart, 'client');
  client.connectTo(files(chart));
  client.connections.allowTo(Peer.cidr('10.20.0.0/16'), [Port.tcpRange(5432, 5433)]);
  const { egress } = policy(chart, 'client');
  expect(egress.length).toBe(2);
  expect(only(chart, 'ApplicationNetworkPolicy')).toEqual({
    apiVersion: 'networking.k8s.aws/v1alpha1',
    kind: 'ApplicationNetworkPolicy',
    metadata: { name: 'client-fqdn', namespace: 'shop', labels: LABELS },
    spec: {
      podSelector: SELECTOR,
      policyTypes: ['Egress'],
      egress: [
        ...egress,
        {
          to: [{ domainNames: ['sts.amazonaws.com', 'files.shop.svc.cluster.local', '*.s3.amazonaws.com'] }],
          ports: [{ protocol: 'TCP', port: 443 }],
        },
      ],
    },
  });
});

test('Cilium: patterns are patterns, and names are names', () => {
  const chart = shop(CILIUM);
  worker(chart, 'client').connectTo(files(chart));
  expect(only(chart, 'CiliumNetworkPolicy').spec.egress[1].toFQDNs).toEqual([
    { matchName: 'sts.amazonaws.com' },
    { matchName: 'files.shop.svc.cluster.local' },
    { matchPattern: '*.s3.amazonaws.com' },
  ]);
});

describe.each(KINDS)('%s', (_, profile, kind) => {
  test('a dot at the end of a name is left out, and names are said once', () => {
    const chart = shop(profile);
    worker(chart, 'client').connectTo(files(chart, { hostname: 'sts.amazonaws.com.', names: ['sts.amazonaws.com'] }));
    const text = JSON.stringify(only(chart, kind).spec);
    expect(text.match(/sts\.amazonaws\.com\.?"/g)).toEqual(['sts.amazonaws.com"']);
  });

  test('the order of the calls leaves no trace', () => {
    const declare = (reverse: boolean): Manifest => {
      const chart = shop(profile);
      const client = worker(chart, 'client');
      const targets = ['b', 'a', 'c'].map(
        (id) => new ExternalAlias(chart, id, { hostname: `${id}.example.com`, port: 443 }),
      );
      for (const target of reverse ? targets.reverse() : targets) client.connectTo(target);
      return only(chart, kind).spec;
    };
    expect(declare(true)).toEqual(declare(false));
  });

  test('`cidrs` need no names', () => {
    const chart = shop(profile);
    worker(chart, 'client').connectTo(files(chart, { cidrs: ['203.0.113.0/24'] }));
    expect(render(chart).filter((object) => object.kind === kind)).toEqual([]);
  });

  test('a client that is not isolated needs no policy', () => {
    const chart = shop(profile);
    worker(chart, 'client', { networkPolicy: NetworkPolicyMode.NONE }).connectTo(files(chart));
    expect(render(chart).filter((object) => object.kind === kind)).toEqual([]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('what is declared is proven, and no policy of ours is left unjudged', () => {
    const chart = shop(profile);
    worker(chart, 'client').connectTo(files(chart));
    expect(synthErrors(chart)).toEqual([]);
  });

  test('a name that nobody declared fails the synth', () => {
    const chart = shop(profile);
    const client = worker(chart, 'client');
    client.connectTo(files(chart));
    change(client.node.findChild('FqdnPolicy') as ApiObject, 'add', 'exfil.example.com');
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining('undeclared connections from shop/Deployment/client: got exfil.example.com on 443/TCP'),
    ]);
  });

  test('a pattern that is wider than the declared one fails it, too', () => {
    const chart = shop(profile);
    const client = worker(chart, 'client');
    client.connectTo(files(chart));
    change(client.node.findChild('FqdnPolicy') as ApiObject, 'add', '*.amazonaws.com');
    expect(synthErrors(chart)).toEqual([expect.stringContaining('got *.amazonaws.com on 443/TCP')]);
  });

  test('and so does a declared name that is closed', () => {
    const chart = shop(profile);
    const client = worker(chart, 'client');
    client.connectTo(files(chart));
    change(client.node.findChild('FqdnPolicy') as ApiObject, 'replace', 'other.example.com');
    expect(synthErrors(chart).join('\n')).toContain(
      'declared connection from shop/Deployment/client to sts.amazonaws.com on 443/TCP: got closed',
    );
  });
});

/** Adds a name to the first rule of names of a policy, or replaces the first there. */
function change(object: ApiObject, op: 'add' | 'replace', name: string): void {
  const isPattern = name.startsWith('*');
  const [path, value] = {
    CiliumNetworkPolicy: ['/spec/egress/1/toFQDNs', isPattern ? { matchPattern: name } : { matchName: name }],
    ApplicationNetworkPolicy: ['/spec/egress/1/to/0/domainNames', name],
    FQDNNetworkPolicy: ['/spec/egress/0/matches', isPattern ? { pattern: name } : { name }],
  }[object.kind] as [string, unknown];
  object.addJsonPatch(op === 'add' ? JsonPatch.add(`${path}/-`, value) : JsonPatch.replace(`${path}/0`, value));
}

test('an address that the policy of EKS opens alone fails the synth', () => {
  const chart = shop(EKS);
  const client = worker(chart, 'client');
  client.connectTo(files(chart));
  const rule = { to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [{ protocol: 'TCP', port: 22 }] };
  (client.node.findChild('FqdnPolicy') as ApiObject).addJsonPatch(JsonPatch.add('/spec/egress/-', rule));
  expect(synthErrors(chart)).toEqual([
    expect.stringMatching(/undeclared connections from shop\/Deployment\/client.*ip:198\.51\.100\.0\/24.*22\/TCP/),
  ]);
});

test('GKE has no policies by name for SCTP', () => {
  const chart = shop(GKE);
  const alias = files(chart, { port: undefined, ports: [{ port: 3868, protocol: Protocol.SCTP }] });
  expect(() => worker(chart, 'client').connectTo(alias)).toThrow(
    new Error(
      'shop/client: port: got 3868/SCTP; allowed: single TCP and UDP ports by number, where an FQDNNetworkPolicy of GKE opens a ' +
        'name. Fix: give the ExternalAlias `cidrs`, which need no names',
    ),
  );
});

describe('the policies for names of a profile', () => {
  test.each<[ClusterProfileProps, FqdnPolicies]>([
    [{}, FqdnPolicies.NONE],
    [{ cni: Cni.CILIUM }, FqdnPolicies.CILIUM],
    [{ cni: Cni.CILIUM, fqdnPolicies: FqdnPolicies.NONE }, FqdnPolicies.NONE],
    [{ platform: Platform.AKS, cni: Cni.CILIUM }, FqdnPolicies.CILIUM],
    [{ cni: Cni.AZURE_CNI_CILIUM }, FqdnPolicies.NONE],
    [{ cni: Cni.AZURE_CNI_CILIUM, fqdnPolicies: FqdnPolicies.CILIUM }, FqdnPolicies.CILIUM],
    [{ platform: Platform.EKS_AUTO_MODE }, FqdnPolicies.NONE],
    [EKS, FqdnPolicies.EKS],
    [{ platform: Platform.GKE_AUTOPILOT }, FqdnPolicies.NONE],
    [GKE, FqdnPolicies.GKE],
    [{ cni: Cni.GKE_DATAPLANE_V2, fqdnPolicies: FqdnPolicies.GKE }, FqdnPolicies.GKE],
  ])('%j: %s', (props, expected) => {
    expect(new ClusterProfile(props).fqdnPolicies).toBe(expected);
  });

  test.each<[ClusterProfileProps, string]>([
    [
      { fqdnPolicies: FqdnPolicies.CILIUM },
      'got FqdnPolicies.CILIUM beside neither platform nor cni; allowed: FqdnPolicies.CILIUM with `cni: Cni.CILIUM`',
    ],
    [
      { fqdnPolicies: FqdnPolicies.EKS, platform: Platform.EKS },
      'got FqdnPolicies.EKS beside platform EKS, cni AWS VPC CNI; allowed: FqdnPolicies.EKS with `platform: Platform.EKS_AUTO_MODE`',
    ],
    [
      { fqdnPolicies: FqdnPolicies.GKE, cni: Cni.CILIUM },
      'got FqdnPolicies.GKE beside cni Cilium; allowed: FqdnPolicies.GKE with `cni: Cni.GKE_DATAPLANE_V2`',
    ],
  ])('%j is refused', (props, message) => {
    expect(() => new ClusterProfile(props)).toThrow(`ClusterProfile: fqdnPolicies: ${message}: nobody else enforces`);
  });

  test('without them Cilium opens addresses, as any plugin', () => {
    const chart = shop({ cni: Cni.CILIUM, fqdnPolicies: FqdnPolicies.NONE });
    worker(chart, 'client').connectTo(new ExternalAlias(chart, 'api', { hostname: 'api.stripe.com', port: 443 }));
    expect(policy(chart, 'client').egress[1].to.map(({ ipBlock }: Manifest) => ipBlock.cidr)).toEqual([
      '0.0.0.0/0',
      '2000::/3',
    ]);
  });
});
