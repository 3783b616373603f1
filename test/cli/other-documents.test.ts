import { Workplace } from './in-process';

const WEB = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n---\n';
const NO_POLICY = 'warning: no NetworkPolicy in the input: everybody may talk to everybody\n';

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

async function reach(text: string, name = 'in.yaml'): Promise<{ readonly code: number; readonly stderr: string }> {
  place.write(name, text);
  const { code, stderr } = await place.run(['reach', `./${name}`]);
  return { code, stderr };
}

describe('a document that is no object of Kubernetes is an error that says what it looks like', () => {
  test.each([
    ['on: push\njobs: { a: { runs-on: ubuntu, steps: [] } }', 'this is a workflow of GitHub Actions: leave it out'],
    ['openapi: 3.0.0\npaths: {}', 'this is a description of an HTTP API: leave it out'],
    ['name: a\ndependencies: { b: "1" }', 'this is a package.json: leave it out'],
    ['compilerOptions: { strict: true }', 'this is a tsconfig.json: leave it out'],
    ['scrape_configs: []', 'this is a configuration of Prometheus: leave it out'],
    ['groups: [{ name: a, rules: [] }]', 'this is a list of rules for Prometheus: leave it out'],
    ['build: { script: [make] }', 'this is a pipeline: leave it out'],
    ['AWSTemplateFormatVersion: "2010-09-09"', 'this is a template of CloudFormation: leave it out'],
    ['- { op: add, path: /spec, value: hunter2 }', 'this is a JSON patch: leave it out'],
    [
      'replicaCount: 2',
      'this is a file of values for a Helm chart: helm template <chart> --values in.yaml | service-patterns reach -',
    ],
    [
      'image: { repository: nginx }',
      'this is a file of values for a Helm chart: helm template <chart> --values in.yaml | service-patterns reach -',
    ],
    [
      'language: typescript\napp: npx tsx main.ts',
      'this is the configuration of cdk8s: cdk8s synth --stdout | service-patterns reach -',
    ],
    [
      'password: hunter2',
      'kind: got nothing; allowed: text, and it is required. Fix: leave it out, or render it if manifests are made of it',
    ],
    ['hunter2', 'document: got a text; allowed: a map'],
    ['[hunter2]', 'document: got a list; allowed: a map'],
  ])('%j', async (text, message) => {
    const { code, stderr } = await reach(`${WEB}${text}\n`);
    const [, said] = /^in\.yaml:5: document 2: (.*)\n1 problem in the input; nothing was judged\n$/.exec(stderr) ?? [];
    expect({ code, said: said.replace(place.path('in.yaml'), 'in.yaml') }).toEqual({ code: 3, said: message });
  });

  test('values on standard input', async () => {
    const { code, stderr } = await place.run(['reach', '-'], { stdin: 'replicaCount: 2\n' });
    expect({ code, first: stderr.split('\n')[0] }).toEqual({
      code: 3,
      first:
        'stdin:1: document 1: this is a file of values for a Helm chart: helm template <chart> --values <values> | service-patterns reach -',
    });
  });
});

describe('a list whose items are not where they must be is refused, and not empty', () => {
  test.each([
    ['List', 'Items', '. Fix: write "items" for Items'],
    ['List', 'item', '. Fix: write "items" for item'],
    ['PodList', 'Items', '. Fix: write "items" for Items'],
    ['NetworkPolicyList', 'objects', ''],
  ])('%s with %s', async (kind, field, fix) => {
    expect(await reach(`${WEB}apiVersion: v1\nkind: ${kind}\n${field}: []\n`)).toEqual({
      code: 3,
      stderr:
        `in.yaml:5: document 2: items: got nothing; allowed: a list, and it is required${fix}\n` +
        '1 problem in the input; nothing was judged\n',
    });
  });
});

describe('what holds objects and is not read is named', () => {
  const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: a } }';
  test.each([
    ['example.com/v1', 'Work', `spec: { manifests: [${POD}] }`, 'kind Work (example.com/v1)'],
    ['v1', 'list', `items: [${POD}]`, 'kind list (v1)'],
  ])('%s %s', async (apiVersion, kind, content, type) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: w, namespace: shop }\n${content}\n`;
    expect(await reach(WEB + text)).toEqual({
      code: 0,
      stderr: `warning: in.yaml:5: document 2: ${type} is not read, and neither are the objects in it: shop/${kind}/w has a Pod\n${NO_POLICY}`,
    });
  });

  test('but not what only refers to an object', async () => {
    const reference = 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }';
    const text = `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: w }\n${reference}\n`;
    expect(await reach(WEB + text)).toEqual({ code: 0, stderr: NO_POLICY });
  });

  test.each([
    [
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"hunter2"}',
      'got the answer of an API server (Status) that has no objects; allowed: objects of Kubernetes',
    ],
    [
      '{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{},"rows":[]}',
      'got a table for people, whose objects are not read. Fix: ask for them with --output json',
    ],
  ])('an answer in place of objects: %s', async (text, message) => {
    expect(await reach(text)).toEqual({
      code: 0,
      stderr: `warning: in.yaml:1: document 1: ${message}\nwarning: no workload in the input: there is nobody to connect\n`,
    });
  });
});

test.each(['Secret', 'ConfigMap', 'SealedSecret'])('no value of a %s is shown, wherever it stands', async (kind) => {
  const wrong = [
    'hunter2',
    '{ name: "hunter2 ", namespace: "hunter2 ", labels: hunter2 }',
    '{ name: a, labels: { "hunter2 ": "hunter2 " } }',
  ];
  for (const metadata of wrong) {
    const { code, stderr } = await reach(`${WEB}apiVersion: "hunter2 "\nkind: ${kind}\nmetadata: ${metadata}\n`);
    expect(code).toEqual(0);
    expect(stderr).toContain('got a value that is not shown; allowed: ');
    expect(stderr).not.toContain('hunter2');
  }
});
