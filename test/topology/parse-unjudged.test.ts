import { parsed } from './parsed';
import { formatSelector } from '../../src/reachability/selector';
import { Selector, UnjudgedPolicy } from '../../src/topology/model';
import { unjudgedKind } from '../../src/topology/unjudged-kinds';

/** A policy in namespace shop. */
function policy(apiVersion: string, kind: string, spec: string): UnjudgedPolicy {
  const { topology, problems } = parsed(
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`,
  );
  expect(problems).toEqual([]);
  expect(topology.policies).toEqual([]);
  expect(topology.unjudged.length).toEqual(1);
  return topology.unjudged[0];
}

/** `<namespaces>/<pods> <directions>` */
function brief({ namespace, namespaceSelector, podSelector, directions }: UnjudgedPolicy): string {
  const format = (selector: Selector | undefined): string => (selector === undefined ? '*' : formatSelector(selector));
  const pods = podSelector === undefined ? 'no pods' : formatSelector(podSelector);
  return `${namespace ?? format(namespaceSelector)}/${pods} ${directions.join('+')}`;
}

describe('policies that are not judged', () => {
  test.each([
    ['cilium.io/v3', 'CiliumNetworkPolicy', 'shop/CiliumNetworkPolicy/p'],
    ['cilium.io/v2alpha1', 'CiliumClusterwideNetworkPolicy', 'CiliumClusterwideNetworkPolicy/p'],
    ['policy.networking.k8s.io/v1', 'AdminNetworkPolicy', 'AdminNetworkPolicy/p'],
    ['policy.networking.k8s.io/v1', 'BaselineAdminNetworkPolicy', 'BaselineAdminNetworkPolicy/p'],
    ['policy.networking.k8s.io/v1', 'ClusterNetworkPolicy', 'ClusterNetworkPolicy/p'],
    ['networking.k8s.aws/v1', 'ClusterNetworkPolicy', 'ClusterNetworkPolicy/p'],
    ['networking.k8s.aws/v1', 'ApplicationNetworkPolicy', 'shop/ApplicationNetworkPolicy/p'],
    ['networking.gke.io/v1', 'FQDNNetworkPolicy', 'shop/FQDNNetworkPolicy/p'],
    ['projectcalico.org/v3', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', 'GlobalNetworkPolicy/p'],
    ['extensions/v1beta1', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['networking.k8s.io/v1beta1', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['networking/v1', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['v1', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['networking.k8s.io/v1', 'Networkpolicy', 'shop/Networkpolicy/p'],
    ['networking.k8s.io/v1', 'NetworkPolicies', 'shop/NetworkPolicies/p'],
    ['networking.k8s.io/v1', 'NetworkPolcy', 'shop/NetworkPolcy/p'],
    ['crd.antrea.io/v1beta1', 'NetworkPolicy', 'shop/NetworkPolicy/p'],
    ['isovalent.com/v1alpha1', 'IsovalentNetworkPolicy', 'shop/IsovalentNetworkPolicy/p'],
  ])('are those of %s %s', (apiVersion, kind, id) => {
    const read = policy(apiVersion, kind, '{}');
    expect({ id: read.id, apiVersion: read.apiVersion }).toEqual({ id, apiVersion });
  });

  test('of a kind that nobody knows are of the whole cluster, unless they have a namespace', () => {
    const yaml = 'apiVersion: example.com/v1\nkind: HostNetworkPolicy\nmetadata: { name: p }\n';
    expect(parsed(yaml).topology.unjudged.map(({ id, namespace }) => [id, namespace])).toEqual([
      ['HostNetworkPolicy/p', undefined],
    ]);
  });

  test('are in the default namespace like everything else', () => {
    const yaml = 'apiVersion: cilium.io/v3\nkind: CiliumNetworkPolicy\nmetadata: { name: p }\n';
    expect(parsed(yaml, { defaultNamespace: 'shop' }).topology.unjudged.map(({ id }) => id)).toEqual([
      'shop/CiliumNetworkPolicy/p',
    ]);
  });

  test('may have the name of one that is judged', () => {
    const object = (apiVersion: string): string =>
      `apiVersion: ${apiVersion}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: {}\n`;
    const { topology, problems } = parsed(`${object('networking.k8s.io/v1')}---\n${object('projectcalico.org/v3')}`);
    expect(problems).toEqual([]);
    expect([topology.policies.length, topology.unjudged.length]).toEqual([1, 1]);
  });

  test('need a name', () => {
    const { problems } = parsed('apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nspec: {}\n');
    expect(problems.map(({ message }) => message)).toEqual([
      'metadata.name: got nothing; allowed: text, and it is required',
    ]);
  });

  test('say something else if a rule changes, and the same if keys change their order', () => {
    const [a, b, c] = [
      '{ endpointSelector: {}, ingress: [{ fromEntities: [world] }] }',
      '{ ingress: [{ fromEntities: [world] }], endpointSelector: {} }',
      '{ endpointSelector: {}, ingress: [{ fromEntities: [all] }] }',
    ].map((spec) => policy('cilium.io/v3', 'CiliumNetworkPolicy', spec).content);
    expect([a === b, a === c]).toEqual([true, false]);
  });
});

describe('whom a policy may select, and in which directions', () => {
  test.each([
    ['{ podSelector: { matchLabels: { app: web } } }', 'shop/app=web ingress'],
    ['{ podSelector: {}, egress: [{}] }', 'shop/* ingress+egress'],
    ['{ podSelector: {}, policyTypes: [Egress] }', 'shop/* egress'],
    ['{ podSelector: {}, policyTypes: [Egresss] }', 'shop/* ingress+egress'],
    ['{ podSelector: { matchLabels: { "a b": c } } }', 'shop/* ingress'],
    ['[nonsense]', 'shop/* ingress'],
  ])('of an old NetworkPolicy %s: %s', (spec, expected) => {
    expect(brief(policy('extensions/v1beta1', 'NetworkPolicy', spec))).toEqual(expected);
  });

  test.each([
    ['{ endpointSelector: { matchLabels: { app: web } }, ingress: [{}] }', 'shop/app=web ingress'],
    [
      '{ endpointSelector: { matchLabels: { "k8s:app": web, "any:tier": a } }, egress: [] }',
      'shop/app=web,tier=a egress',
    ],
    [
      '{ endpointSelector: { matchLabels: { "reserved:host": "", app: web } }, ingressDeny: [] }',
      'shop/app=web ingress',
    ],
    [
      '{ endpointSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [a] }] }, egressDeny: [] }',
      'shop/* egress',
    ],
    [
      '{ endpointSelector: { matchExpressions: [{ key: "k8s:app", operator: Exists }] }, ingress: [] }',
      'shop/app ingress',
    ],
    [
      '{ endpointSelector: { matchLabels: { "k8s:io.cilium.k8s.policy.serviceaccount": a } }, ingress: [] }',
      'shop/* ingress',
    ],
    ['{ endpointSelector: { matchLabels: [] }, ingress: [] }', 'shop/* ingress'],
    ['{ ingress: [] }', 'shop/* ingress'],
    ['{ endpointSelector: {} }', 'shop/* '],
  ])('of a CiliumNetworkPolicy %s: %s', (spec, expected) => {
    expect(brief(policy('cilium.io/v3', 'CiliumNetworkPolicy', spec))).toEqual(expected);
  });

  test.each([
    [
      '{ endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": a } }, ingress: [] }',
      'kubernetes.io/metadata.name=a/* ingress',
    ],
    [
      '{ endpointSelector: { matchLabels: { "io.cilium.k8s.namespace.labels.team": a, app: b } }, ingress: [] }',
      'team=a/app=b ingress',
    ],
    ['{ nodeSelector: { matchLabels: { a: b } }, ingress: [] }', '*/no pods ingress'],
  ])('of a CiliumClusterwideNetworkPolicy %s: %s', (spec, expected) => {
    expect(brief(policy('cilium.io/v3', 'CiliumClusterwideNetworkPolicy', spec))).toEqual(expected);
  });

  test('of a CiliumNetworkPolicy with several specs: everything', () => {
    const yaml = `apiVersion: cilium.io/v3
kind: CiliumNetworkPolicy
metadata: { name: p, namespace: shop }
specs: [{ endpointSelector: { matchLabels: { app: web } }, ingress: [] }]`;
    expect(parsed(yaml).topology.unjudged.map(brief)).toEqual(['shop/* ingress+egress']);
  });

  test.each([
    ['{ subject: { namespaces: { matchLabels: { team: a } } }, ingress: [{}] }', 'team=a/* ingress'],
    [
      '{ subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: web } } } }, egress: [{}] }',
      '*/app=web egress',
    ],
    ['{ subject: { namespaces: {} }, ingress: [], egress: [] }', '*/* '],
    ['{ ingress: [{}], egress: [{}] }', '*/* ingress+egress'],
  ])('of an AdminNetworkPolicy %s: %s', (spec, expected) => {
    expect(brief(policy('policy.networking.k8s.io/v1', 'AdminNetworkPolicy', spec))).toEqual(expected);
  });

  test.each([
    ["{ selector: app == 'web' && has(tier), types: [Ingress] }", 'shop/app=web,tier ingress'],
    [`{ selector: 'app == "web" || app == "api"' }`, 'shop/* ingress+egress'],
    ['{ selector: "!has(app) && tier == \'a\'" }', 'shop/* ingress+egress'],
    ["{ selector: \"app in { 'a' } && tier == 'a'\" }", 'shop/tier=a ingress+egress'],
    ['{ selector: "pcns.team == \'a\'" }', 'shop/* ingress+egress'],
    ['{ selector: all(), types: [Egress, Ingress] }', 'shop/* ingress+egress'],
  ])("of Calico's NetworkPolicy %s: %s", (spec, expected) => {
    expect(brief(policy('projectcalico.org/v3', 'NetworkPolicy', spec))).toEqual(expected);
  });

  test("of Calico's GlobalNetworkPolicy: the namespaces that it is confined to", () => {
    const spec =
      '{ selector: "app == \'web\'", namespaceSelector: "projectcalico.org/name == \'a\'", types: [Egress] }';
    expect(brief(policy('projectcalico.org/v3', 'GlobalNetworkPolicy', spec))).toEqual(
      'kubernetes.io/metadata.name=a/app=web egress',
    );
  });

  test('of an FQDNNetworkPolicy of GKE: egress alone', () => {
    expect(brief(policy('networking.gke.io/v1', 'FQDNNetworkPolicy', '{ podSelector: {} }'))).toEqual('shop/* egress');
  });

  test('of a kind that nobody knows: everything', () => {
    const spec = '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }';
    expect(brief(policy('crd.antrea.io/v1beta1', 'NetworkPolicy', spec))).toEqual('shop/* ingress+egress');
  });
});

describe('kinds of policies that are misspelt', () => {
  test.each([
    ['NetworkPolciy', 'v1'],
    ['NetworkPolciy', 'extensions/v1beta1'],
    ['NetworkPolciy', 'networking.k8s.io/v1'],
    ['Networkpolicy', 'networking.k8s.io/v1'],
    ['NetworkPolicies', 'networking.k8s.io/v1'],
    ['network-policy', 'networking.k8s.io/v1'],
    ['NetPol', 'v1'],
    ['NetworkPolicy', 'apps/v1'],
    ['NetworkPolicy', 'networking.k8s/v1'],
    ['NetworkPolicy', 'networking.k8s.io'],
    ['NetworkPolicy', 'networking.k8s.io/v2'],
    ['NeworkPolicy', 'example.com/v1'],
    ['CiliumNetworkPolciy', 'cilium.io/v2'],
    ['CiliumClusterWideNetworkPolicy', 'cilium.io/v2'],
    ['GlobalNetworkPolcy', 'projectcalico.org/v3'],
    ['AdminNetworkPolcy', 'policy.networking.k8s.io/v1alpha1'],
    ['EgressFirewall', 'k8s.ovn.org/v1'],
  ])('%s of %s may change the answers', (kind, apiVersion) => {
    expect(unjudgedKind(kind, apiVersion)).toBeDefined();
  });

  test.each([
    ['NetworkPolicy', 'networking.k8s.io/v1'],
    ['Ingres', 'networking.k8s.io/v1'],
    ['IngressClass', 'networking.k8s.io/v1'],
    ['StagedNetworkPolicy', 'projectcalico.org/v3'],
    ['PodDisruptionBudget', 'policy/v1'],
    ['NetworkAttachmentDefinition', 'k8s.cni.cncf.io/v1'],
    ['CiliumEndpoint', 'cilium.io/v2'],
  ])('%s of %s does not', (kind, apiVersion) => {
    expect(unjudgedKind(kind, apiVersion)).toBeUndefined();
  });
});
