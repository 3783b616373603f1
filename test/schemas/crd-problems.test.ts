import { crdProblems, Rendered } from './crd-problems';

const POLICY: Rendered & { readonly spec: object } = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    action: 'ALLOW',
    rules: [
      { from: [{ source: { principals: ['cluster.local/ns/shop/sa/api'] } }], to: [{ operation: { ports: ['80'] } }] },
    ],
  },
};

describe('the schemas of custom resources', () => {
  test('take what is right', () => {
    expect(crdProblems([POLICY])).toEqual([]);
  });

  test('refuse a value', () => {
    const wrong = { ...POLICY, spec: { ...POLICY.spec, action: 'ALOW' } };
    expect(crdProblems([wrong])).toEqual(
      expect.arrayContaining([expect.stringContaining('AuthorizationPolicy shop/web: data/spec/action must be equal')]),
    );
  });

  test('refuse a field that the kind does not have', () => {
    const wrong = { ...POLICY, spec: { ...POLICY.spec, rulez: [] } };
    expect(crdProblems([wrong])).toEqual(
      expect.arrayContaining([expect.stringMatching(/^AuthorizationPolicy web: .*"rulez".* does not exist/)]),
    );
  });

  test.each([
    [
      'Cilium',
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'web' },
        spec: { endpointSelectr: {} },
      },
      /endpointSelectr/,
    ],
    [
      'the Gateway API',
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'web' },
        spec: { rules: [{ timeoutz: { request: '1s' } }] },
      },
      /timeoutz/,
    ],
    [
      'Istio networking',
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'Sidecar',
        metadata: { name: 'web' },
        spec: { egress: [{ hostz: ['./*'] }] },
      },
      /hostz/,
    ],
  ])('know the fields of %s', (_, object, expected) => {
    expect(crdProblems([object as Rendered]).join('\n')).toMatch(expected);
  });
});
