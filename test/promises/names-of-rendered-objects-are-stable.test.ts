import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { OTHER_APPS } from './every-object';
import { namesOf } from './rendered-names';
import * as library from '../../src';
import { APPS } from '../examples/all-apps';
import { Manifest } from '../manifests';

/*
 * What is in a cluster is known by its names: an object that is called otherwise is another object, beside or in place of the old
 * one; a selector that changes is refused by the API server; a claim of another name is an empty disk. So the names are in a file.
 *
 * `UPDATE_NAMES=1 npx jest test/promises/names-of-rendered-objects` writes it anew. A line that is only added is a new feature. One
 * that changes or goes is a breaking change: docs/stability.md says what that needs.
 */

const ROOT = join(__dirname, '../..');
const GOLDEN = join(__dirname, 'names-of-rendered-objects.golden.txt');

const rendered = [...APPS.map(([name, , build]) => [name, build] as const), ...OTHER_APPS].map(([name, build]) => {
  const app = Testing.app();
  build(app);
  return { name, app, objects: app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]) };
});

const kindOf = (apiVersion: string, kind: string): string => `${apiVersion.replace(/\/?v\d\w*$/, '')}/${kind}`;
const KINDS = new Set(rendered.flatMap(({ objects }) => objects.map((each) => kindOf(each.apiVersion, each.kind))));

test('all names are those of the golden file', () => {
  const lines = rendered.flatMap(({ name, objects }) => [`# ${name}`, ...objects.flatMap(namesOf), '']);
  const text = lines.join('\n');
  if (process.env.UPDATE_NAMES !== undefined) writeFileSync(GOLDEN, text);
  expect(text.split('\n')).toEqual(readFileSync(GOLDEN, 'utf8').split('\n'));
});

test('each construct of the package is in one of the apps', () => {
  // An app renders nothing of its own.
  const classes = Object.values(library).filter(
    (each): each is typeof each & Function =>
      typeof each === 'function' && each.prototype instanceof Construct && !(each.prototype instanceof App),
  );
  const made = rendered.flatMap(({ app }) => app.node.findAll());
  const missing = classes.filter((each) => !made.some((construct) => construct instanceof each));
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(classes.length).toBeGreaterThan(10);
});

test('each kind that the docs show as rendered, or a snapshot has, is in one of the apps', () => {
  const shown = [...filesIn('docs', '.md').flatMap(yamlBlocks), ...filesIn('test', '.snap').map(read)].flatMap(kindsIn);
  expect([...new Set(shown)].filter((kind) => !KINDS.has(kind))).toEqual([]);
  expect(shown).toContain('apps/Deployment');
});

test('each kind that the sources name to render it is in one of the apps', () => {
  const sources = filesIn('src/network/dialects', '.ts').concat(filesIn('src/constructs/parts', '.ts')).map(read);
  const named = sources.flatMap((text) => [...text.matchAll(/\bkind: '([A-Z]\w+)'/g)].map(([, kind]) => kind));
  const kinds = new Set([...KINDS].map((kind) => kind.slice(kind.lastIndexOf('/') + 1)));
  expect(named.filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(named).toContain('CiliumNetworkPolicy');
});

function filesIn(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(ROOT, folder, name));
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function yamlBlocks(file: string): string[] {
  return [...read(file).matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, block]) => block);
}

function kindsIn(text: string): string[] {
  return text.split(/^---$/m).flatMap((document) => {
    const apiVersion = /^"?apiVersion: (\S+)/m.exec(document)?.[1];
    const kind = /^kind: (\S+)/m.exec(document)?.[1];
    return apiVersion === undefined || kind === undefined ? [] : [kindOf(apiVersion, kind)];
  });
}
