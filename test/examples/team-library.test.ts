import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Testing, Yaml } from 'cdk8s';
import { AcmeChart, AcmeService } from '../../examples/team-library/src';

const LIBRARY = join(__dirname, '../../examples/team-library');
const readJson = (file: string): Record<string, Record<string, string>> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;

/*
 * The package of a team has tests of its own, which run with the packed package (scripts/team-library-test.sh). What changes
 * there with this package is held here, too: `UPDATE_DOCS=1 npx jest test/examples/team-library.test.ts` writes it anew.
 */

test('the service of a team renders what the golden file of its tests has', () => {
  const golden = join(LIBRARY, 'test/golden/orders.yaml');
  const chart = new AcmeChart(Testing.app(), 'shop', { namespace: 'shop', owner: 'shop' });
  new AcmeService(chart, 'orders', { image: 'registry.acme.example/shop/orders:4.0.1', writablePaths: [] });
  const rendered = Yaml.stringify(...(Testing.synth(chart) as unknown[]));
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(golden, rendered);
  expect(rendered).toBe(readFileSync(golden, 'utf8'));
});

test('its peers are those of this package and this package, and its own tests run with the lowest versions of them', () => {
  const { peerDependencies, devDependencies } = readJson(join(LIBRARY, 'package.json'));
  const { peerDependencies: ours } = readJson(join(__dirname, '../../package.json'));
  expect(Object.keys(peerDependencies)).toEqual(expect.arrayContaining(Object.keys(ours)));
  expect(Object.keys(peerDependencies)).toHaveLength(Object.keys(ours).length + 1);
  const { cdk8s, constructs } = peerDependencies;
  expect({ cdk8s, constructs }).toEqual({ cdk8s: ours.cdk8s, constructs: ours.constructs });
  for (const [name, range] of Object.entries(peerDependencies)) {
    expect([name, `^${devDependencies[name]}`]).toEqual([name, range]);
  }
});
