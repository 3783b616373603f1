import { Workplace } from './in-process';

/*
 * Whatever is wrong with an input, and wherever: no command shows a value of an environment variable, an argument, an
 * annotation, a Secret or a ConfigMap.
 */

jest.setTimeout(120_000);

const MARKER = 'hunter2';
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const annotations = { note: MARKER, 'kubectl.kubernetes.io/last-applied-configuration': `{"env":"${MARKER}"}` };
const container = {
  name: 'a',
  image: 'a',
  command: [MARKER],
  args: ['-p', MARKER],
  env: [{ name: 'A', value: MARKER }],
  ports: [{ name: 'http', containerPort: 80 }],
};
const metadata = { name: 'a', labels: { app: 'a' }, annotations };
const template = {
  metadata: { labels: { app: 'a' }, annotations },
  spec: { containers: [container], initContainers: [container] },
};

const OBJECTS: { readonly [kind: string]: Json } = {
  Pod: { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } },
  Deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: { app: 'a' } }, template },
  },
  CronJob: { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { jobTemplate: { spec: { template } } } },
  Service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'LoadBalancer', selector: { app: 'a' }, ports: [{ port: 80 }] },
  },
  Ingress: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
  },
  NetworkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
  },
  CiliumNetworkPolicy: {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata,
    spec: { endpointSelector: {} },
  },
  Namespace: { apiVersion: 'v1', kind: 'Namespace', metadata },
  Secret: { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: MARKER }, data: { a: MARKER } },
  ConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: MARKER } },
  List: {
    apiVersion: 'v1',
    kind: 'List',
    items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { a: MARKER } }],
  },
  // So small that a message could show all of it.
  small: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ env: [{ value: MARKER }] }] },
  },
};

/** What may stand in place of a value; all but the last two leave the marker where it is, elsewhere. */
const WRONG: readonly ((value: Json) => Json)[] = [
  () => null,
  () => true,
  () => 7,
  () => 'Not Valid!',
  () => [],
  () => ({}),
  (value) => [value],
  (value) => ({ x: value }),
];

/** An object with one place changed, for each place. */
function* changed(value: Json, change: (value: Json) => Json): Generator<Json> {
  yield change(value);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (const [i, item] of list.entries()) {
      for (const other of changed(item, change)) yield list.map((one, j) => (i === j ? other : one));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const other of changed(item as Json, change)) yield { ...value, [key]: other };
      yield { ...value, [`${key}x`]: item };
    }
  }
}

const place = new Workplace({});
afterAll(() => place.remove());

const ASKED = ['--from', 'a', '--to', 'a', '--port', '80'];

async function outputOf(text: string, isForAll: boolean): Promise<string> {
  const surroundings = { stdin: text };
  const runs = [
    ['reach', '-', '-v'],
    ['explain', '-', '-v', ...ASKED],
    ['diff', '/dev/null', '-', '-v'],
    ['check', '-', '-v'],
    ['check', '-', '--format', 'sarif'],
    ['reach', '-', '--format', 'html'],
  ];
  const outcomes = await Promise.all((isForAll ? runs : runs.slice(0, 1)).map((args) => place.run(args, surroundings)));
  expect(outcomes.map(({ code }) => code)).not.toContain(70);
  return outcomes.map(({ stdout, stderr }) => stdout + stderr).join('');
}

test.each(Object.entries(OBJECTS))('%s, with a wrong value in each place', async (_, object) => {
  const texts = new Set(WRONG.flatMap((change) => [...changed(object, change)].map((one) => JSON.stringify(one))));
  // All commands read alike, so that some of the texts will do for the others.
  for (const [i, text] of [...texts].entries()) {
    const output = await outputOf(text, i % 7 === 0);
    if (output.includes(MARKER)) throw new Error(`${text}\nis answered with\n${output}`);
  }
  expect(texts.size).toBeGreaterThan(50);
});

describe('a text that is no YAML', () => {
  const yaml = `apiVersion: v1
kind: Secret
metadata:
  name: a
  annotations:
    note: ${MARKER}
stringData:
  a: ${MARKER}
  b: "${MARKER}"
`;

  test('with a mistake at each place', async () => {
    const mistakes = [
      '\t',
      '"',
      "'",
      '[',
      '}',
      '&',
      '*',
      '!',
      '%',
      '@',
      '`',
      ': ',
      '- ',
      '\n',
      '|',
      '{{',
      '\\',
      '\u0007',
      '#',
      '? ',
      '<<: ',
    ];
    for (const mistake of mistakes) {
      for (let i = 0; i <= yaml.length; i += 5) {
        const text = yaml.slice(0, i) + mistake + yaml.slice(i);
        const { code, stdout, stderr } = await place.run(['reach', '-', '-v'], { stdin: text });
        if (code === 70 || (stdout + stderr).includes(MARKER)) throw new Error(`${text}\nis answered with\n${stderr}`);
      }
    }
    expect(mistakes.length * yaml.length).toBeGreaterThan(1000);
  });

  test.each([
    ['lines of variables', `TOKEN=${MARKER}\nexport A=${MARKER}\n`],
    ['a key', `-----BEGIN PRIVATE KEY-----\n${MARKER}\n-----END PRIVATE KEY-----\n`],
    ['an alias', `a: *${MARKER}\n`],
    ['an anchor twice', `a: &${MARKER} 1\nb: &${MARKER} 2\nc: *${MARKER}${MARKER}\n`],
    ['a tag', `a: !${MARKER} b\n`],
    ['a directive', `%${MARKER} 1\n---\na: 1\n`],
    ['a key that is there twice', `a: 1\n? "${MARKER}"\n: 1\n? "${MARKER}"\n: 2\n`],
    ['an escape', `a: "\\q${MARKER}"\n`],
    ['a number', `a: 0x${MARKER}\n`],
    ['JSON', `{"a": "${MARKER}", }`],
    ['JSON in which something is missing', `{"a": "${MARKER}" "b": 1}`],
    ['JSON that breaks off', `{"a": "${MARKER}`],
    ['a template', `a: {{ .Values.${MARKER} }}\n`],
    ['a message', `Warning: ${MARKER}\n`],
    ['values', `password: ${MARKER}\n`],
  ])('%s', async (_, text) => {
    for (const name of ['a.yaml', 'a.json', 'values.yaml', 'kustomization.yaml']) {
      place.write(name, text);
      const { code, stdout, stderr } = await place.run(['reach', `./${name}`, '-v']);
      expect(code).toEqual(3);
      expect(stdout + stderr).not.toContain(MARKER);
    }
  });
});
