import { EVERYTHING, having, identityOf, istio } from './reading';
import { UnjudgedIdentity } from '../../../src/topology/model';

function service(name: string, labels: object = {}, spec: object = { selector: { app: name } }): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop', labels },
    spec: { ports: [{ port: 80, targetPort: 8080 }], ...spec },
  });
}

const BEHIND_GATE = { 'istio.io/use-waypoint': 'gate' };

function unjudgedBy(
  targets: readonly object[],
  objects: readonly string[],
  more: object = {},
): readonly UnjudgedIdentity[] {
  const policy = istio({ selector: undefined, targetRefs: targets, rules: [{}] }, { name: 'attached', ...more });
  const { policies, unjudged } = identityOf([policy, ...objects].join('\n---\n'));
  expect(policies).toEqual([]);
  return unjudged;
}

function scopesOf(unjudged: readonly UnjudgedIdentity[]): unknown[] {
  return unjudged.map(({ namespaceSelector, podSelector }) =>
    namespaceSelector === undefined ? [podSelector] : [podSelector, namespaceSelector],
  );
}

const IN_SHOP = having({ 'kubernetes.io/metadata.name': 'shop' });

describe('a policy of Istio that is not for pods', () => {
  test('but for a Gateway may change what its pods let through, and what is reached through it as a waypoint', () => {
    const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gate' };
    const unjudged = unjudgedBy([gateway], [service('api', BEHIND_GATE), service('web')]);
    expect(scopesOf(unjudged)).toEqual([
      [having({ 'gateway.networking.k8s.io/gateway-name': 'gate' })],
      [having({ app: 'api' }), IN_SHOP],
    ]);
    expect(new Set(unjudged.map(({ reason }) => reason))).toEqual(
      new Set(['it is for requests that go through Gateway gate']),
    );
  });

  test('but for all waypoints may change what is reached through any of them', () => {
    const ofClass = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' };
    const unjudged = unjudgedBy([ofClass], [service('api', BEHIND_GATE), service('web')], {
      namespace: 'istio-system',
    });
    expect(scopesOf(unjudged.filter(({ name }) => name === 'attached'))).toEqual([[having({ app: 'api' }), IN_SHOP]]);
  });

  test('but for a host outside changes nothing for pods', () => {
    expect(unjudgedBy([{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'stripe' }], [])).toEqual([]);
  });

  test('but for a Service may change what its pods let through, and all pods where it is not in the input', () => {
    const targets = [
      { kind: 'Service', name: 'api' },
      { kind: 'Service', name: 'gone' },
    ];
    expect(scopesOf(unjudgedBy(targets, [service('api')]))).toEqual([[having({ app: 'api' })], [EVERYTHING]]);
  });
});

test('a waypoint without a policy lets anybody through as itself', () => {
  const { unjudged } = identityOf([istio({ rules: [] }), service('api', BEHIND_GATE)].join('\n---\n'));
  expect(unjudged).toEqual([
    {
      id: 'shop/Gateway/gate',
      kind: 'Gateway',
      mesh: 'istio',
      namespace: 'shop',
      name: 'gate',
      podSelector: having({ app: 'api' }),
      reason: 'no policy of the input is for the waypoint before Service api, which lets anybody through then',
      origin: { source: 'input.yaml', document: 2, line: 3 },
    },
  ]);
});

test('a Service without pods has none behind its waypoint', () => {
  const { unjudged } = identityOf([istio({ rules: [] }), service('api', BEHIND_GATE, {})].join('\n---\n'));
  expect(unjudged).toEqual([]);
});
