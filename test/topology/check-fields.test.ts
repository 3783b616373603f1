import { parsed, problemsOf } from './parsed';

const indent = (text: string): string => text.replace(/^/gm, '  ');
const policy = (spec: string, metadata = '{ name: p, namespace: shop }'): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\nspec:\n${indent(spec)}\n`;

/** What is worth a word, and stops nothing. */
function warningsOf(yaml: string): string[] {
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.warnings.map(({ line, message }) => `line ${line}: ${message}`);
}

describe('a field that a NetworkPolicy does not have is refused, with the one that was meant', () => {
  const got = (field: string, allowed: string, fix?: string): string =>
    `${field}: got a field that NetworkPolicy does not have here; allowed: ${allowed}${fix === undefined ? '' : `. Fix: ${fix}`}`;
  const SPEC = 'egress, ingress, podSelector, policyTypes';
  const METADATA =
    'annotations, creationTimestamp, deletionGracePeriodSeconds, deletionTimestamp, finalizers, generateName, generation, ' +
    'labels, managedFields, name, namespace, ownerReferences, resourceVersion, selfLink, uid';

  test.each<[string, string]>([
    ['ingres: []', got('spec.ingres', SPEC, 'did you mean "ingress"?')],
    ['podselector: {}', got('spec.podselector', SPEC, 'did you mean "podSelector"?')],
    ['pod_selector: {}', got('spec.pod_selector', SPEC, 'did you mean "podSelector"?')],
    ['PolicyTypes: []', got('spec.PolicyTypes', SPEC, 'did you mean "policyTypes"?')],
    ['selector: {}', got('spec.selector', SPEC, 'did you mean "podSelector"?')],
    ['tier: x', got('spec.tier', SPEC)],
    ['ports: []', got('spec.ports', SPEC, 'put it into `spec.ingress`')],
    ['ingress: [{ form: [] }]', got('spec.ingress[0].form', 'from, ports', 'did you mean "from"?')],
    ['ingress: [{ port: [] }]', got('spec.ingress[0].port', 'from, ports', 'did you mean "ports"?')],
    [
      'ingress: [{ podSelector: {} }]',
      got('spec.ingress[0].podSelector', 'from, ports', 'put it into `spec.ingress.from`'),
    ],
    ['ingress: [{ to: [] }]', got('spec.ingress[0].to', 'from, ports', 'put it into `spec.egress`')],
    ['egress: [{ from: [] }]', got('spec.egress[0].from', 'ports, to', 'put it into `spec.ingress`')],
    [
      'podSelector: { matchLabel: { app: a } }',
      got('spec.podSelector.matchLabel', 'matchExpressions, matchLabels', 'did you mean "matchLabels"?'),
    ],
    [
      'podSelector: { app: a }',
      got('spec.podSelector.app', 'matchExpressions, matchLabels', 'put it into `matchLabels` if it is a label'),
    ],
    [
      'ingress: [{ from: [{ namespaceSelector: { labels: {} } }] }]',
      got(
        'spec.ingress[0].from[0].namespaceSelector.labels',
        'matchExpressions, matchLabels',
        'did you mean "matchLabels"?',
      ),
    ],
    [
      'podSelector: { matchExpressions: [{ key: a, operator: Exists, value: [] }] }',
      got('spec.podSelector.matchExpressions[0].value', 'key, operator, values', 'did you mean "values"?'),
    ],
    [
      'egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, excepts: [] } }] }]',
      got('spec.egress[0].to[0].ipBlock.excepts', 'cidr, except', 'did you mean "except"?'),
    ],
    [
      'egress: [{ ports: [{ port: 80, endport: 90 }] }]',
      got('spec.egress[0].ports[0].endport', 'endPort, port, protocol', 'did you mean "endPort"?'),
    ],
  ])('%s', (spec, problem) => {
    expect(problemsOf(policy(spec))).toEqual([`line 5: ${problem}`]);
  });

  test.each([
    ['namspace: shop', got('metadata.namspace', METADATA, 'did you mean "namespace"?')],
    ['label: {}', got('metadata.label', METADATA, 'did you mean "labels"?')],
    ['Labels: {}', got('metadata.Labels', METADATA, 'did you mean "labels"?')],
  ])('metadata: %s', (field, problem) => {
    expect(problemsOf(policy('{}', `{ name: p, ${field} }`))).toEqual([`line 3: ${problem}`]);
  });

  test('beside spec', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
podSelector: {}
Spec: {}
`;
    const allowed = 'apiVersion, kind, metadata, spec, status';
    expect(problemsOf(yaml)).toEqual([
      'line 1: spec: got nothing; allowed: a map, and it is required. Fix: say for which pods it is: `spec: { podSelector: { matchLabels: { app: <name> } } }`',
      `line 4: ${got('podSelector', allowed, 'put it into `spec`')}`,
      `line 5: ${got('Spec', allowed, 'did you mean "spec"?')}`,
    ]);
  });

  test('in a list of them', () => {
    const item = 'metadata: { name: p }, spec: { podSelector: {}, ingres: [] }';
    const yaml = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n  - { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, ${item} }\n`;
    expect(problemsOf(yaml)).toEqual([`line 4: ${got('spec.ingres', SPEC, 'did you mean "ingress"?')}`]);
  });

  test('and shows nothing of its value, nor more of its name than is good for a terminal', () => {
    const key = `"\\u001b\\n::error ${'x'.repeat(500)}"`;
    const [problem] = problemsOf(policy(`${key}: hunter2`));
    expect(problem).toMatch(/^line 5: spec\."\\u001b\\n::error x+…" \(510 characters\): got a field that/);
    expect(problem).not.toContain('hunter2');
  });
});

describe('a NetworkPolicy of a dump', () => {
  test('has fields that the API server fills in', () => {
    const metadata = `{ name: p, namespace: shop, uid: u, resourceVersion: "1", generation: 1, selfLink: /apis, creationTimestamp: null,
  finalizers: [a], ownerReferences: [{ apiVersion: v1, kind: A, name: a, uid: u, controller: true, blockOwnerDeletion: true }],
  managedFields: [{ manager: kubectl, operation: Apply, fieldsV1: { "f:spec": {} }, anything: 1 }] }`;
    expect(problemsOf(`${policy('podSelector: {}', metadata)}status: { conditions: [] }\n`)).toEqual([]);
  });

  test('is refused without spec, as null is nothing', () => {
    expect(
      problemsOf('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: null\n'),
    ).toEqual([
      'line 4: spec: got null; allowed: a map, and it is required. Fix: say for which pods it is: `spec: { podSelector: { matchLabels: { app: <name> } } }`',
    ]);
    expect(problemsOf(policy('{}'))).toEqual([]);
  });
});

describe('what is nearly a field that an answer depends on is worth a word', () => {
  const says = (field: string, kind: string, fix: string): string =>
    `${field}: got a field that ${kind} does not have here, and it is not read. Fix: ${fix}`;
  const deployment = (pod: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: {}\n  template:\n    ${pod}\n`;

  test.each([
    ['metadata: { label: { app: web } }', 'spec.template.metadata.label', 'did you mean "labels"?'],
    ['metdata: {}', 'spec.template.metdata', 'did you mean "metadata"?'],
    ['labels: {}', 'spec.template.labels', 'put it into `spec.template.metadata`'],
    ['hostNetwork: true', 'spec.template.hostNetwork', 'put it into `spec.template.spec`'],
    ['spec: { hostnetwork: true }', 'spec.template.spec.hostnetwork', 'did you mean "hostNetwork"?'],
    ['spec: { container: [] }', 'spec.template.spec.container', 'did you mean "containers"?'],
    ['spec: { ports: [] }', 'spec.template.spec.ports', 'put it into `spec.template.spec.containers`'],
    [
      'spec: { containers: [{ hostNetwork: true }] }',
      'spec.template.spec.containers[0].hostNetwork',
      'put it into `spec.template.spec`',
    ],
    ['spec: { containers: [{ port: [] }] }', 'spec.template.spec.containers[0].port', 'did you mean "ports"?'],
    [
      'spec: { containers: [{ ports: [{ containerPort: 1, hostport: 1 }] }] }',
      'spec.template.spec.containers[0].ports[0].hostport',
      'did you mean "hostPort"?',
    ],
  ])('in a pod template: %s', (pod, field, fix) => {
    expect(warningsOf(deployment(pod))).toEqual([`line 7: ${says(field, 'Deployment', fix)}`]);
  });

  test.each([
    ['v1', 'Service', 'spec: { selectr: { app: web } }', 'spec.selectr', 'did you mean "selector"?'],
    ['v1', 'Service', 'spec: { Type: LoadBalancer }', 'spec.Type', 'did you mean "type"?'],
    ['v1', 'Service', 'type: LoadBalancer', 'type', 'put it into `spec`'],
    ['v1', 'Service', 'spec: { port: [] }', 'spec.port', 'did you mean "ports"?'],
    ['v1', 'Service', 'spec: { externalIP: [] }', 'spec.externalIP', 'did you mean "externalIPs"?'],
    ['v1', 'Namespace', 'labels: { team: shop }', 'labels', 'put it into `metadata`'],
    ['apps/v1', 'StatefulSet', 'spec: { templates: {} }', 'spec.templates', 'did you mean "template"?'],
    ['batch/v1', 'CronJob', 'spec: { jobtemplate: {} }', 'spec.jobtemplate', 'did you mean "jobTemplate"?'],
    ['networking.k8s.io/v1', 'Ingress', 'spec: { rule: [] }', 'spec.rule', 'did you mean "rules"?'],
    [
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'spec: { hostname: [] }',
      'spec.hostname',
      'did you mean "hostnames"?',
    ],
    ['route.openshift.io/v1', 'Route', 'spec: { hosts: a }', 'spec.hosts', 'did you mean "host"?'],
    ['traefik.io/v1alpha1', 'IngressRoute', 'spec: { route: [] }', 'spec.route', 'did you mean "routes"?'],
  ])('%s %s: %s', (apiVersion, kind, line, field, fix) => {
    expect(warningsOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web }\n${line}\n`)).toEqual([
      `line 4: ${says(field, kind, fix)}`,
    ]);
  });

  test('but not what newer versions may have, nor what is a field', () => {
    const pod = `spec: { serviceAccount: a, hostname: b, hostPID: true, hostIPC: true, hostUsers: true, subdomain: c, podGroup: d,
      containers: [{ name: a, resizePolicy: [], restartPolicyRules: [], ports: [{ containerPort: 1, hostIP: 127.0.0.1 }] }] }`;
    expect(warningsOf(deployment(pod))).toEqual([]);
    const service =
      'spec: { trafficDistribution: PreferClose, ipFamily: IPv4, clusterIP: None, loadBalancerIP: 192.0.2.1 }';
    expect(warningsOf(`apiVersion: v1\nkind: Service\nmetadata: { name: web }\n${service}\n`)).toEqual([]);
  });

  test('in kinds that are read, and in no others', () => {
    expect(
      warningsOf('apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\nlabel: {}\nspec: { port: 1 }\n'),
    ).toEqual([]);
  });
});
