import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { filesIn, freshDirectory, RECORD } from './outcome';
import { ServiceApp } from '../../src';

/** Synthesizes a chart for each name into the directory, with one ConfigMap that holds the text. */
function synth(outdir: string, charts: Record<string, string>, yamlOutputType?: YamlOutputType): void {
  const app = new ServiceApp({ outdir, yamlOutputType });
  for (const [id, text] of Object.entries(charts)) {
    new ApiObject(new Chart(app, id), 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `of-${id}` },
      data: { text },
    });
  }
  app.synth();
}

let outdir: string;
let warned: jest.SpyInstance;

beforeEach(() => {
  outdir = freshDirectory();
  warned = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(outdir, name), text);
}

function read(name: string): string {
  return fs.readFileSync(path.join(outdir, name), 'utf8');
}

describe('the record', () => {
  test('lists each file with its hash, and has a name that kubectl does not read', () => {
    synth(outdir, { b: 'x', a: 'y' });
    const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.parse(read(RECORD))).toEqual({ version: 1, files: { 'a.k8s.yaml': hash, 'b.k8s.yaml': hash } });
    expect(read(RECORD).indexOf('"a.')).toBeLessThan(read(RECORD).indexOf('"b.'));
    expect(path.extname(RECORD)).toBe('');
  });

  test('is the same for the same app', () => {
    synth(outdir, { a: 'x' });
    const first = read(RECORD);
    synth(outdir, { a: 'x' });
    expect(read(RECORD)).toBe(first);
  });
});

describe('files of an earlier synth', () => {
  test('are removed when they are rendered no more', () => {
    synth(outdir, { a: 'x', b: 'x' });
    synth(outdir, { a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(Object.keys(JSON.parse(read(RECORD)).files)).toEqual(['a.k8s.yaml']);
    expect(warned).not.toHaveBeenCalled();
  });

  test('are removed when all of the layout changes, with the folders they were in', () => {
    synth(outdir, { a: 'x', b: 'x' }, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    expect(Object.keys(filesIn(outdir))).toEqual(['a/ConfigMap.of-a.k8s.yaml', 'b/ConfigMap.of-b.k8s.yaml']);
    fs.writeFileSync(path.join(outdir, 'b', 'mine.txt'), 'mine');
    synth(outdir, { a: 'x', b: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'b.k8s.yaml', 'b/mine.txt']);
    expect(fs.existsSync(path.join(outdir, 'a'))).toBe(false);
  });

  test('are kept when somebody changed them, with a warning', () => {
    synth(outdir, { a: 'x', b: 'x' });
    write('b.k8s.yaml', 'mine now');
    synth(outdir, { a: 'x' });
    expect(read('b.k8s.yaml')).toBe('mine now');
    expect(warned).toHaveBeenCalledWith(
      `[warning] ${path.join(outdir, 'b.k8s.yaml')}: left by an earlier synth, but changed since, so it is kept. Remove it by hand.`,
    );
    synth(outdir, { a: 'x' });
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test('may be gone, or be something else by now', () => {
    synth(outdir, { a: 'x', b: 'x', c: 'x' });
    fs.rmSync(path.join(outdir, 'b.k8s.yaml'));
    fs.rmSync(path.join(outdir, 'c.k8s.yaml'));
    fs.mkdirSync(path.join(outdir, 'c.k8s.yaml'));
    synth(outdir, { a: 'x' });
    expect(fs.readdirSync(outdir).sort()).toEqual([RECORD, 'a.k8s.yaml', 'c.k8s.yaml']);
  });

  test('are not removed where upper and lower case are one and the name is taken again', () => {
    synth(outdir, { a: 'x', b: 'y' });
    // As such a file system would have it: both names are one file.
    const record = JSON.parse(read(RECORD));
    record.files['A.k8s.yaml'] = record.files['a.k8s.yaml'];
    write(RECORD, JSON.stringify(record));
    fs.linkSync(path.join(outdir, 'a.k8s.yaml'), path.join(outdir, 'A.k8s.yaml'));
    synth(outdir, { a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['A.k8s.yaml', 'a.k8s.yaml']);
  });
});

describe('what synth did not write', () => {
  test('stays, though it looks like it', () => {
    write('old.k8s.yaml', 'kind: ConfigMap\n');
    write('kustomization.yaml', 'resources: []\n');
    synth(outdir, { a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'kustomization.yaml', 'old.k8s.yaml']);
  });

  test.each([
    ['is no JSON', 'nonsense'],
    ['is of another version', '{"version":2,"files":{"mine":"sha256:0"}}'],
    ['is no record', '[]'],
    ['lists nothing', '{"version":1}'],
    ['lists nonsense', '{"version":1,"files":{"mine":1,"":"x"}}'],
  ])('stays when the record %s', (_, record) => {
    write('mine', 'mine');
    write(RECORD, record);
    synth(outdir, { a: 'x' });
    expect(read('mine')).toBe('mine');
  });

  test('stays when a record names what is outside', () => {
    const outside = path.join(outdir, 'outside.yaml');
    const inner = path.join(outdir, 'dist');
    synth(inner, { a: 'x' });
    fs.copyFileSync(path.join(inner, 'a.k8s.yaml'), outside);
    const record = JSON.parse(fs.readFileSync(path.join(inner, RECORD), 'utf8'));
    const hash = record.files['a.k8s.yaml'];
    for (const name of ['../outside.yaml', outside, './../outside.yaml', 'a/../../outside.yaml']) {
      record.files[name] = hash;
    }
    fs.writeFileSync(path.join(inner, RECORD), JSON.stringify(record));
    synth(inner, { b: 'x' });
    expect(fs.existsSync(outside)).toBe(true);
    expect(Object.keys(filesIn(inner))).toEqual(['b.k8s.yaml']);
  });
});

describe('a file', () => {
  test('is replaced when it was changed, and left alone when it is as it should be', () => {
    synth(outdir, { a: 'x', b: 'x' });
    const inode = (name: string): number => fs.statSync(path.join(outdir, name)).ino;
    const [a, b] = [inode('a.k8s.yaml'), inode('b.k8s.yaml')];
    const text = read('b.k8s.yaml');
    write('b.k8s.yaml', 'changed');
    synth(outdir, { a: 'x', b: 'x' });
    expect(inode('a.k8s.yaml')).toBe(a);
    expect(read('b.k8s.yaml')).toBe(text);
    expect(inode('b.k8s.yaml')).not.toBe(b);
  });

  test('is there as a whole or as it was, if writing fails half-way', () => {
    synth(outdir, { a: 'x', b: 'x' });
    const before = filesIn(outdir);
    fs.rmSync(path.join(outdir, 'b.k8s.yaml'));
    fs.mkdirSync(path.join(outdir, 'b.k8s.yaml', 'in-the-way'), { recursive: true });
    expect(() => synth(outdir, { a: 'y', b: 'y' })).toThrow(/b\.k8s\.yaml/);
    expect(read('a.k8s.yaml')).toContain('text: "y"');
    // No temporary file, and the record is that of the last synth that went well.
    expect(fs.readdirSync(outdir).sort()).toEqual([RECORD, 'a.k8s.yaml', 'b.k8s.yaml']);
    expect(Object.keys(JSON.parse(read(RECORD)).files)).toEqual(Object.keys(before));
  });
});

describe('two that would land in one file are an error', () => {
  const build = (yamlOutputType: YamlOutputType, id: string): App => {
    const app = new ServiceApp({ outdir, yamlOutputType });
    const [a, b] = [new Chart(app, 'a', { namespace: 'a' }), new Chart(app, id, { namespace: 'b' })];
    for (const chart of [a, b]) {
      new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    }
    return app;
  };

  test('for objects of different charts in one folder', () => {
    expect(() => build(YamlOutputType.FILE_PER_RESOURCE, 'b').synth()).toThrow(
      'b/config: output file: got "ConfigMap.c.k8s.yaml", which is also the file of "a/config"; allowed: a file for ' +
        'each, or the second would replace the first. Fix: give one of the objects another name, or use ' +
        'YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE for objects of different charts',
    );
    expect(filesIn(outdir)).toEqual({});
    build(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'b').synth();
    expect(Object.keys(filesIn(outdir))).toHaveLength(2);
  });

  test('for objects of one chart', () => {
    const app = new ServiceApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    const chart = new Chart(app, 'a');
    for (const id of ['x', 'y']) {
      new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    }
    expect(() => app.synth()).toThrow(
      'a/y: output file: got "a/ConfigMap.c.k8s.yaml", which is also the file of "a/x"',
    );
  });

  test('for charts', () => {
    const app = new ServiceApp({ outdir });
    const between = new Construct(app, 'between');
    new Chart(between, 'chart');
    new Chart(new Construct(between, 'Default'), 'chart');
    expect(() => app.synth()).toThrow(
      /^between\/Default\/chart: output file: .*the file of "between\/chart".*another id$/,
    );
  });

  test('for a chart and the metadata of constructs', () => {
    const app = new ServiceApp({ outdir, outputFileExtension: '.json', recordConstructMetadata: true });
    new Chart(app, 'construct-metadata');
    expect(() => app.synth()).toThrow('App: output file: got "construct-metadata.json"');
  });
});
