import { ApiObject, Chart, YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { IMAGE } from './synth';
import { Exposure, Health, InternalService, PublicWebApp, ServiceApp, Worker } from '../../src';
import { Manifest, shopChart } from '../manifests';
import { holds } from '../property';
import { readAsKubectl } from '../synth/kubectl-reader';
import { filesIn, freshDirectory } from '../synth/outcome';

/** What an app writes, as files of a type or as one text, is to kubectl, which reads YAML with go-yaml. */
function readBack(build: (chart: Chart) => void, yamlOutputType?: YamlOutputType): Manifest[] {
  const app = new ServiceApp({ outdir: yamlOutputType === undefined ? 'unused' : freshDirectory(), yamlOutputType });
  build(new Chart(app, 'shop', { namespace: 'shop' }));
  if (yamlOutputType !== undefined) app.synth();
  const written = yamlOutputType === undefined ? [app.synthYaml()] : Object.values(filesIn(app.outdir));
  return written.flatMap((text) =>
    text
      .split(/^---\n/m)
      .filter((part) => part !== '')
      .map((part) => readAsKubectl(part) as Manifest),
  );
}

/** Texts that other writers of YAML make something else of. */
const TEXTS = [
  ...[
    '\n\tset -e\n\techo hi\n',
    '\tset -e\n\techo hi\n',
    '\t\n',
    '\ta',
    ' \ta\nb',
    'a\n \nb',
    '\n',
    '\n\n',
    '  \n',
    ' ',
  ],
  ...['0o17', '0O7', '-_4', '+_4', '0X1F', '0B1', '0b-1', '1e_3', '1_000', '012', '0x1f', '1:20', '.5', '1.', '.inf'],
  ...[
    'y',
    'No',
    'on',
    'TRUE',
    '~',
    'null',
    '',
    '<<',
    '=',
    '2024-01-01',
    '-',
    '- a',
    '? a',
    ': a',
    'a: b',
    '#a',
    'a #b',
  ],
  ...['---', '...', '--- a', '{a}', '[a', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '"a', "'a", 'a\\nb', 'a\r\nb'],
  ...['é', '日本', '👍🏽', `${'x '.repeat(90)}end`, '\ufeffa'],
];

const part = fc.constantFrom(...TEXTS, 'a', ' ', '\n', '\t', '0', '_', '-', 'o', 'x', '"', "'");
const texts = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

/** Where users write texts; a place may refuse a text, and then says so. */
const PLACES: {
  readonly [place: string]: [write: (chart: Chart, text: string) => void, read: (objects: Manifest[]) => unknown];
} = {
  env: [
    (chart, text) => new Worker(chart, 'w', { image: IMAGE, env: { TEXT: text } }),
    (objects) => mainOf(objects).env[0].value,
  ],
  args: [(chart, text) => new Worker(chart, 'w', { image: IMAGE, args: [text] }), (objects) => mainOf(objects).args[0]],
  command: [
    (chart, text) => new Worker(chart, 'w', { image: IMAGE, command: [text] }),
    (objects) => mainOf(objects).command[0],
  ],
  annotations: [
    (chart, text) => new Worker(chart, 'w', { image: IMAGE, podAnnotations: { 'example.com/text': text } }),
    (objects) => workloadOf(objects).spec.template.metadata.annotations['example.com/text'],
  ],
  'annotations of a Service': [
    (chart, text) => {
      const exposure = Exposure.loadBalancer({ annotations: { 'example.com/text': text } });
      new PublicWebApp(chart, 'w', { image: IMAGE, port: 80, exposure });
    },
    (objects) => objects.find(({ kind }) => kind === 'Service').metadata.annotations['example.com/text'],
  ],
  'the command of a probe': [
    (chart, text) => new InternalService(chart, 'w', { image: IMAGE, port: 80, health: Health.exec([text]) }),
    (objects) => mainOf(objects).readinessProbe.exec.command[0],
  ],
  'a header': [
    (chart, text) =>
      new InternalService(chart, 'w', {
        image: IMAGE,
        port: 80,
        health: Health.http('/', { headers: { 'X-Text': text } }),
      }),
    (objects) => mainOf(objects).readinessProbe.httpGet.httpHeaders[0].value,
  ],
  'data of an object of cdk8s': [(chart, text) => void configMap(chart, { text }), (objects) => objects[0].data.text],
  'a key of an object of cdk8s': [
    (chart, text) => void configMap(chart, { [`k${text}`]: 'v' }),
    (objects) => Object.keys(objects[0].data as object)[0].slice(1),
  ],
};

function workloadOf(objects: Manifest[]): Manifest {
  return objects.find(({ kind }) => kind === 'Deployment');
}

function mainOf(objects: Manifest[]): Manifest {
  return workloadOf(objects).spec.template.spec.containers[0];
}

function configMap(chart: Chart, data: Record<string, string>): ApiObject {
  return new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
}

describe.each(Object.entries(PLACES))('a text in %s', (_, [write, read]) => {
  test('is read back as it was, or refused at the line', () => {
    let isRead = 0;
    holds(
      fc.property(texts, (text) => {
        try {
          write(shopChart(), text);
        } catch (error) {
          expect((error as Error).message).toMatch(/: got .*; allowed: /);
          return;
        }
        expect(read(readBack((chart) => write(chart, text)))).toBe(text);
        isRead++;
      }),
      { runs: TEXTS.length + 5, examples: TEXTS.map((text) => [text]) },
    );
    expect(isRead).toBeGreaterThan(10);
  });
});

const NOT_TEXT = [
  '\u0085',
  '\u2028',
  '\u2029',
  '\u007f',
  '\u0000',
  '\u001b',
  '\u0091',
  '\ud800',
  '\udfff',
  '\ufffe',
  '\uffff',
];

test.each(
  NOT_TEXT.flatMap((character) =>
    Object.keys(PLACES)
      .slice(0, 7)
      .map((place) => [character.charCodeAt(0).toString(16), place, character]),
  ),
)('U+%s in %s, which kubectl cannot read or takes for a line break, is refused at the line', (_, place, character) => {
  const [write] = PLACES[place];
  expect(() => write(shopChart(), `a${character}          command:`)).toThrow(/: got .*; allowed: /);
});

test.each(NOT_TEXT)('of an object of cdk8s, they are read back or nothing is written: %j', (character) => {
  const text = `a${character}b`;
  const build = (chart: Chart): void => void configMap(chart, { text });
  if (/[\ud800-\udfff]/.test(character)) {
    expect(() => readBack(build)).toThrow(/^shop\/config: ConfigMap "c", data\.text: got .*; allowed: .* Fix: /);
  } else {
    expect(readBack(build)[0].data.text).toBe(text);
  }
});

test.each([
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
])('whatever the output type: %s', (type) => {
  const data = Object.fromEntries(TEXTS.map((text, i) => [`k${i}`, text]));
  expect(readBack((chart) => void configMap(chart, data), type)[0].data).toEqual(data);
});
