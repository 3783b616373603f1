import { Workplace } from './in-process';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';
const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    {{- include "c.labels" . | nindent 4 }}
`;
const CHART = 'apiVersion: v2\nname: c\nversion: 1.0.0\n';
const MANY = (count: number): string => `${count} problem${count === 1 ? '' : 's'} in the input; nothing was judged\n`;

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

async function reach(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.run(['reach', ...args]);
  expect([code, stdout]).toEqual([3, '']);
  return stderr;
}

/** What is said of one file of that name and content. */
async function saidOf(name: string, text: string): Promise<string> {
  place.write(name, text);
  return reach(`./${name}`);
}

describe('a file that is yet to be rendered is one line, with the call that renders it', () => {
  test('a Helm template, without its chart', async () => {
    expect(await saidOf('d.yaml', TEMPLATE)).toEqual(
      `d.yaml: this is a Helm template: helm template <chart> | service-patterns reach -\n${MANY(1)}`,
    );
  });

  test('a folder with a chart: its template, its description and its values', async () => {
    place.write('chart/Chart.yaml', CHART);
    place.write('chart/values.yaml', 'replicas: 1\n');
    place.write('chart/values.schema.json', '{"type": "object"}');
    place.write('chart/templates/deep/d.yaml', TEMPLATE);
    place.write('chart/crds/plain.yaml', POD);
    expect(await reach('./chart', '--recursive')).toEqual(
      [
        'chart/Chart.yaml: this is the description of a Helm chart: helm template chart | service-patterns reach -',
        'chart/templates/deep/d.yaml: this is a Helm template: helm template chart | service-patterns reach -',
        'chart/values.schema.json: this is part of a Helm chart: helm template chart | service-patterns reach -',
        'chart/values.yaml: this is a file of values for a Helm chart: helm template chart | service-patterns reach -',
        MANY(4),
      ].join('\n'),
    );
  });

  test('a chart within a chart is rendered with that', async () => {
    place.write('chart/Chart.yaml', CHART);
    place.write('chart/charts/db/Chart.yaml', CHART);
    expect(await saidOf('chart/charts/db/templates/d.yaml', TEMPLATE)).toContain(': helm template chart | ');
    // Beside each other in one folder, neither is part of the other.
    place.write('charts/web/Chart.yaml', CHART);
    expect(await saidOf('charts/web/templates/d.yaml', TEMPLATE)).toContain(': helm template charts/web | ');
  });

  test('values of an environment are named in the call', async () => {
    place.write('chart/Chart.yaml', CHART);
    expect(await saidOf('chart/values-prod.yaml', 'replicas: 3\n')).toContain(
      'helm template chart --values chart/values-prod.yaml | ',
    );
    expect(await saidOf('prod.values.yaml', 'replicas: 3\n')).toContain(
      'this is a file of values for a Helm chart: helm template <chart> --values prod.values.yaml | ',
    );
  });

  test('a template that can be read, because its actions are in quotes', async () => {
    const quoted = POD.replace('name: a', 'name: "{{ .Release.Name }}"');
    const line = 'q.yaml: this is a Helm template: helm template <chart> | service-patterns reach -\n';
    expect(await saidOf('q.yaml', `${quoted}spec: { hostNetwork: nope }\n`)).toEqual(line + MANY(1));
    // Nothing of it looks wrong, and it is in the templates of a chart.
    place.write('chart/Chart.yaml', CHART);
    const image = `${POD}spec: { containers: [{ name: a, image: "{{ .Values.image }}" }] }\n`;
    expect(await saidOf('chart/templates/q.yaml', image)).toContain('this is a Helm template: helm template chart | ');
  });

  test('a template of another program', async () => {
    expect(await saidOf('j.yaml', '{% if web %}\napiVersion: v1\n{% endif %}\n')).toEqual(
      `j.yaml: this is a template: <the program that renders it> | service-patterns reach -\n${MANY(1)}`,
    );
  });

  test.each([
    ['kustomization.yaml', 'resources:\n- pod.yaml\n'],
    ['kustomization.yml', 'kind: Kustomization\nresources: []\n'],
    ['Kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
    ['kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nresources: []\n'],
    ['other.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
  ])('a kustomization in %s', async (name, text) => {
    expect(await saidOf(`base/${name}`, text)).toEqual(
      `base/${name}:1: document 1: this is a kustomization: kubectl kustomize base | service-patterns reach -\n${MANY(1)}`,
    );
  });

  test('a component of kustomizations', async () => {
    expect(await saidOf('c.yaml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n')).toContain(
      'this is a component of kustomizations: kubectl kustomize <the folder that uses it> | service-patterns reach -',
    );
  });

  test.each([
    ['a.jsonnet', '{ a: 1 + 1 }', 'Jsonnet: jsonnet a.jsonnet'],
    ['a.cue', 'a: string | *"x"', 'CUE: cue export --out yaml a.cue'],
    ['a.k', 'a = 1', 'KCL: kcl run a.k'],
    ['main.ts', 'const a = 1;', 'a program: cdk8s synth --stdout'],
    [
      'docker-compose.yml',
      'services: { a: { image: x } }',
      'a Compose file: kompose convert --stdout --file docker-compose.yml',
    ],
    ['app.yaml', 'services: { a: { image: x } }', 'a Compose file: kompose convert --stdout --file app.yaml'],
    ['helmfile.yaml', 'releases: []', 'a helmfile: helmfile template --file helmfile.yaml'],
    [
      't.yaml',
      'apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: { name: t }\nobjects: []\n',
      'a template of OpenShift: oc process --local -f t.yaml',
    ],
  ])('%s', async (name, text, said) => {
    expect(await saidOf(name, text)).toContain(`this is ${said} | service-patterns reach -\n`);
  });

  test('a name with spaces is written as a shell reads it', async () => {
    place.write('my chart/Chart.yaml', CHART);
    expect(await saidOf('my chart/templates/d.yaml', TEMPLATE)).toContain(": helm template 'my chart' | ");
  });
});

test('the others are read all the same, and their problems are listed', async () => {
  place.write('in/a.yaml', TEMPLATE);
  place.write('in/b.yaml', 'apiVersion: v1\nkind: Pod\n');
  place.write('in/kustomization.yaml', 'resources: [b.yaml]\n');
  expect(await reach('./in')).toMatch(
    /^in\/a\.yaml: .*\nin\/b\.yaml:1: .*metadata\.name: .*\nin\/kustomization\.yaml:1: /,
  );
});

test('the call has the command that was called, and its other operand', async () => {
  place.write('d.yaml', TEMPLATE);
  place.write('old.yaml', POD);
  const explained = await place.run(['explain', './d.yaml', '--from', 'a', '--to', 'a', '--port', '1']);
  expect(explained.stderr).toContain(' | service-patterns explain -\n');
  expect((await place.run(['diff', './old.yaml', './d.yaml'])).stderr).toContain(
    ' | service-patterns diff old.yaml -\n',
  );
  expect((await place.run(['diff', './d.yaml', './old.yaml'])).stderr).toContain(
    ' | service-patterns diff - old.yaml\n',
  );
  expect((await place.run(['diff', '-', './d.yaml'])).stderr).toContain(' | service-patterns diff <OLD> -\n');
});

test('standard input has no folder', async () => {
  const { stderr } = await place.run(['reach', '-'], { stdin: 'resources: [a.yaml]\n' });
  expect(stderr).toContain('stdin:1: document 1: this is a kustomization: kubectl kustomize <folder> | ');
});

describe('no template is', () => {
  test.each([
    ['an alert with actions in its texts', 'annotations: { summary: "{{ $labels.pod }}" }'],
    ['a ConfigMap with a template', 'data:\n  a.tmpl: |\n    {{ define "x" }}\n    {{ end }}'],
  ])('%s', async (_, rest) => {
    place.write('a.yaml', `${POD}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n${rest}\n`);
    expect(await place.run(['reach', './a.yaml'])).toMatchObject({ code: 0 });
  });

  test('a Kustomization of Flux, which is an object of a cluster', async () => {
    place.write(
      'f.yaml',
      `${POD}---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: c }\n`,
    );
    expect(await place.run(['reach', './f.yaml'])).toMatchObject({ code: 0 });
  });

  test('a plain file that is wrong and has braces in a text', async () => {
    place.write('a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: A, annotations: { a: "{{ x }}" } }\n');
    expect(await reach('./a.yaml')).toMatch(/^a\.yaml:3: document 1: metadata\.name: got "A"/);
  });
});

describe('a message of a program in front of the manifests is an error with its line, and its words are not shown', () => {
  test.each([
    ['a warning of kubectl', 'Warning: hunter2 is deprecated'],
    ['a warning of helm', 'coalesce.go:286: warning: cannot overwrite table with hunter2'],
    ['what helm says of a registry', 'Pulled: hunter2\nDigest: sha256:0'],
    ['a line of a log', 'time="2026-01-01" level=warning msg=hunter2'],
    ['no resources', 'No resources found in hunter2 namespace.'],
    ['an error', 'error: the server does not have hunter2'],
    ['a sentence', 'walking the hunter2 tree\n---'],
  ])('%s', async (_, message) => {
    const { code, stdout, stderr } = await place.run(['reach', '-'], { stdin: `\n${message}\n${POD}` });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toEqual(
      `stdin:2: got a message of a program in front of the manifests; allowed: manifests alone. Fix: keep messages out of the pipe: leave out "2>&1", or delete the line\n${MANY(1)}`,
    );
  });

  test('comments and documents are none', async () => {
    const { code } = await place.run(['reach', '-'], {
      stdin: `# Warning: x\n---\n# Source: c/templates/a.yaml\n${POD}`,
    });
    expect(code).toEqual(0);
  });
});
