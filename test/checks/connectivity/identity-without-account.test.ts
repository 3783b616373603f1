import { documents, workload } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'identity-without-account';
const WEB = workload('web', { pod: 'serviceAccountName: web' });
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';

function account(name: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: shop }\n`;
}

function object(kind: string, apiVersion: string, spec: string, namespace = 'shop'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: rules, namespace: ${namespace} }\nspec: ${spec}\n`;
}

function istio(source: string, namespace?: string): string {
  return object(
    'AuthorizationPolicy',
    'security.istio.io/v1',
    `{ rules: [{ from: [{ source: ${source} }] }] }`,
    namespace,
  );
}

test('an account that no workload runs as is told, where the policy names it', () => {
  const rules = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: rules, namespace: shop }
spec:
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/shop/sa/web
              - cluster.local/ns/shop/sa/wbe
`;
  expect(findingsOf(documents(rules, WEB, account('web')), RULE)).toMatchObject([
    {
      severity: 'warning',
      object: 'shop/AuthorizationPolicy/rules',
      line: 10,
      field: 'spec.rules[0].from[0].source.principals[1]',
      detail: 'shop/wbe',
      message:
        'shop/AuthorizationPolicy/rules names service account shop/wbe, and no workload of namespace shop runs as it; the account is not in the manifests either',
      fix: 'name the account of the workload that is meant (those of namespace shop run as web), or give it serviceAccountName: wbe',
    },
  ]);
});

test('one that is there and that nobody runs as is told without a word about that', () => {
  expect(findingsOf(documents(istio('{ serviceAccounts: [api] }'), WEB, account('api')), RULE)).toMatchObject([
    {
      severity: 'warning',
      message:
        'shop/AuthorizationPolicy/rules names service account shop/api, and no workload of namespace shop runs as it',
    },
  ]);
});

test('where the input has the namespace alone, it is a note', () => {
  expect(findingsOf(documents(NAMESPACE, istio('{ serviceAccounts: [api] }')), RULE)).toMatchObject([
    { severity: 'note', fix: 'give the workload that is meant serviceAccountName: api' },
  ]);
});

describe('each way to name an account', () => {
  const cilium = (spec: string, kind = 'CiliumNetworkPolicy') => object(kind, 'cilium.io/v2', spec);
  test.each([
    ['a principal of Istio', istio('{ principals: [cluster.local/ns/shop/sa/api] }')],
    ['an account of Istio with its namespace', istio('{ serviceAccounts: [shop/api] }', 'ops')],
    [
      'a condition of Istio',
      object(
        'AuthorizationPolicy',
        'security.istio.io/v1',
        '{ rules: [{ when: [{ key: source.principal, values: [cluster.local/ns/shop/sa/api] }] }] }',
      ),
    ],
    [
      'a label of Cilium',
      cilium(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.serviceaccount: api } }] }] }',
      ),
    ],
    [
      'a label of Cilium with its source and its namespace',
      cilium(
        '{ endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { "k8s:io.cilium.k8s.policy.serviceaccount": api, "k8s:io.kubernetes.pod.namespace": shop } }] }] }',
        'CiliumClusterwideNetworkPolicy',
      ),
    ],
    [
      'an expression of Cilium',
      cilium(
        '{ endpointSelector: { matchExpressions: [{ key: io.cilium.k8s.policy.serviceaccount, operator: In, values: [api] }] }, ingress: [{}] }',
      ),
    ],
    [
      'an identity of Linkerd',
      object(
        'MeshTLSAuthentication',
        'policy.linkerd.io/v1alpha1',
        '{ identities: [api.shop.serviceaccount.identity.linkerd.cluster.local] }',
      ),
    ],
    [
      'a reference of Linkerd',
      object(
        'MeshTLSAuthentication',
        'policy.linkerd.io/v1alpha1',
        '{ identityRefs: [{ kind: ServiceAccount, name: api }] }',
      ),
    ],
    [
      'a client of a ServerAuthorization',
      object(
        'ServerAuthorization',
        'policy.linkerd.io/v1beta1',
        '{ server: { name: web }, client: { meshTLS: { serviceAccounts: [{ name: api, namespace: shop }] } } }',
      ),
    ],
    [
      'a source of Calico',
      object(
        'NetworkPolicy',
        'projectcalico.org/v3',
        '{ ingress: [{ action: Allow, source: { serviceAccounts: { names: [api] } } }] }',
      ),
    ],
  ])('%s', (_what, yaml) => {
    expect(findingsOf(documents(yaml, WEB), RULE)).toMatchObject([{ detail: 'shop/api', severity: 'warning' }]);
  });
});

describe('nothing is said of', () => {
  test.each([
    ['an account that a workload runs as', istio('{ serviceAccounts: [web] }')],
    ['one of a namespace of others', istio('{ principals: [cluster.local/ns/ops/sa/api] }')],
    [
      'one of another trust domain, which may be another cluster',
      istio('{ principals: [example.com/ns/shop/sa/api] }'),
    ],
    ['patterns', istio('{ principals: ["*", "*/sa/api", cluster.local/ns/shop/sa/*] }')],
    ['what is excepted', istio('{ notPrincipals: [cluster.local/ns/shop/sa/api] }')],
    [
      'a label of Cilium in namespaces that are selected by labels',
      object(
        'CiliumNetworkPolicy',
        'cilium.io/v2',
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.serviceaccount: api, io.cilium.k8s.namespace.labels.team: a } }] }] }',
      ),
    ],
  ])('%s', (_what, yaml) => {
    expect(findingsOf(documents(yaml, WEB), RULE)).toEqual([]);
  });

  test.each([
    [
      'one that a controller makes for a Gateway',
      object('Gateway', 'gateway.networking.k8s.io/v1', '{}').replace('rules', 'api'),
    ],
    [
      'one that an operator runs pods as',
      object('Prometheus', 'monitoring.coreos.com/v1', '{ serviceAccountName: api }'),
    ],
    [
      'any where what is deployed is written elsewhere',
      object('HelmRelease', 'helm.toolkit.fluxcd.io/v2', '{}', 'flux'),
    ],
  ])('%s', (_what, other) => {
    expect(findingsOf(documents(istio('{ serviceAccounts: [api] }'), WEB, other), RULE)).toEqual([]);
  });

  test('any where there are pods of which nobody knows the account', () => {
    const context = { standIns: new Set(['shop/Deployment/web']) };
    expect(findingsOf(documents(istio('{ serviceAccounts: [api] }'), WEB), RULE, context)).toEqual([]);
  });

  test('the account that pods have where they name none', () => {
    expect(findingsOf(documents(istio('{ serviceAccounts: [default] }'), workload('web')), RULE)).toEqual([]);
    expect(findingsOf(documents(istio('{ serviceAccounts: [default] }'), WEB), RULE)).toMatchObject([
      {
        message:
          'shop/AuthorizationPolicy/rules names service account shop/default, and no workload of namespace shop runs as it',
      },
    ]);
  });
});

describe('accounts that controllers make for Gateways', () => {
  const principal = (name: string): string => istio(`{ principals: [cluster.local/ns/shop/sa/${name}] }`);
  const route = (parent: string): string =>
    object('HTTPRoute', 'gateway.networking.k8s.io/v1', `{ parentRefs: [${parent}] }`);
  const waypoint =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, labels: { istio.io/use-waypoint: waypoint } }\n';

  test.each<[string, string, string]>([
    ['the Gateway that a route names', 'public-istio', route('{ name: public }')],
    ['one that it names with its namespace', 'public-istio', route('{ name: public, namespace: shop, kind: Gateway }')],
    ['a waypoint', 'waypoint', waypoint],
  ])('are known of %s', (_, name, beside) => {
    expect(findingsOf(documents(principal(name), beside, WEB), RULE)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['a Gateway of another namespace', 'public-istio', route('{ name: public, namespace: gateways }')],
    ['a parent that is no Gateway', 'public-istio', route('{ name: public, kind: Service, group: "" }')],
    ['another name', 'publican', route('{ name: public }')],
    ['another waypoint', 'way', waypoint],
  ])('are not those of %s', (_, name, beside) => {
    expect(findingsOf(documents(principal(name), beside, WEB), RULE)).toHaveLength(1);
  });
});
