import * as fc from 'fast-check';
import { CheckInput } from '../../../src/checks/check-input';
import { ACCESS_RULES, SERVICE_RULES } from '../../../src/checks/connectivity/service-rules';
import { runRules } from '../../../src/checks/run-rules';
import { Analysis } from '../../../src/reachability/analysis';
import { parseTopology } from '../../../src/topology/parse';
import { holds } from '../../property';

const ONLY = [...SERVICE_RULES, ...ACCESS_RULES].map(({ id }) => id);

const NAME = fc.constantFrom('web', '__proto__', 'constructor', 'toString', '', 'a/b');
const LEAF = fc.oneof(
  NAME,
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -1, max: 70000 }),
  fc.constant([]),
  fc.constant({}),
);
const TEMPLATE = fc.record(
  {
    metadata: fc.oneof(
      LEAF,
      fc.record({
        labels: fc.dictionary(NAME, NAME),
        annotations: fc.oneof(LEAF, fc.constant({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '1' })),
      }),
    ),
    spec: fc.oneof(
      LEAF,
      fc.record({
        serviceAccountName: LEAF,
        automountServiceAccountToken: LEAF,
        containers: fc.oneof(
          LEAF,
          fc.array(
            fc.oneof(
              LEAF,
              fc.record({
                name: LEAF,
                image: LEAF,
                env: LEAF,
                ports: fc.oneof(LEAF, fc.array(LEAF)),
                readinessProbe: LEAF,
              }),
            ),
          ),
        ),
        initContainers: LEAF,
      }),
    ),
  },
  { requiredKeys: [] },
);
const SPEC = fc.oneof(
  LEAF,
  fc.record(
    {
      selector: fc.oneof(
        LEAF,
        fc.dictionary(NAME, LEAF),
        fc.record({ matchLabels: fc.oneof(LEAF, fc.dictionary(NAME, LEAF)) }),
      ),
      type: fc.constantFrom('ExternalName', 'LoadBalancer', 1),
      clusterIP: fc.constantFrom('None', null, 3),
      sessionAffinity: fc.constantFrom('ClientIP', {}),
      externalName: LEAF,
      serviceName: LEAF,
      ports: fc.oneof(LEAF, fc.array(fc.oneof(LEAF, fc.record({ port: LEAF, targetPort: LEAF })))),
      template: TEMPLATE,
      rules: fc.oneof(
        LEAF,
        fc.array(
          fc.record({
            from: fc.oneof(
              LEAF,
              fc.array(
                fc.record({
                  source: fc.oneof(
                    LEAF,
                    fc.record({ principals: fc.oneof(LEAF, fc.array(LEAF)), serviceAccounts: fc.array(LEAF) }),
                  ),
                }),
              ),
            ),
          }),
        ),
      ),
      endpoints: fc.oneof(LEAF, fc.array(fc.oneof(LEAF, fc.record({ port: LEAF })))),
      namespaceSelector: fc.oneof(LEAF, fc.record({ any: LEAF, matchNames: fc.oneof(LEAF, fc.array(LEAF)) })),
      service: fc.oneof(LEAF, fc.record({ name: LEAF, namespace: LEAF, port: LEAF })),
      identities: fc.oneof(LEAF, fc.array(LEAF)),
      specs: LEAF,
      ingress: fc.oneof(LEAF, fc.array(LEAF)),
    },
    { requiredKeys: [] },
  ),
);
const OBJECT = fc.record(
  {
    type: fc.constantFrom(
      ['Service', 'v1'],
      ['ServiceAccount', 'v1'],
      ['Deployment', 'apps/v1'],
      ['StatefulSet', 'apps/v1'],
      ['Job', 'batch/v1'],
      ['ServiceMonitor', 'monitoring.coreos.com/v1'],
      ['PodMonitor', 'monitoring.coreos.com/v1'],
      ['AuthorizationPolicy', 'security.istio.io/v1'],
      ['MeshTLSAuthentication', 'policy.linkerd.io/v1alpha1'],
      ['CiliumNetworkPolicy', 'cilium.io/v2'],
      ['NetworkPolicy', 'projectcalico.org/v3'],
      ['APIService', 'apiregistration.k8s.io/v1'],
      ['ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1'],
      ['Cluster', 'postgresql.cnpg.io/v1'],
    ),
    name: fc.constantFrom('web', 'constructor', 'api'),
    namespace: LEAF,
    labels: fc.oneof(LEAF, fc.dictionary(NAME, LEAF)),
    annotations: LEAF,
    spec: SPEC,
    webhooks: fc.oneof(
      LEAF,
      fc.array(fc.oneof(LEAF, fc.record({ clientConfig: fc.oneof(LEAF, fc.record({ url: LEAF, service: LEAF })) }))),
    ),
  },
  { requiredKeys: ['type', 'name'] },
);

test('whatever types the fields have, no rule throws, and each finding is about an object of the input', () => {
  const found = new Set<string>();
  holds(
    fc.property(fc.array(OBJECT, { maxLength: 8 }), (objects) => {
      const manifests = objects.map(
        ({ type: [kind, apiVersion], name, namespace, labels, annotations, ...rest }, i) => ({
          object: { apiVersion, kind, metadata: { name, namespace, labels, annotations }, ...rest },
          origin: { source: 'test', document: i + 1 },
        }),
      );
      const input = new CheckInput(Analysis.of(parseTopology(manifests).topology), manifests);
      for (const { rule, object, message, fix } of runRules(input, { only: ONLY })) {
        found.add(rule.id);
        expect(input.object(object)).toBeDefined();
        expect(message.startsWith(object)).toBe(true);
        expect(`${message} ${fix}`).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { runs: 300 },
  );
  // Else the property would hold because nothing is found.
  expect(found.size).toBeGreaterThan(5);
});
