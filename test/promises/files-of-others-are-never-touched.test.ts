import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { ServiceApp } from '../../src';
import { filesIn, freshDirectory, RECORD } from '../synth/outcome';

function appIn(outdir: string, ids: readonly string[], text = 'x', yamlOutputType?: YamlOutputType): App {
  const app = new ServiceApp({ outdir, yamlOutputType });
  for (const id of ids) {
    const metadata = { name: `of-${id}` };
    new ApiObject(new Chart(app, id), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text } });
  }
  return app;
}

/** Each file of a directory as the disk has it: content, mode and place. */
function stateOf(root: string, names: readonly string[]): string[] {
  return names.map((name) => {
    const file = path.join(root, name);
    const { mode, ino, mtimeMs } = fs.lstatSync(file);
    const content = fs.lstatSync(file).isSymbolicLink() ? fs.readlinkSync(file) : fs.readFileSync(file, 'utf8');
    return [name, mode, ino, mtimeMs, content].join(' ');
  });
}

const NAMES = [
  ...['README.md', 'old.k8s.yaml', 'kustomization.yaml', 'b.k8s.yml', 'B.k8s.yaml', 'b.k8s.yaml.bak', 'b.k8s.yaml~'],
  ...['.git/config', '.hidden', `${RECORD}.1.tmp`, `${RECORD}.bak`, 'b/mine.yaml', 'b/in/ConfigMap.mine.k8s.yaml'],
  ...['construct-metadata.json', 'charts/values.yaml', 'b.k8s.yaml.tmp'],
];

let outdir: string;
beforeEach(() => {
  outdir = freshDirectory();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

function write(name: string, text = `mine: ${name}\n`): void {
  fs.mkdirSync(path.dirname(path.join(outdir, name)), { recursive: true });
  fs.writeFileSync(path.join(outdir, name), text, { mode: 0o640 });
}

test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'string'))(
  'a file in no record stays as it is, whatever its name, over many synths: %s',
  (name) => {
    const type = YamlOutputType[name as keyof typeof YamlOutputType];
    for (const each of NAMES) write(each);
    const before = stateOf(outdir, NAMES);
    appIn(outdir, ['a', 'c'], 'x', type).synth();
    appIn(outdir, ['a', 'd'], 'y', type).synth();
    appIn(outdir, ['d'], 'z', type).synth();
    appIn(outdir, ['d'], 'z', YamlOutputType.FILE_PER_APP).synth();
    appIn(outdir, ['d'], 'z', type).synth();
    expect(stateOf(outdir, NAMES)).toEqual(before);
  },
);

const { FILE_PER_APP, FILE_PER_CHART } = YamlOutputType;

test.each<[string, () => void, YamlOutputType, RegExp]>([
  ['a file in no record', () => write('b.k8s.yaml'), FILE_PER_CHART, /which is there already, and/],
  ["a file of cdk8s's App", () => cdk8sIn().synth(), FILE_PER_CHART, /which is there already, and/],
  [
    'a file that another ServiceApp wrote',
    () => appIn(outdir, ['y', 'z'], 'theirs', FILE_PER_APP).synth(),
    FILE_PER_APP,
    /which another app \(charts: y, z\) has written/,
  ],
])('%s is not replaced either: synth fails, and writes nothing', (_, occupy, type, why) => {
  occupy();
  const before = filesIn(outdir);
  const synth = (): void => appIn(outdir, ['a', 'b'], 'ours', type).synth();
  expect(synth).toThrow(/^App: output file: got ".*", which .*; allowed: .* Fix: /);
  expect(synth).toThrow(why);
  expect(filesIn(outdir)).toEqual(before);
});

function cdk8sIn(): App {
  const app = new App({ outdir });
  new ApiObject(new Chart(app, 'b'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs' } });
  return app;
}

test('two apps with one directory keep their files, and remove their own alone', () => {
  appIn(outdir, ['a', 'b']).synth();
  appIn(outdir, ['x', 'y']).synth();
  expect(Object.keys(filesIn(outdir))).toEqual(['a', 'b', 'x', 'y'].map((id) => `${id}.k8s.yaml`));
  appIn(outdir, ['a']).synth();
  expect(Object.keys(filesIn(outdir))).toEqual(['a', 'x', 'y'].map((id) => `${id}.k8s.yaml`));
});

test('what somebody changed since is kept, with a warning at each synth until it is gone', () => {
  appIn(outdir, ['a', 'b']).synth();
  write('b.k8s.yaml', 'mine now\n');
  for (let times = 1; times <= 2; times++) {
    appIn(outdir, ['a']).synth();
    expect(filesIn(outdir)['b.k8s.yaml']).toBe('mine now\n');
    expect(console.warn).toHaveBeenCalledTimes(times);
  }
  fs.rmSync(path.join(outdir, 'b.k8s.yaml'));
  appIn(outdir, ['a']).synth();
  expect(console.warn).toHaveBeenCalledTimes(2);
});

test.each(['../outside.yaml', 'b/../../outside.yaml', '..\\outside.yaml'])(
  'what is outside of the directory stays, though a record names it: %s',
  (name) => {
    write('outside.yaml');
    const inner = path.join(outdir, 'dist');
    appIn(inner, ['a', 'b']).synth();
    fs.copyFileSync(path.join(inner, 'b.k8s.yaml'), path.join(outdir, 'outside.yaml'));
    const record = fs.readFileSync(path.join(inner, RECORD), 'utf8');
    fs.writeFileSync(path.join(inner, RECORD), record.replace('"b.k8s.yaml"', JSON.stringify(name)));
    expect(fs.readFileSync(path.join(inner, RECORD), 'utf8')).not.toBe(record);
    const before = stateOf(outdir, ['outside.yaml']);
    appIn(inner, ['a']).synth();
    expect(stateOf(outdir, ['outside.yaml'])).toEqual(before);
  },
);

test('nothing is written or removed through a link', () => {
  const elsewhere = freshDirectory();
  fs.writeFileSync(path.join(elsewhere, 'ConfigMap.of-b.k8s.yaml'), 'theirs');
  fs.symlinkSync(elsewhere, path.join(outdir, 'b'));
  const type = YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  expect(() => appIn(outdir, ['a', 'b'], 'x', type).synth()).toThrow('App: output file: got');
  expect(filesIn(elsewhere)).toEqual({ 'ConfigMap.of-b.k8s.yaml': 'theirs' });
  fs.symlinkSync(path.join(elsewhere, 'ConfigMap.of-b.k8s.yaml'), path.join(outdir, 'c.k8s.yaml'));
  expect(() => appIn(outdir, ['c']).synth()).toThrow('App: output file: got');
  expect(filesIn(elsewhere)).toEqual({ 'ConfigMap.of-b.k8s.yaml': 'theirs' });
});
