import { CLOSED, documents, policy, service, workload } from './written';
import { CheckInput } from '../../../src/checks/check-input';
import { ACCESS_RULES, SERVICE_RULES } from '../../../src/checks/connectivity/service-rules';
import { Finding } from '../../../src/checks/finding';
import { runRules } from '../../../src/checks/run-rules';
import { Analysis } from '../../../src/reachability/analysis';
import { parseTopology } from '../../../src/topology/parse';
import { readYaml } from '../../../src/topology/read-yaml';

const IDS = [...SERVICE_RULES, ...ACCESS_RULES].map(({ id }) => id);

/** Objects about which each of the rules has something to say. */
const OBJECTS = readYaml(
  documents(
    CLOSED,
    policy(
      'web',
      '{ podSelector: { matchLabels: { part: x } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: {} }] }] }',
    ),
    workload('web', {
      labels: { app: 'web', part: 'x' },
      ports: '[{ name: http, containerPort: 8080 }]',
      pod: 'automountServiceAccountToken: true',
    }),
    workload('migrate', { kind: 'Job', labels: { app: 'web' }, pod: 'serviceAccountName: aws' }),
    workload('db', { kind: 'StatefulSet', spec: 'serviceName: dbs' }),
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: aws, namespace: shop, annotations: { eks.amazonaws.com/role-arn: x } }\n',
    service(
      'web',
      '{ type: LoadBalancer, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: htp }] }',
      'labels: { app: web }',
    ),
    service(
      'hook',
      '{ clusterIP: None, sessionAffinity: ClientIP, selector: { app: db }, ports: [{ port: 443, targetPort: 8080 }] }',
    ),
    service('nobody', '{ selector: { app: x }, ports: [{ port: 80 }] }'),
    service('out', '{ type: ExternalName, externalName: 10.0.0.1 }'),
    'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: hooks }\nwebhooks: [{ clientConfig: { service: { namespace: shop, name: hook } } }, { clientConfig: { url: "https://none.shop.svc/" } }]\n',
    'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: db, namespace: shop }\nspec: { namespaceSelector: { matchNames: [shop] }, selector: { matchLabels: { app: db } }, podMetricsEndpoints: [{ portNumber: 9090 }] }\n',
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: rules, namespace: shop }\nspec: { rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/x] } }] }] }\n',
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: ops }\nspec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.serviceaccount: x, io.kubernetes.pod.namespace: shop } }] }] }\n',
    'apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: { name: l, namespace: shop }\nspec: { identityRefs: [{ kind: ServiceAccount, name: x }] }\n',
  ),
  'test.yaml',
).manifests.map(({ object }) => object as object);

function findingsIn(objects: readonly unknown[]): {
  readonly input: CheckInput;
  readonly findings: readonly Finding[];
} {
  const manifests = objects.map((object, i) => ({ object, origin: { source: 'test.yaml', document: i + 1 } }));
  const input = new CheckInput(Analysis.of(parseTopology(manifests).topology), manifests, {
    needsLoadBalancerClass: () => ({ loadBalancerClass: 'x.com/y', why: 'others may take it' }),
  });
  return { input, findings: runRules(input, { only: IDS }) };
}

/** Values of wrong types, and names that plain objects have. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  70000,
  '',
  '__proto__',
  'constructor',
  [],
  [null],
  {},
  { constructor: null },
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as { readonly [key: string]: unknown })[key], [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const members = copy as { [key: string]: unknown };
  members[key] = replaced(members[key], rest, odd);
  return copy;
}

test('each rule has something to say of the objects as they are', () => {
  expect([...new Set(findingsIn(OBJECTS).findings.map(({ rule }) => rule.id))].sort()).toEqual([...IDS].sort());
});

test.each(OBJECTS.map((object, i) => [(object as { kind: string }).kind, i] as const))(
  'whatever stands in the fields of %s (%i), no rule throws, and what is said names objects of the input',
  (_kind, i) => {
    const untrue: string[] = [];
    for (const [k, path] of pathsOf(OBJECTS[i]).entries()) {
      // Each value comes to many fields, and each field gets some of them.
      for (const odd of ODD.filter((_, j) => j % 3 === k % 3)) {
        const { input, findings } = findingsIn(
          OBJECTS.map((object, j) => (j === i ? replaced(object, path, odd) : object)),
        );
        for (const { object, message, fix } of findings) {
          const isSound = input.object(object) !== undefined && message.startsWith(object);
          if (!isSound || /undefined|\[object|NaN/.test(`${message} ${fix}`)) {
            untrue.push(`${path.join('.')}: ${message}`);
          }
        }
      }
    }
    expect(untrue).toEqual([]);
  },
);
