import * as fs from 'fs';
import * as path from 'path';

interface Layer {
  readonly path: string;
  readonly imports: { readonly [layer: string]: string };
  readonly only?: { readonly [layer: string]: string };
}

interface Rule {
  readonly from: { readonly path?: string };
  readonly to: { readonly path?: string; readonly pathNot?: string };
}

const ROOT = path.join(__dirname, '..');
const { LAYERS } = jest.requireActual<{ LAYERS: { readonly [name: string]: Layer } }>('../scripts/layers');
const RULES = jest.requireActual<{ readonly allowed: readonly Rule[]; readonly allowedSeverity: string }>(
  '../.dependency-cruiser.js',
);

const TABLE = Object.entries(LAYERS).flatMap(([name, { imports }]) =>
  Object.keys(imports).map((to) => arrow(name, to)),
);

function arrow(from: string, to: string): string {
  return `${from} --> ${to}`;
}

/** The files of the sources, from the root of the repository on. */
const FILES = ['src', 'browser'].flatMap(filesIn).sort();

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

/** What a file imports or hands on, types included. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom '(\.[^']+)';|\bimport\('(\.[^']+)'\)/gm)].map(
    (match) => {
      const target = path.posix.join(path.posix.dirname(file), match[1] ?? match[2]);
      return [`${target}.ts`, `${target}/index.ts`].find((name) => FILES.includes(name)) ?? target;
    },
  );
}

function layersOf(file: string): string[] {
  return Object.keys(LAYERS).filter((name) => new RegExp(LAYERS[name].path).test(file));
}

/** The arrows of the flowchart in a section: `a["label"] --> b & c`. */
function pictured(markdown: string, heading: string): string[] {
  const section = markdown.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const picture = /```mermaid\nflowchart TD\n([^`]*)```/.exec(section)?.[1] ?? '';
  const idOf = (node: string): string => node.replace(/\[".*"\]/, '').trim();
  return picture.split('\n').flatMap((line) => {
    const [from, to] = line.split(' --> ');
    return to === undefined ? [] : to.split(' & ').map((target) => arrow(idOf(from), idOf(target)));
  });
}

test('the picture in ARCHITECTURE.md has the arrows of the table, and no other', () => {
  const picture = pictured(fs.readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8'), 'Layers');
  expect([...picture].sort()).toEqual([...TABLE].sort());
});

test('each file of the sources is in one layer', () => {
  expect(FILES.filter((file) => layersOf(file).length !== 1)).toEqual([]);
  expect(FILES.length).toBeGreaterThan(200);
});

test('the table has the arrows of the sources, and no other', () => {
  const found = new Set<string>();
  for (const file of FILES) {
    for (const target of importsOf(file)) {
      const [from] = layersOf(file);
      const [to] = layersOf(target);
      if (from !== to) found.add(arrow(from, to));
    }
  }
  expect([...found].sort()).toEqual([...TABLE].sort());
});

test('each arrow has a reason', () => {
  const reasons = Object.values(LAYERS).flatMap(({ imports }) => Object.values(imports));
  expect(reasons.filter((why) => why.trim() === '')).toEqual([]);
});

test('the rules of dependency-cruiser allow the arrows of the table, and no other', () => {
  const matches = ({ path: is = '', pathNot }: Rule['to'], file: string): boolean =>
    new RegExp(is).test(file) && (pathNot === undefined || !new RegExp(pathNot).test(file));
  const isAllowed = (from: string, to: string): boolean =>
    RULES.allowed.some((rule) => matches(rule.from, from) && matches(rule.to, to));
  const arrows = new Set<string>();
  // Rules name layers as sources, so that one file speaks for its layer.
  const sources = Object.keys(LAYERS).map((name) => FILES.find((file) => layersOf(file).includes(name))!);
  for (const from of sources) {
    for (const to of FILES) {
      const [[source], [target]] = [layersOf(from), layersOf(to)];
      if (source !== target && isAllowed(from, to)) arrows.add(arrow(source, target));
    }
  }
  expect(RULES.allowedSeverity).toBe('error');
  expect([...arrows].sort()).toEqual([...TABLE].sort());
});

test('where an arrow is for one file, no other file of that layer is allowed', () => {
  const [rule] = RULES.allowed.filter(({ to }) => to.path === LAYERS.parts.only?.constructs);
  expect(FILES.filter((file) => new RegExp(rule.to.path!).test(file))).toEqual(['src/constructs/connection-target.ts']);
});
