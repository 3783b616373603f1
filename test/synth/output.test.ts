import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { filesIn, freshDirectory, RECORD } from './outcome';
import { hashesIn, synth as synthInto } from './output-app';
import { ServiceApp } from '../../src';

let outdir: string;
let warned: jest.SpyInstance;

beforeEach(() => {
  outdir = freshDirectory();
  warned = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

function synth(charts: Record<string, string>, yamlOutputType?: YamlOutputType): void {
  synthInto(outdir, charts, { yamlOutputType });
}

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(outdir, name), text);
}

function read(name: string): string {
  return fs.readFileSync(path.join(outdir, name), 'utf8');
}

describe('the record', () => {
  test('lists the apps, their charts and each file with its hash, and has a name that kubectl does not read', () => {
    synth({ b: 'x', a: 'y' });
    const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.parse(read(RECORD))).toEqual({
      version: 2,
      apps: [{ charts: ['a', 'b'], files: { 'a.k8s.yaml': hash, 'b.k8s.yaml': hash } }],
    });
    expect(read(RECORD).indexOf('"a.')).toBeLessThan(read(RECORD).indexOf('"b.'));
    expect(path.extname(RECORD)).toBe('');
  });

  test('is the same for the same app, and is not written again', () => {
    synth({ a: 'x' });
    const [first, { ino }] = [read(RECORD), fs.statSync(path.join(outdir, RECORD))];
    synth({ a: 'x' });
    expect(read(RECORD)).toBe(first);
    expect(fs.statSync(path.join(outdir, RECORD)).ino).toBe(ino);
  });

  test('of the first version is read', () => {
    synth({ a: 'x', b: 'x' });
    write(RECORD, JSON.stringify({ version: 1, files: hashesIn(outdir) }));
    synth({ a: 'y' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(Object.keys(hashesIn(outdir))).toEqual(['a.k8s.yaml']);
  });
});

describe('files of an earlier synth', () => {
  test('are removed when they are rendered no more', () => {
    synth({ a: 'x', b: 'x' });
    synth({ a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(Object.keys(hashesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(warned).not.toHaveBeenCalled();
  });

  test('are removed when all of the layout changes, with the folders they were in', () => {
    synth({ a: 'x', b: 'x' }, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    expect(Object.keys(filesIn(outdir))).toEqual(['a/ConfigMap.of-a.k8s.yaml', 'b/ConfigMap.of-b.k8s.yaml']);
    fs.writeFileSync(path.join(outdir, 'b', 'mine.txt'), 'mine');
    synth({ a: 'x', b: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'b.k8s.yaml', 'b/mine.txt']);
    expect(fs.existsSync(path.join(outdir, 'a'))).toBe(false);
  });

  test('are kept when somebody changed them, with a warning at each synth until they are gone', () => {
    const warning =
      `[warning] ${path.join(outdir, 'b.k8s.yaml')}: left by an earlier synth, but changed since, so it is kept. ` +
      'Remove it by hand.';
    synth({ a: 'x', b: 'x' });
    write('b.k8s.yaml', 'mine now');
    for (const times of [1, 2, 3]) {
      synth({ a: String(times) });
      expect(read('b.k8s.yaml')).toBe('mine now');
      expect(warned.mock.calls).toEqual(Array(times).fill([warning]));
    }
    fs.rmSync(path.join(outdir, 'b.k8s.yaml'));
    synth({ a: 'x' });
    expect(warned).toHaveBeenCalledTimes(3);
    expect(Object.keys(hashesIn(outdir))).toEqual(['a.k8s.yaml']);
  });

  test('are removed once they are as they were', () => {
    synth({ a: 'x', b: 'x' });
    const text = read('b.k8s.yaml');
    write('b.k8s.yaml', 'mine now');
    synth({ a: 'x' });
    write('b.k8s.yaml', text);
    synth({ a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
  });

  test('may be gone, or be something else by now', () => {
    synth({ a: 'x', b: 'x', c: 'x' });
    fs.rmSync(path.join(outdir, 'b.k8s.yaml'));
    fs.rmSync(path.join(outdir, 'c.k8s.yaml'));
    fs.mkdirSync(path.join(outdir, 'c.k8s.yaml'));
    synth({ a: 'x' });
    expect(fs.readdirSync(outdir).sort()).toEqual([RECORD, 'a.k8s.yaml', 'c.k8s.yaml']);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test('are not removed where upper and lower case are one and the name is taken again', () => {
    synth({ a: 'x', b: 'y' });
    // As such a file system would have it: both names are one file.
    write(RECORD, read(RECORD).replace('"a.k8s.yaml"', '"A.k8s.yaml"'));
    fs.linkSync(path.join(outdir, 'a.k8s.yaml'), path.join(outdir, 'A.k8s.yaml'));
    synth({ a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['A.k8s.yaml', 'a.k8s.yaml']);
    expect(Object.keys(hashesIn(outdir))).toEqual(['a.k8s.yaml']);
  });

  test('are replaced where upper and lower case are one and the name is taken again with other content', () => {
    synth({ a: 'x' });
    write(RECORD, read(RECORD).replace('"a.k8s.yaml"', '"A.k8s.yaml"'));
    fs.linkSync(path.join(outdir, 'a.k8s.yaml'), path.join(outdir, 'A.k8s.yaml'));
    synth({ a: 'y' });
    expect(read('a.k8s.yaml')).toContain('y');
    expect(Object.keys(hashesIn(outdir))).toEqual(['a.k8s.yaml']);
  });

  test('are removed when they differ in case from a file that is another one', () => {
    synth({ a: 'x', b: 'y' });
    fs.renameSync(path.join(outdir, 'a.k8s.yaml'), path.join(outdir, 'A.k8s.yaml'));
    // Where upper and lower case are one, there is nothing to tell apart.
    if (fs.existsSync(path.join(outdir, 'a.k8s.yaml'))) return;
    write(RECORD, read(RECORD).replace('"a.k8s.yaml"', '"A.k8s.yaml"'));
    synth({ a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
  });
});

describe('a file', () => {
  const inode = (name: string): number => fs.statSync(path.join(outdir, name)).ino;
  const mode = (name: string): number => fs.statSync(path.join(outdir, name)).mode % 0o1000;

  test('is replaced when it was changed, and left alone when it is as it should be', () => {
    synth({ a: 'x', b: 'x' });
    const [a, b] = [inode('a.k8s.yaml'), inode('b.k8s.yaml')];
    const text = read('b.k8s.yaml');
    write('b.k8s.yaml', 'changed');
    synth({ a: 'x', b: 'x' });
    expect(inode('a.k8s.yaml')).toBe(a);
    expect(read('b.k8s.yaml')).toBe(text);
    expect(inode('b.k8s.yaml')).not.toBe(b);
  });

  test('has the mode that the process gives to new files, and keeps the one that it was given since', () => {
    const umask = process.umask(0o027);
    try {
      synth({ a: 'x', b: 'x' });
      expect([mode('a.k8s.yaml'), mode('b.k8s.yaml'), mode(RECORD)]).toEqual([0o640, 0o640, 0o640]);
      fs.chmodSync(path.join(outdir, 'a.k8s.yaml'), 0o604);
      fs.chmodSync(path.join(outdir, 'b.k8s.yaml'), 0o444);
      fs.chmodSync(path.join(outdir, RECORD), 0o666);
      synth({ a: 'y', b: 'y' });
      expect(read('b.k8s.yaml')).toContain('text: "y"');
      expect([mode('a.k8s.yaml'), mode('b.k8s.yaml'), mode(RECORD)]).toEqual([0o604, 0o444, 0o666]);
    } finally {
      process.umask(umask);
    }
  });

  describe('with the line ends of Windows, as git may check it out,', () => {
    const checkOut = (): void => {
      for (const name of fs.readdirSync(outdir)) write(name, read(name).replaceAll('\n', '\r\n'));
    };

    test('is as it should be', () => {
      synth({ a: 'one\ntwo\n' });
      checkOut();
      const before = fs.readdirSync(outdir).map((name) => [name, inode(name), read(name)]);
      synth({ a: 'one\ntwo\n' });
      expect(fs.readdirSync(outdir).map((name) => [name, inode(name), read(name)])).toEqual(before);
    });

    test('is written when it is rendered otherwise, and removed when it is rendered no more', () => {
      synth({ a: 'x', b: 'x' });
      checkOut();
      synth({ a: 'y' });
      expect(read('a.k8s.yaml')).not.toContain('\r');
      expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
      expect(warned).not.toHaveBeenCalled();
    });
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

  test('for names that differ in upper and lower case alone, which many disks take for one', () => {
    const app = new ServiceApp({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const chart = new Chart(app, 'a');
    new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    new ApiObject(chart, 'y', { apiVersion: 'example.com/v1', kind: 'Configmap', metadata: { name: 'c' } });
    expect(() => app.synth()).toThrow(
      'a/y: output file: got "Configmap.c.k8s.yaml", which many disks take for "ConfigMap.c.k8s.yaml", the file of "a/x"',
    );
    expect(filesIn(outdir)).toEqual({});
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

describe('names that are not those of files in the output directory are refused, and nothing is written', () => {
  test.each(['/../../evil.yaml', '..', '.k8s..yaml', '/x', '\\x', 'C:', '.', '.yaml.', '.ya ml', '\n'])(
    'as an extension: %j',
    (outputFileExtension) => {
      const app = new ServiceApp({ outdir: path.join(outdir, 'dist'), outputFileExtension });
      new Chart(app, 'a');
      expect(() => app.synth()).toThrow('App: outputFileExtension: got ');
      expect(fs.readdirSync(outdir)).toEqual([]);
    },
  );

  test.each(['', '.yml', '.yaml.tmpl', '-k8s_1.yaml'])('but %j is an extension', (outputFileExtension) => {
    const app = new ServiceApp({ outdir, outputFileExtension });
    new Chart(app, 'a');
    app.synth();
    expect(Object.keys(filesIn(outdir))).toEqual([`a${outputFileExtension}`]);
  });

  test.each([
    ['', '.'],
    ['', 'service-patterns-synth'],
    ['', 'Service-Patterns-synth.tmp'],
  ])('as the name of an object of kind %j: %j', (kind, name) => {
    const yamlOutputType = YamlOutputType.FILE_PER_RESOURCE;
    const app = new ServiceApp({ outdir, outputFileExtension: '', yamlOutputType });
    new ApiObject(new Chart(app, 'a'), 'x', { apiVersion: 'v1', kind, metadata: { name } });
    expect(() => app.synth()).toThrow(
      /^a\/x: output file: got ".+"; allowed: a file of its own below the output directory/,
    );
    expect(fs.readdirSync(outdir)).toEqual([]);
  });
});
