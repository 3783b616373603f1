import { CheckInput } from '../../../src/checks/check-input';
import { CONNECTIVITY_RULES } from '../../../src/checks/connectivity';
import { Finding } from '../../../src/checks/finding';
import { runRules } from '../../../src/checks/run-rules';
import { Analysis } from '../../../src/reachability/analysis';
import { parseTopology } from '../../../src/topology/parse';

const ODD: readonly unknown[] = [null, 7, true, 'text', [], {}, [null], [7], { '': null }];
const EACH = ODD.map((value): [string, unknown] => [JSON.stringify(value), value]);
const SPEC = { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] };

/** Whatever the engine takes, for it refuses what the API server would; most of these fields it does not read. */
describe('rules about connections never fail', () => {
  test.each(EACH)('where fields of pods are %s', (_text, value) => {
    const found = check([
      pod({ dnsPolicy: value, dnsConfig: value, hostAliases: value }),
      pod({ dnsConfig: { nameservers: value, options: value }, dnsPolicy: 'None' }),
      { ...pod({}), metadata: { name: 'notes', namespace: 'shop', annotations: value } },
      probed({ readinessProbe: value, livenessProbe: { httpGet: value } }),
      policy({ ...SPEC, egress: [{ ports: [{ port: 9090 }] }], ingress: [{ ports: [{ port: 'http' }] }] }),
    ]);

    expect(found.map(({ rule }) => rule.id)).toContain('port-matches-nobody');
  });

  test.each(EACH)('where objects of other kinds are %s', (_text, value) => {
    const other = (kind: string) => ({
      apiVersion: 'example.com/v1',
      kind,
      metadata: { name: 'x' },
      spec: value,
      data: value,
    });
    const found = check([other('Thing'), other('ThingNetworkPolicy'), pod({})]);

    expect(found).toMatchObject([{ rule: { id: 'unjudged-policy' }, object: 'ThingNetworkPolicy/x' }]);
  });

  test('where names are those of the members of objects', () => {
    const found = check(
      ['constructor', 'tostring', 'hasownproperty'].flatMap((name) => [
        { ...pod({}), metadata: { name, namespace: name, labels: { [name]: name } } },
        {
          ...policy({
            podSelector: { matchLabels: { [name]: name } },
            ingress: [{ from: [{ podSelector: { matchLabels: { toString: 'x' } } }] }],
          }),
          metadata: { name, namespace: name },
        },
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name, namespace: name },
          spec: { defaultBackend: { service: { name: 'constructor', port: { name } } } },
        },
      ]),
    );

    expect(found.filter(({ rule }) => rule.id === 'peer-matches-nobody')).toHaveLength(3);
    expect(found.filter(({ rule }) => rule.id === 'route-to-nothing')).toHaveLength(3);
  });

  test('where a program made an object that holds itself', () => {
    const backend: Record<string, unknown> = {};
    backend.service = { name: 'nobody', port: { number: 80 }, self: backend };
    const found = check([
      pod({}),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'round', namespace: 'shop' },
        spec: { odd: [backend], defaultBackend: backend },
      },
    ]);

    expect(found.map(({ rule }) => rule.id)).toContain('route-to-nothing');
  });

  test('and say nothing of an input without objects', () => {
    expect(check([])).toEqual([]);
  });
});

describe('findings about connections', () => {
  test('have fingerprints of their own, and name their object first', () => {
    const found = check([
      pod({}),
      policy({
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ ports: [{ port: 'a' }, { port: 'b' }] }, { ports: [{ port: 'a' }] }],
        egress: [{ to: [{ podSelector: { matchLabels: { a: 'b' } } }, { podSelector: { matchLabels: { a: 'c' } } }] }],
      }),
    ]);

    expect(found.length).toBeGreaterThan(4);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    for (const { message, object } of found) expect(message.slice(0, object.length)).toBe(object);
  });
});

function check(objects: readonly object[]): Finding[] {
  const manifests = objects.map((object, i) => ({ object, origin: { source: 'app', document: i + 1 } }));
  const { topology, problems } = parseTopology(manifests);
  expect(problems).toEqual([]);
  const only = CONNECTIVITY_RULES.map(({ id }) => id).filter((id) => id !== 'no-policy');
  return runRules(new CheckInput(Analysis.of(topology), manifests), { only });
}

function pod(spec: object) {
  const containers = [{ name: 'main', image: 'app:1', ports: [{ containerPort: 8080 }] }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${Object.keys(spec).join('-').toLowerCase()}-x`, namespace: 'shop', labels: { app: 'x' } },
    spec: { containers, ...spec },
  };
}

function probed(probes: object) {
  return pod({ containers: [{ name: 'main', image: 'app:1', ports: [{ containerPort: 8080 }], ...probes }] });
}

function policy(spec: object) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'all', namespace: 'shop' },
    spec,
  };
}
