import { Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { deployment, documents, enforcing } from './found';
import { build } from '../../../examples/seeds/app';
import { CheckInput } from '../../../src/checks/check-input';
import { Finding, toFinding } from '../../../src/checks/finding';
import { RULES } from '../../../src/checks/registry';
import { Analysis } from '../../../src/reachability/analysis';
import { Manifest } from '../../../src/topology/manifest';
import { parseTopology } from '../../../src/topology/parse';
import { readYaml } from '../../../src/topology/read-yaml';
import { holds } from '../../property';

/** What each chart of the seeds renders, and objects of the other kinds that rules look at. */
const INPUTS: readonly (readonly unknown[])[] = [...seeds(), others()];

function seeds(): unknown[][] {
  const app = Testing.app();
  build(app);
  return app.charts.map((chart) => Testing.synth(chart) as unknown[]);
}

function others(): unknown[] {
  const yaml = documents(
    enforcing('restricted'),
    deployment({
      container: [
        'env: [{name: DB_PASSWORD, value: hunter2}]',
        'ports: [{name: http, containerPort: 80, hostPort: 80}]',
        'readinessProbe: {httpGet: {port: http, path: /, httpHeaders: [{name: A, value: b}]}}',
        'livenessProbe: {httpGet: {port: web, path: /, httpHeaders: [{name: A, value: b}]}}',
        'volumeMounts: [{name: data, mountPath: /data}]',
        'securityContext: {capabilities: {add: [CHOWN], drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}',
      ],
      pod: [
        'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}, {name: logs, hostPath: {path: /var/log}}]',
        'securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}',
      ],
      spec: ['replicas: 2', 'strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}'],
    }),
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec: {minAvailable: 50%, selector: {matchLabels: {app: api}}}',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}, minReplicas: 1, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]}',
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {name: api}, minReplicaCount: 1}',
    'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec: {hard: {cpu: 1, limits.memory: 1Gi, pods: 3}}',
    'apiVersion: v1\nkind: LimitRange\nmetadata: {name: all, namespace: shop}\nspec: {limits: [{type: Container, default: {cpu: 1}}]}',
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: other, namespace: shop}',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api, namespace: shop}\ndata: {API_TOKEN: hunter2}',
    'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: sync}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}',
  );
  return readYaml(yaml, 'others.yaml').manifests.map(({ object }) => object);
}

/** What nobody expects at a place, and some of it nowhere. */
const WRONG: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  NaN,
  1e30,
  '',
  'text',
  '\u001b[31m\n',
  '100%',
  '$(A)',
  '__proto__',
  [],
  [null],
  ['text', 7, {}],
  [[[]]],
  {},
  { constructor: 1, toString: null },
  JSON.parse('{"__proto__": {"a": 1}}'),
];

/** The ways to everything in an object. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const below = keys.flatMap((key) => pathsIn((value as { [key: string]: unknown })[key], [...path, key]));
  return [...(path.length === 0 ? [] : [path]), ...below];
}

/** The object with something else at a place. */
function withWrong(value: unknown, [key, ...rest]: readonly string[], wrong: unknown): unknown {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as {
    [key: string]: unknown;
  };
  copy[key] = rest.length === 0 ? wrong : withWrong(copy[key], rest, wrong);
  return copy;
}

const MUTATION = fc.record({
  object: fc.nat(),
  place: fc.nat(),
  wrong: fc.constantFrom(...WRONG),
});

function manifestsOf(objects: readonly unknown[]): Manifest[] {
  return objects.map((object, i) => ({ object, origin: { source: 'input.yaml', document: i + 1 } }));
}

function findingsIn(objects: readonly unknown[], unharmed = objects): Finding[] {
  const manifests = manifestsOf(objects);
  const { topology, problems } = parseTopology(manifests);
  // A command would say what is wrong and stop; rules are asked all the same, with what the engine made of the rest.
  const judged = problems.length === 0 ? topology : parseTopology(manifestsOf(unharmed)).topology;
  const input = new CheckInput(Analysis.of(judged), manifests);
  return RULES.flatMap((rule) => Array.from(rule.find(input), (found) => toFinding(rule, found)));
}

describe('rules look at values of any type', () => {
  test('and find what they should where nothing is wrong', () => {
    const rules = new Set(INPUTS.flatMap((input) => findingsIn(input)).map(({ rule }) => rule.id));
    const expected = ['pod-security', 'secret-in-text', 'probe-port', 'quota', 'claim-access', 'old-api'];
    expect(expected.filter((id) => !rules.has(id))).toEqual([]);
  });

  test('without throwing, and each finding has words', () => {
    holds(
      fc.property(
        fc.nat({ max: INPUTS.length - 1 }),
        fc.array(MUTATION, { minLength: 1, maxLength: 6 }),
        (input, mutations) => {
          const unharmed = INPUTS[input];
          const objects = [...unharmed];
          for (const { object, place, wrong } of mutations) {
            const i = object % objects.length;
            const paths = pathsIn(objects[i]);
            if (paths.length > 0) objects[i] = withWrong(objects[i], paths[place % paths.length], wrong);
          }
          for (const { rule, message, object, fix } of findingsIn(objects, unharmed)) {
            const text = `${rule.id}: ${message} ${fix}`;
            expect({ text, begins: message.startsWith(object) }).toEqual({ text, begins: true });
            expect(fix).not.toBe('');
            // What the reader says of a value has the value in it.
            if (rule.id === 'not-read') continue;
            expect(text).not.toMatch(/undefined|\[object|NaN|hunter2/);
          }
        },
      ),
      { runs: 100 },
    );
  });
});
