import * as fs from 'fs';
import * as path from 'path';
import { freshDirectory, RECORD } from './outcome';
import { DISK, FileSystem } from '../../src/synth/file-system';
import { OutputDirectory } from '../../src/synth/output-directory';

jest.setTimeout(600_000);

/** What an app renders: its charts, and its files with their text. */
interface App {
  readonly charts: readonly string[];
  readonly files: Record<string, string>;
}

const OLD: App = {
  charts: ['a', 'b', 'c'],
  files: {
    'a.yaml': 'old\n',
    'b.yaml': 'old\n',
    'same.yaml': 'same\n',
    'folder/c.yaml': 'old\n',
    'gone/in/d.yaml': 'old\n',
  },
};
const NEW: App = {
  charts: ['b', 'c', 'd'],
  files: {
    'b.yaml': 'new\n',
    'same.yaml': 'same\n',
    'folder/c.yaml': 'new\n',
    'folder/e.yaml': 'new\n',
    'fresh/f.yaml': 'new\n',
  },
};
/** Another change, after the one that was cut short. */
const LATER: App = { charts: ['b'], files: { 'same.yaml': 'later\n', 'later.yaml': 'later\n' } };
/** What is left of what was before. */
const REST: App = { charts: ['a'], files: { 'a.yaml': 'old\n' } };
const OTHER: App = { charts: ['other'], files: { 'other.yaml': 'other\n' } };
const FOREIGN = {
  'mine.yaml': 'mine\n',
  'folder/mine.yaml': 'mine\n',
  '.hidden': 'mine\n',
  [`${RECORD}.1.tmp`]: 'mine\n',
};

/** The process ends here: nothing that comes later in it is done either. */
class Killed extends Error {}

/** A disk that lets a process do some steps and kills it at the next; if it is to be in the middle, with half of a file written. */
function killAt(step: number, isHalfDone: boolean): FileSystem & { readonly steps: number } {
  let steps = 0;
  const counted =
    <Args extends unknown[]>(change: (...args: Args) => void, half?: (...args: Args) => void) =>
    (...args: Args): void => {
      if (++steps < step) return change(...args);
      if (steps === step && isHalfDone) half?.(...args);
      throw new Killed();
    };
  return {
    ...DISK,
    makeFolder: counted(DISK.makeFolder),
    create: counted(DISK.create, (file, content) => DISK.create(file, content.subarray(0, content.length / 2))),
    setMode: counted(DISK.setMode),
    rename: counted(DISK.rename),
    remove: counted(DISK.remove),
    removeFolder: counted(DISK.removeFolder),
    get steps() {
      return steps;
    },
  };
}

function synth(root: string, { files, charts }: App, disk?: FileSystem): void {
  const planned = Object.entries(files).map(([name, content]) => ({ name, content }));
  new OutputDirectory(root, disk).replace(planned, charts);
}

/** Everything below a directory, folders with a slash behind their names. */
function contentOf(root: string): Record<string, string> {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file);
    return entry.isDirectory() ? [`${name}/`, ''] : [name, fs.readFileSync(file, 'utf8')];
  });
  return Object.fromEntries(entries.sort());
}

function prepare(apps: readonly App[]): string {
  const root = path.join(freshDirectory(), 'dist');
  for (const [name, content] of Object.entries(FOREIGN)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
  for (const app of apps) synth(root, app);
  return root;
}

/** What a directory holds when nothing went wrong: the app's own files are those of its last synth. */
function cleanlyAfter(apps: readonly App[]): Record<string, string> {
  return contentOf(prepare(apps));
}

/** Expects each file to be as before or as after, and what is not the app's to be untouched. */
function expectOldOrNew(root: string): void {
  const content = contentOf(root);
  for (const [name, text] of Object.entries({ ...FOREIGN, ...OTHER.files })) {
    expect([name, content[name]]).toEqual([name, text]);
  }
  for (const name of new Set([...Object.keys(OLD.files), ...Object.keys(NEW.files)])) {
    expect([OLD.files[name], NEW.files[name]]).toContain(content[name]);
  }
  // What is left over has no name that kubectl reads.
  const known = { ...FOREIGN, ...OTHER.files, ...OLD.files, ...NEW.files };
  const rest = Object.keys(content).filter((name) => !name.endsWith('/') && !(name in known));
  expect(rest.filter((name) => ![RECORD, `${RECORD}.tmp`].includes(name))).toEqual([]);
}

/** Synthesizes, killed at a step; whether it came to that step at all. */
function isKilled(root: string, app: App, step: number, isHalfDone: boolean): boolean {
  try {
    synth(root, app, killAt(step, isHalfDone));
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(Killed);
    return true;
  }
}

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

describe.each([
  ['between any two steps', false],
  ['while it writes a file', true],
])('a synth that is killed %s', (_, isHalfDone) => {
  test.each([
    ['the same synth', NEW],
    ['a synth of what was before', OLD],
    ['a synth of something else', LATER],
    ['a synth of a chart that only the app before had', REST],
  ])('leaves each file old or new, and %s makes it clean', (__, next) => {
    const clean = cleanlyAfter([OTHER, next]);
    let step = 1;
    for (; ; step++) {
      const root = prepare([OTHER, OLD]);
      if (!isKilled(root, NEW, step, isHalfDone)) break;
      expectOldOrNew(root);
      synth(root, next);
      expect(contentOf(root)).toEqual(clean);
    }
    expect(step).toBeGreaterThan(20);
    expect(warned).not.toHaveBeenCalled();
  });

  test('may be the first one', () => {
    const clean = cleanlyAfter([LATER]);
    let step = 1;
    for (; ; step++) {
      const root = prepare([]);
      if (!isKilled(root, NEW, step, isHalfDone)) break;
      synth(root, LATER);
      expect(contentOf(root)).toEqual(clean);
    }
    expect(step).toBeGreaterThan(10);
  });

  test('may be killed again while it makes things clean', () => {
    const clean = cleanlyAfter([OTHER, NEW]);
    for (let first = 1; first <= 24; first += 4) {
      for (let second = 1; ; second++) {
        const root = prepare([OTHER, OLD]);
        isKilled(root, NEW, first, isHalfDone);
        if (!isKilled(root, NEW, second, isHalfDone)) break;
        expectOldOrNew(root);
        synth(root, NEW);
        expect(contentOf(root)).toEqual(clean);
      }
    }
  });
});

test('what a failed step leaves is removed at once, and the next synth goes on from there', () => {
  const root = prepare([OTHER, OLD]);
  const full: FileSystem = {
    ...DISK,
    rename: (from, to) => {
      if (to.endsWith('c.yaml')) throw new Error('no space left on device');
      DISK.rename(from, to);
    },
  };
  expect(() => synth(root, NEW, full)).toThrow('no space left on device');
  expectOldOrNew(root);
  expect(fs.readFileSync(path.join(root, 'b.yaml'), 'utf8')).toBe('new\n');
  expect(fs.existsSync(path.join(root, `${RECORD}.tmp`))).toBe(false);
  synth(root, NEW);
  expect(contentOf(root)).toEqual(cleanlyAfter([OTHER, NEW]));
});

test('a synth that changes nothing writes nothing', () => {
  const root = prepare([OTHER, OLD]);
  const disk = killAt(Infinity, false);
  synth(root, OLD, disk);
  // It makes sure that there is a directory.
  expect(disk.steps).toBe(1);
});
