import { readFileSync } from 'fs';
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { Manifest } from './manifests';
import * as library from '../src';

/*
 * The tables of docs/choosing.md hold calls, and what they render. Each call runs; each claim is looked up in what comes out.
 */

const PAGE = readFileSync(path.join(__dirname, '../docs/choosing.md'), 'utf8');

/** The rows of the table below a heading, by the names of its columns. */
function rowsBelow(heading: string): Map<string, string>[] {
  const section = PAGE.slice(PAGE.indexOf(`\n## ${heading}\n`) + 1).split('\n## ')[0];
  const lines = section.split('\n');
  const begin = lines.findIndex((line) => line.startsWith('| '));
  const cells = (line: string): string[] =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim());
  const rest = lines.slice(begin);
  const table = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
  const head = cells(table[0]);
  return table.slice(2).map((line) => new Map(cells(line).map((cell, i) => [head[i], cell])));
}

const codesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code);

interface Rendered {
  readonly objects: readonly Manifest[];
  readonly warnings: readonly string[];
}

/** Runs code as the pages do, with `app` and `chart` in place. */
function render(code: string): Rendered {
  const app = cdk8s.Testing.app();
  const chart = new cdk8s.Chart(app, 'shop', { namespace: 'shop' });
  const names: { readonly [name: string]: unknown } = { ...cdk8s, ...plus, ...library, app, chart };
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    (new Function(...Object.keys(names), code) as (...values: unknown[]) => void)(...Object.values(names));
    const objects = cdk8s.Testing.synth(chart) as Manifest[];
    app.synth();
    return { objects, warnings: warn.mock.calls.map(([text]) => String(text)) };
  } finally {
    warn.mockRestore();
  }
}

/** `Service spec.type: ClusterIP`, or a kind alone. */
function isRendered(claim: string, objects: readonly Manifest[]): boolean {
  const match = /^(\w+)(?: ([\w.]+): (.*))?$/.exec(claim);
  if (match === null) throw new Error(`no claim: ${claim}`);
  const [, kind, field, value] = match;
  return objects
    .filter((object) => object.kind === kind)
    .some((object) => field === undefined || String(at(object, field.split('.'))) === value);
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((part, key) => (part as { [key: string]: unknown } | undefined)?.[key], value);
}

const CALLS = ['Types of Services', 'Service meshes'].flatMap((heading) =>
  rowsBelow(heading).map((row) => [`${heading}: ${[...row.values()][0]}`, row] as const),
);

test('the tables are read', () => {
  expect(CALLS.length).toEqual(15);
  expect(rowsBelow('Network plugins').length).toEqual(14);
});

test.each(CALLS)('%s: the call renders what the row says', (_, row) => {
  const [call] = codesIn(row.get('call')!);
  const { objects } = render(call);
  for (const part of row.get('renders')!.split(', ')) {
    const [claim] = codesIn(part);
    expect([claim, isRendered(claim, objects)]).toEqual([claim, !part.startsWith('no ')]);
  }
});

const CLIENT = `
  const payments = new ExternalAlias(chart, 'payments', { hostname: 'api.stripe.com', port: 443 });
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80 }).connectTo(payments);`;

test.each(rowsBelow('Network plugins').map((row) => [row.get('plugin')!, row] as const))(
  'the profile of %s renders and warns as the row says',
  (_, row) => {
    const [profile] = codesIn(row.get('profile')!);
    const { objects, warnings } = render(`${profile}.applyTo(app);${CLIENT}`);
    const claims = codesIn(row.get('renders')!);
    expect(claims.filter((claim) => !isRendered(claim, objects))).toEqual([]);
    // What is not named is not rendered.
    expect(isRendered('CiliumNetworkPolicy', objects)).toEqual(claims.some((claim) => claim.startsWith('Cilium')));
    expect(warnings.some((text) => /enforce/.test(text))).toEqual(row.get('warns at synth') === 'yes');
  },
);

test('each plugin that the profile knows has a row, but for one that is a part of a platform', () => {
  const rows = rowsBelow('Network plugins').flatMap((row) => codesIn(row.get('profile')!));
  const named = rows.map((code) => /Cni\.(\w+)/.exec(code)?.[1]);
  expect(Object.keys(library.Cni).filter((name) => !named.includes(name))).toEqual(['K3S', 'AZURE_NPM']);
});
