import * as fs from 'fs';
import * as path from 'path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { filesIn, freshDirectory, RECORD } from './outcome';
import { appsIn, synth } from './output-app';
import { programName } from '../../src/synth/app-identity';

const TEMPORARY = `${RECORD}.tmp`;

let outdir: string;
let warned: jest.SpyInstance;

beforeEach(() => {
  outdir = freshDirectory();
  warned = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(outdir, name)), { recursive: true });
  fs.writeFileSync(path.join(outdir, name), text);
}

function read(name: string): string {
  return fs.readFileSync(path.join(outdir, name), 'utf8');
}

describe('what synth did not write', () => {
  test('stays, though it looks like it', () => {
    write('old.k8s.yaml', 'kind: ConfigMap\n');
    write('kustomization.yaml', 'resources: []\n');
    write(`${RECORD}.4711.tmp`, 'mine');
    synth(outdir, { a: 'x' });
    synth(outdir, { a: 'y' });
    expect(Object.keys(filesIn(outdir))).toEqual([
      `${RECORD}.4711.tmp`,
      'a.k8s.yaml',
      'kustomization.yaml',
      'old.k8s.yaml',
    ]);
  });

  test('is never overwritten: nothing is written then', () => {
    write('b.k8s.yaml', 'mine, in no record\n');
    expect(() => synth(outdir, { a: 'x', b: 'x' })).toThrow(
      `App: output file: got "${outdir}/b.k8s.yaml", which is there already, and ${outdir}/${RECORD} does not say that ` +
        'synth has written it; allowed: a new file, or one that an earlier synth has written. Fix: remove the file, or ' +
        "set another `outdir`; where cdk8s's App has written it, remove all of its files once",
    );
    expect(filesIn(outdir)).toEqual({ 'b.k8s.yaml': 'mine, in no record\n' });
    expect(fs.existsSync(path.join(outdir, RECORD))).toBe(false);
  });

  test('is not overwritten because files beside it are in the record', () => {
    synth(outdir, { a: 'x' });
    write('b.k8s.yaml', 'mine\n');
    const before = read('a.k8s.yaml');
    expect(() => synth(outdir, { a: 'y', b: 'x' })).toThrow('which is there already');
    expect(filesIn(outdir)).toEqual({ 'a.k8s.yaml': before, 'b.k8s.yaml': 'mine\n' });
  });

  test('is taken over where it is what synth would write, as when cdk8s has written it', () => {
    const theirs = new App({ outdir });
    new Chart(theirs, 'a');
    theirs.synth();
    synth(outdir, { b: 'x' });
    write(RECORD, '');
    write('b.k8s.yaml', read('b.k8s.yaml').replaceAll('\n', '\r\n'));
    const { ino } = fs.statSync(path.join(outdir, 'b.k8s.yaml'));
    synth(outdir, { b: 'x' });
    expect(fs.statSync(path.join(outdir, 'b.k8s.yaml')).ino).toBe(ino);
    expect(appsIn(outdir)).toEqual([{ charts: ['b'], files: { 'b.k8s.yaml': expect.any(String) } }]);
    synth(outdir, { b: 'y' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
  });

  test.each([
    ['is no JSON', 'nonsense'],
    ['is of another version', '{"version":3,"files":{"mine":"sha256:0"}}'],
    ['is no record', '[]'],
    ['lists nothing', '{"version":1}'],
    ['lists no files', '{"version":2,"apps":[{"charts":["a"]},1]}'],
    ['lists nonsense', '{"version":1,"files":{"mine":1,"":"x"}}'],
    ['lists nonsense of charts', '{"version":2,"apps":[{"charts":[["a"]],"files":{"mine":[],"":["x"]}}]}'],
  ])('stays when the record %s', (_, record) => {
    write('mine', 'mine');
    write(RECORD, record);
    synth(outdir, { a: 'x' });
    expect(read('mine')).toBe('mine');
    expect(appsIn(outdir)).toEqual([{ charts: ['a'], files: { 'a.k8s.yaml': expect.any(String) } }]);
  });

  test('stays when the record that lists it cannot be read, and synth says so', () => {
    synth(outdir, { a: 'x' });
    write(RECORD, `<<<<<<< ours\n${read(RECORD)}=======\n>>>>>>> theirs\n`);
    expect(() => synth(outdir, { a: 'y' })).toThrow(
      `Fix: restore ${outdir}/${RECORD}, which cannot be read, or remove it and the files that synth has written`,
    );
    expect(read('a.k8s.yaml')).toContain('text: x');
  });

  test.each([
    '../outside.yaml',
    './../outside.yaml',
    'b/../../outside.yaml',
    '..\\outside.yaml',
    './outside.yaml',
    'b//outside.yaml',
    'C:outside.yaml',
    'c:\\outside.yaml',
    'outside.yaml:stream',
    RECORD,
    TEMPORARY,
  ])('stays when a record names what is outside, or what may be outside on another system: %s', (name) => {
    const inner = path.join(outdir, 'dist');
    const places = [path.join(outdir, 'outside.yaml'), ...['outside.yaml', name].map((each) => path.join(inner, each))];
    synth(inner, { a: 'x', b: 'x' });
    fs.mkdirSync(path.join(inner, 'b'));
    const content = fs.readFileSync(path.join(inner, 'b.k8s.yaml'));
    const record = JSON.parse(fs.readFileSync(path.join(inner, RECORD), 'utf8'));
    const { files } = record.apps[0];
    files[name] = files[outdir] = files[places[0]] = files['b.k8s.yaml'];
    if (name !== TEMPORARY) for (const place of places) if (!fs.existsSync(place)) fs.writeFileSync(place, content);
    fs.writeFileSync(path.join(inner, RECORD), JSON.stringify(record));
    synth(inner, { a: 'x' });
    if (name !== TEMPORARY) for (const place of places) expect(fs.existsSync(place)).toBe(true);
    expect(fs.existsSync(path.join(inner, 'b.k8s.yaml'))).toBe(false);
    expect(Object.keys(appsIn(inner)[0].files)).toEqual(['a.k8s.yaml']);
  });
});

describe('what is no plain file', () => {
  const layout = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };

  test('is neither replaced nor written through: a link, a folder', () => {
    const outside = path.join(freshDirectory(), 'outside.yaml');
    fs.writeFileSync(outside, 'theirs');
    fs.symlinkSync(outside, path.join(outdir, 'a.k8s.yaml'));
    expect(() => synth(outdir, { a: 'x' })).toThrow(
      `App: output file: got "${outdir}/a.k8s.yaml", which is a symbolic link; allowed: a file, in folders that are no ` +
        'links. Fix: remove what is there, or set another `outdir`',
    );
    fs.mkdirSync(path.join(outdir, 'b.k8s.yaml'));
    expect(() => synth(outdir, { b: 'x' })).toThrow(`"${outdir}/b.k8s.yaml", which is a folder`);
    expect(fs.readFileSync(outside, 'utf8')).toBe('theirs');
    expect(fs.existsSync(path.join(outdir, RECORD))).toBe(false);
  });

  test.each([RECORD, TEMPORARY])('is not used in place of %s', (name) => {
    const outside = freshDirectory();
    fs.symlinkSync(path.join(outside, 'x'), path.join(outdir, name));
    expect(() => synth(outdir, { a: 'x' })).toThrow(`"${outdir}/${name}", which is a symbolic link`);
    expect(fs.readdirSync(outside)).toEqual([]);
    expect(fs.readdirSync(outdir)).toEqual([name]);
  });

  test('does not lead out of the output directory: a folder that is a link', () => {
    synth(outdir, { a: 'x', b: 'x' }, layout);
    const outside = freshDirectory();
    fs.renameSync(path.join(outdir, 'a'), path.join(outside, 'a'));
    fs.symlinkSync(path.join(outside, 'a'), path.join(outdir, 'a'));
    expect(() => synth(outdir, { a: 'y', b: 'x' }, layout)).toThrow(
      `"${outdir}/a/ConfigMap.of-a.k8s.yaml", which is in "a", which is no folder`,
    );
    synth(outdir, { b: 'x' }, layout);
    expect(Object.keys(filesIn(outside))).toEqual(['a/ConfigMap.of-a.k8s.yaml']);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('but changed since, so it is kept'));
  });

  test('may be the output directory itself: a link to a folder', () => {
    const link = path.join(freshDirectory(), 'dist');
    fs.symlinkSync(outdir, link);
    synth(link, { a: 'x', b: 'x' });
    synth(link, { a: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  });
});

describe('two apps with one output directory', () => {
  test('both keep their files, whichever is synthesized, and each removes its own', () => {
    synth(outdir, { a: 'x', 'a-2': 'x' });
    synth(outdir, { b: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a-2.k8s.yaml', 'a.k8s.yaml', 'b.k8s.yaml']);
    synth(outdir, { a: 'y' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
    synth(outdir, { b: 'y', 'b-2': 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml', 'b-2.k8s.yaml', 'b.k8s.yaml']);
    expect(appsIn(outdir).map(({ charts }) => charts)).toEqual([['a'], ['b', 'b-2']]);
    expect(warned).not.toHaveBeenCalled();
  });

  test('have one record, whichever was synthesized first', () => {
    const [one, other] = [freshDirectory(), freshDirectory()];
    for (const id of ['a', 'b']) synth(one, { [id]: 'x' });
    for (const id of ['b', 'a']) synth(other, { [id]: 'x' });
    expect(appsIn(one)).toEqual(appsIn(other));
  });

  test('are told of each other when they are synthesized by different processes', () => {
    synth(outdir, { a: 'x' });
    // This process has not written what lies elsewhere.
    const moved = path.join(freshDirectory(), 'dist');
    fs.cpSync(outdir, moved, { recursive: true });
    synth(moved, { b: 'x' });
    const warning =
      `[warning] ${moved}: also holds what another app has written, which is kept: a.k8s.yaml. If there is no such app ` +
      'any more, remove these files by hand.';
    expect(warned.mock.calls).toEqual([[warning]]);
    synth(moved, { b: 'y' });
    expect(warned.mock.calls).toEqual([[warning], [warning]]);
    fs.rmSync(path.join(moved, 'a.k8s.yaml'));
    synth(moved, { b: 'y' });
    expect(warned).toHaveBeenCalledTimes(2);
    expect(appsIn(moved)).toHaveLength(1);
  });

  test('cannot write the same file, and nothing is written', () => {
    const props = { yamlOutputType: YamlOutputType.FILE_PER_APP };
    synth(outdir, { a: 'x' }, props);
    const before = filesIn(outdir);
    expect(() => synth(outdir, { b: 'x' }, props)).toThrow(
      `App: output file: got "${outdir}/app.k8s.yaml", which another app (charts: a) has written; allowed: other files ` +
        'for each app, or one would replace those of the other. Fix: set another `outdir` for one of them; if there is ' +
        'no such app any more, remove its files',
    );
    expect(filesIn(outdir)).toEqual(before);
    fs.rmSync(path.join(outdir, 'app.k8s.yaml'));
    synth(outdir, { b: 'x' }, props);
    expect(appsIn(outdir).map(({ charts }) => charts)).toEqual([['b']]);
  });

  test('of different programs are two, though their charts have one name', () => {
    synth(outdir, { shop: 'x', a: 'x' });
    const { argv } = process;
    const run = (script: string, charts: Record<string, string>): void => {
      process.argv = [argv[0], path.resolve(script)];
      try {
        synth(outdir, charts);
      } finally {
        process.argv = argv;
      }
    };
    // What wrote it is unknown so far, and known from now on.
    run('first.ts', { shop: 'x', a: 'x' });
    expect(() => run('second.ts', { shop: 'y' })).toThrow('which another app of "first" (charts: a, shop) has written');
    // The same file may be of both.
    run('second.ts', { shop: 'x' });
    expect(() => run('second.ts', { shop: 'y' })).toThrow('which another app of "first" (charts: a, shop) has written');
    run('second.ts', { b: 'x', shop: 'x' });
    run('lib/first.js', { shop: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['b.k8s.yaml', 'shop.k8s.yaml']);
    run('second.ts', { b: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['b.k8s.yaml', 'shop.k8s.yaml']);
    run('first.ts', { c: 'x', shop: 'x' });
    run('first.ts', { c: 'x' });
    expect(Object.keys(filesIn(outdir))).toEqual(['b.k8s.yaml', 'c.k8s.yaml']);
  });

  test('are one when the program got another name and renders the same', () => {
    const { argv } = process;
    for (const [script, charts] of [
      ['old', { a: 'x', b: 'x' }],
      ['new', { a: 'x', b: 'x' }],
      ['new', { a: 'y' }],
    ] as const) {
      process.argv = [argv[0], path.resolve(`${script}.ts`)];
      synth(outdir, charts);
    }
    process.argv = argv;
    expect(Object.keys(filesIn(outdir))).toEqual(['a.k8s.yaml']);
    expect(appsIn(outdir)).toMatchObject([{ program: 'new' }]);
  });

  test('are told apart by the programs of users alone', () => {
    expect(programName('/app/main.ts', '/app')).toBe('main');
    expect(programName('/app/lib/main.mjs', '/app')).toBe('main');
    expect(programName('/app/v1.2.cjs', '/app')).toBe('v1.2');
    expect(programName('/app/node_modules/jest/bin/jest.js', '/app')).toBeUndefined();
    expect(programName('/tmp/jsii-kernel/lib/program.js', '/app')).toBeUndefined();
    expect(programName('/app', '/app')).toBeUndefined();
    expect(programName(undefined, '/app')).toBeUndefined();
  });
});
