import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ApiObject, Chart, YamlOutputType } from 'cdk8s';
import { freshDirectory, RECORD } from './outcome';
import { synth } from './output-app';
import { ServiceApp } from '../../src';

/*
 * What docs/service-app.md shows of files and messages is what there is; test/docs.test.ts runs what it shows of code.
 */
const PAGE = readFileSync(path.join(__dirname, '..', '..', 'docs', 'service-app.md'), 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```(?:text|json)\n([^]*?)^```$/gm)].map(([, text]) => text.trimEnd());

let outdir: string;
beforeEach(() => {
  outdir = freshDirectory();
});
afterEach(() => jest.restoreAllMocks());

/** What a synth is refused with, or warns of; the page calls the output directory `dist`. */
function saidBy(run: () => void): string {
  const warned = jest.spyOn(console, 'warn').mockImplementation();
  try {
    run();
  } catch (error) {
    return (error as Error).message.replaceAll(outdir, 'dist');
  }
  return String(warned.mock.calls[0][0]).replaceAll(outdir, 'dist');
}

function configMap(id: string, data: Record<string, string>): ServiceApp {
  const app = new ServiceApp({ outdir });
  new ApiObject(new Chart(app, 'shop'), id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
  return app;
}

test('the page shows how texts are written that kubectl reads as something else', () => {
  const data = { mode: '0o17', 'run.sh': '\tset -e\n\techo hi\n', line: 'one\u2028two' };
  const text = configMap('config', data).synthYaml();
  expect(BLOCKS).toContain(text.slice(text.indexOf('\ndata:') + 1).trimEnd());
});

test('the page shows how a text is refused that kubectl cannot read', () => {
  expect(BLOCKS).toContain(saidBy(() => configMap('config', { text: 'so \ud83d' }).synth()));
});

test('the page shows what is said of a file in the way', () => {
  writeFileSync(path.join(outdir, 'shop.k8s.yaml'), 'mine\n');
  expect(BLOCKS).toContain(saidBy(() => synth(outdir, { shop: 'x' })));
});

test('the page shows what is said of another app', () => {
  const props = { yamlOutputType: YamlOutputType.FILE_PER_APP };
  synth(outdir, { a: 'x' }, props);
  expect(BLOCKS).toContain(saidBy(() => synth(outdir, { b: 'x' }, props)));
});

test('the page shows the warning of files of another app', () => {
  const record = { version: 2, apps: [{ charts: ['elsewhere'], files: { 'a.k8s.yaml': 'sha256:0' } }] };
  writeFileSync(path.join(outdir, RECORD), JSON.stringify(record));
  writeFileSync(path.join(outdir, 'a.k8s.yaml'), '');
  expect(BLOCKS).toContain(saidBy(() => synth(outdir, { b: 'x' })));
});

test('the page shows the record', () => {
  synth(outdir, { shop: 'x' });
  const record = JSON.parse(readFileSync(path.join(outdir, RECORD), 'utf8'));
  record.apps[0].program = 'main';
  record.apps[0].files['shop.k8s.yaml'] = record.apps[0].files['shop.k8s.yaml'].slice(0, 'sha256:'.length + 4);
  const [shown] = BLOCKS.filter((block) => block.startsWith('{')).map((block) => JSON.parse(block));
  shown.apps[0].files['shop.k8s.yaml'] = expect.stringMatching(/^sha256:[0-9a-f]{4}$/);
  expect(record).toEqual(shown);
});
