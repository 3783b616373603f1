import { parsed, problemsOf } from './parsed';
import { isRead, parseTopology } from '../../src/topology/parse';

const object = (kind: string, apiVersion: string, name: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${kind === 'NetworkPolicy' ? 'spec: {}\n' : ''}`;

describe('parsing manifests', () => {
  test('sorts everything by id, whatever the order of the input', () => {
    const documents = [
      object('Service', 'v1', 'b'),
      object('Deployment', 'apps/v1', 'z'),
      object('NetworkPolicy', 'networking.k8s.io/v1', 'q'),
      object('Service', 'v1', 'a'),
      object('NetworkPolicy', 'networking.k8s.io/v1', 'p'),
      object('CronJob', 'batch/v1', 'z'),
      object('Ingress', 'networking.k8s.io/v1', 'b'),
      object('HTTPRoute', 'gateway.networking.k8s.io/v1', 'a'),
    ];
    const { topology, problems } = parsed(documents.join('---\n'));
    expect(problems).toEqual([]);
    const ids = [topology.workloads, topology.services, topology.policies, topology.routes].map((list) =>
      list.map(({ id }) => id),
    );
    expect(ids).toEqual([
      ['shop/CronJob/z', 'shop/Deployment/z'],
      ['shop/Service/a', 'shop/Service/b'],
      ['shop/NetworkPolicy/p', 'shop/NetworkPolicy/q'],
      ['shop/HTTPRoute/a', 'shop/Ingress/b'],
    ]);
  });

  test('remembers where objects were written', () => {
    const [workload] = parsed(`# a comment\n${object('Pod', 'v1', 'a')}`).topology.workloads;
    expect(workload.origin).toEqual({ source: 'input.yaml', document: 1, line: 2 });
  });

  test('takes objects without YAML around them', () => {
    const { topology, problems } = parseTopology([
      { object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, origin: { source: 'app', document: 1 } },
      { object: { apiVersion: 'v1', kind: 'Pod', metadata: {} }, origin: { source: 'app', document: 2 } },
    ]);
    expect(topology.workloads.map(({ id }) => id)).toEqual(['default/Pod/a']);
    expect(problems).toEqual([
      {
        source: 'app',
        document: 2,
        line: undefined,
        message: 'metadata.name: got nothing; allowed: text, and it is required',
      },
    ]);
  });

  test('puts objects without a namespace where they are deployed to', () => {
    const { topology } = parsed('apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: "" }', {
      defaultNamespace: 'shop',
    });
    expect(topology.workloads.map(({ id }) => id)).toEqual(['shop/Pod/a']);
  });

  test('names objects that get their names from the cluster by the beginning of it', () => {
    const { topology } = parsed('apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate- }');
    expect(topology.workloads.map(({ id }) => id)).toEqual(['default/Job/migrate-']);
  });
});

describe('namespaces', () => {
  test('are declared, or only known by the objects in them; the API server sets the label with the name on all', () => {
    const yaml = [
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: red, kubernetes.io/metadata.name: x } }\n',
      object('Pod', 'v1', 'a').replace('shop', 'data'),
    ].join('---\n');
    expect(parsed(yaml).topology.namespaces).toEqual([
      { name: 'data', labels: { 'kubernetes.io/metadata.name': 'data' }, declared: false },
      { name: 'shop', labels: { team: 'red', 'kubernetes.io/metadata.name': 'shop' }, declared: true },
    ]);
  });
});

describe('lists', () => {
  const list = (kind: string): string => `apiVersion: v1
kind: ${kind}
items:
  - apiVersion: v1
    kind: Pod
    metadata: { name: a }
  - apiVersion: v1
    kind: List
    items:
      - apiVersion: v1
        kind: Pod
        metadata:
          name: 7
`;

  test.each(['List', 'PodList'])('of kind %s are taken apart, with the lines of their items', (kind) => {
    const { topology, problems } = parsed(list(kind));
    expect(topology.workloads.map(({ id }) => id)).toEqual(['default/Pod/a']);
    expect(problems).toEqual([
      { source: 'input.yaml', document: 1, line: 13, message: 'metadata.name: got 7; allowed: text' },
    ]);
  });

  test('may be empty', () => {
    expect(parsed('apiVersion: v1\nkind: List\nitems: []')).toEqual({
      topology: {
        namespaces: [],
        workloads: [],
        policies: [],
        otherPolicies: [],
        unjudged: [],
        services: [],
        endpointSlices: [],
        routes: [],
        otherKinds: {},
        warnings: [],
      },
      problems: [],
    });
  });

  test('are refused if their items are none', () => {
    expect(problemsOf('apiVersion: v1\nkind: List\nitems: { a: 1 }')).toEqual([
      'line 3: items: got {"a":1}; allowed: a list',
    ]);
  });
});

describe('other kinds', () => {
  test('are counted, sorted by kind, and never looked into', () => {
    const yaml = [
      object('Secret', 'v1', 'a'),
      'apiVersion: example.com/v1\nkind: Widget\nspec: [nonsense]\n',
      object('Secret', 'v1', 'b'),
      'apiVersion: v1\nkind: constructor\n',
      object('StagedNetworkPolicy', 'crd.projectcalico.org/v1', 'c'),
      object('Ingress', 'extensions/v1beta1', 'd'),
    ].join('---\n');
    const { topology, problems } = parsed(yaml);
    expect(problems).toEqual([]);
    expect(Object.entries(topology.otherKinds)).toEqual([
      ['Ingress', 1],
      ['Secret', 2],
      ['StagedNetworkPolicy', 1],
      ['Widget', 1],
      ['constructor', 1],
    ]);
    expect(topology.policies).toEqual([]);
  });

  test.each([
    ['Deployment', 'apps/v1', true],
    ['Deployment', 'extensions/v1beta1', false],
    ['Pod', 'v1', true],
    ['Service', 'serving.knative.dev/v1', false],
    ['toString', 'v1', false],
    ['toString', 'networking.k8s.aws/v1alpha1', false],
    ['NetworkPolicy', 'networking.k8s.io/v1', true],
    ['NetworkPolicy', 'networking.k8s.io/v1beta1', true],
    ['NetworkPolicy', 'extensions/v1beta1', true],
    ['CiliumNetworkPolicy', 'cilium.io/v2', true],
    ['IngressClass', 'networking.k8s.io/v1', false],
  ])('%s of %s: read is %s', (kind, apiVersion, read) => {
    expect(isRead(kind, apiVersion)).toEqual(read);
  });
});

describe('input that is wrong', () => {
  test.each([
    ['a text', 'hello', 'line 1: document: got a text; allowed: a map'],
    ['a list', '\n- a', 'line 2: document: got a list; allowed: a map'],
    ['a number', '7', 'line 1: document: got 7; allowed: a map'],
    ['no kind', 'apiVersion: v1', 'line 1: kind: got nothing; allowed: text, and it is required'],
    ['an empty kind', 'kind: ""\napiVersion: v1', 'line 1: kind: got ""; allowed: text, and it is required'],
    ['no apiVersion', 'kind: Pod', 'line 1: apiVersion: got nothing; allowed: text, and it is required'],
    [
      'no metadata',
      'kind: Pod\napiVersion: v1',
      'line 1: metadata.name: got nothing; allowed: text, and it is required',
    ],
    [
      'metadata that is text',
      'kind: Pod\napiVersion: v1\nmetadata: web',
      'line 3: metadata: got "web"; allowed: a map',
    ],
    [
      'a namespace that is a number',
      'kind: Pod\napiVersion: v1\nmetadata: { name: a, namespace: 7 }',
      'line 3: metadata.namespace: got 7; allowed: text',
    ],
  ])('is a problem: %s', (_, yaml, problem) => {
    expect(problemsOf(yaml)[0]).toEqual(problem);
  });

  test('is a problem for an object that is there twice with different words, and the first one counts', () => {
    const twice = [
      object('Pod', 'v1', 'a'),
      object('Service', 'v1', 'a'),
      `${object('Pod', 'v1', 'a')}spec: { hostNetwork: true }\n`,
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: red } }\n',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: blue } }\n',
    ].join('---\n');
    const { topology, problems } = parsed(twice);
    expect(problems).toEqual([
      {
        source: 'input.yaml',
        document: 3,
        line: 9,
        message:
          'shop/Pod/a is there twice: got it in input.yaml, document 1, line 1, and otherwise in input.yaml, document 3, line 9; allowed: one of a kind, namespace and name',
      },
      {
        source: 'input.yaml',
        document: 5,
        line: 20,
        message: 'metadata.labels.team: got "blue"; allowed: "red", which it has in input.yaml, document 4, line 14',
      },
    ]);
    expect(topology.namespaces[0].labels.team).toEqual('red');
    expect(topology.workloads.map(({ hostNetwork }) => hostNetwork)).toEqual([false]);
  });

  test('is told from the first line to the last, each problem once', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a }
spec:
  policyTypes: [Sideways]
  podSelector: []
  egress: [{ ports: [{ port: 0 }] }]
`;
    expect(problemsOf(yaml)).toEqual([
      'line 5: spec.policyTypes[0]: got "Sideways"; allowed: one of Ingress, Egress',
      'line 6: spec.podSelector: got []; allowed: a map',
      'line 7: spec.egress[0].ports[0].port: got 0; allowed: a port number from 1 to 65535',
    ]);
  });
});
