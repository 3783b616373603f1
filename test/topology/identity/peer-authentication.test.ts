import { doubtOf, EVERYTHING, having, identityOf } from './reading';
import { MtlsPolicy } from '../../../src/topology/model';
import { problemsOf } from '../parsed';

function peers(spec: object | undefined, namespace = 'shop', version = 'v1'): string {
  return JSON.stringify({
    apiVersion: `security.istio.io/${version}`,
    kind: 'PeerAuthentication',
    metadata: { name: 'p', namespace },
    ...(spec === undefined ? {} : { spec }),
  });
}

function mtlsOf(yaml: string): MtlsPolicy {
  const { policies, mtls, unjudged } = identityOf(yaml);
  expect([...policies, ...unjudged]).toEqual([]);
  expect(mtls).toHaveLength(1);
  return mtls[0];
}

const selector = { matchLabels: { app: 'api' } };

describe('a PeerAuthentication', () => {
  test('asks the pods that it selects for mutual TLS, but on some ports', () => {
    const portLevelMtls = {
      8080: { mode: 'PERMISSIVE' },
      9090: { mode: 'DISABLE' },
      9091: { mode: 'UNSET' },
      9092: {},
    };
    expect(mtlsOf(peers({ selector, mtls: { mode: 'STRICT' }, portLevelMtls }))).toEqual({
      id: 'shop/PeerAuthentication/p',
      namespace: 'shop',
      name: 'p',
      podSelector: having({ app: 'api' }),
      mode: 'strict',
      portModes: { 8080: 'permissive', 9090: 'disable' },
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test.each(['v1', 'v1beta1'])('of a namespace has no selector, in version %s', (version) => {
    const found = mtlsOf(peers({ mtls: { mode: 'PERMISSIVE' } }, 'shop', version));
    expect(found).toMatchObject({ namespace: 'shop', mode: 'permissive', portModes: {} });
    expect(found).not.toHaveProperty('podSelector');
    expect(found).not.toHaveProperty('namespaceSelector');
  });

  test('of the mesh is in the root namespace', () => {
    const found = mtlsOf(peers({ selector: {}, mtls: { mode: 'STRICT' } }, 'istio-system'));
    expect(found).toMatchObject({ namespaceSelector: EVERYTHING, mode: 'strict' });
    expect(found).not.toHaveProperty('podSelector');
  });

  test.each<[object | undefined]>([[{}], [undefined], [{ mtls: {} }], [{ mtls: { mode: 'UNSET' } }]])(
    'that says no mode leaves it to a wider one: %j',
    (spec) => {
      expect(mtlsOf(peers(spec))).not.toHaveProperty('mode');
    },
  );

  test.each<[string, string]>([
    [peers({ mtls: { mode: 'STRICT', since: 1 } }), 'spec.mtls.since is not known here'],
    [peers({ mtls: { mode: 'STRICT' } }, 'shop', 'v2'), 'its version, v2, is not known here'],
    [
      peers({ selector, mtls: { mode: 'STRICT' } }, 'istio-system'),
      'a policy of the root namespace with a `selector` counts for all namespaces or for none, by the version of Istio',
    ],
  ])('is not judged: %s', (yaml, reason) => {
    expect(doubtOf(yaml)).toBe(reason);
  });

  test.each<[object, string]>([
    [{ mtls: { mode: 'strict' } }, 'spec.mtls.mode: got "strict"; allowed: one of UNSET, DISABLE, PERMISSIVE, STRICT'],
    [
      { portLevelMtls: { 80: { mode: 'STRICT' } } },
      'allowed: nothing without labels in `selector`. Fix: say for which pods it is',
    ],
    [{ selector, portLevelMtls: {} }, 'spec.portLevelMtls: got {}; allowed: at least one port'],
    [
      { selector, portLevelMtls: { http: { mode: 'STRICT' } } },
      'spec.portLevelMtls: got the port "http"; allowed: a port number from 1 to 65535',
    ],
    [
      { selector, portLevelMtls: { 70000: {} } },
      'spec.portLevelMtls: got the port "70000"; allowed: a port number from 1 to 65535',
    ],
  ])('must be legal: %j', (spec, problem) => {
    expect(problemsOf(peers(spec))).toEqual([expect.stringContaining(problem)]);
  });
});
