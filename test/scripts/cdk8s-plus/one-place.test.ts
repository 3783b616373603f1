import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { API_TABLE } from '../../../src/checked/api-table';
import { packageName } from '../../../src/support/package';

/* A package for another cdk8s-plus is made by writing its name in the sources: the fewer places, the fewer are forgotten. */

const ROOT = join(__dirname, '../../..');
const { own, plus } = API_TABLE.packages;

/** The lines of the sources that have a text, with their files; without the table, which is made by each compile. */
function linesWith(text: string): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'api-table.ts')
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.includes(text))
        .map((line) => `${relative(ROOT, file)}: ${line}`),
    );
}

test('the sources name the cdk8s-plus that they are made for in one place: where they import it', () => {
  expect(linesWith(plus)).toEqual([`src/plus/cdk8s-plus.ts: } from '${plus}';`]);
});

test('the table of types has the names of package.json', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    peerDependencies: Record<string, string>;
  };
  expect(packageName()).toBe(own);
  expect(Object.keys(peerDependencies).filter((name) => /^cdk8s-plus-\d+$/.test(name))).toEqual([plus]);
});

test('the table of types names cdk8s-plus without its version', () => {
  const { packages, ...types } = API_TABLE;
  expect(JSON.stringify(types)).not.toMatch(/cdk8s-plus-\d/);
  expect(JSON.stringify(types)).toContain('cdk8s-plus.Volume');
  expect(packages.plus).toMatch(/^cdk8s-plus-\d+$/);
});
