import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../src';
import { API_TABLE } from '../../src/checked/api-table';
import { isChecked } from '../../src/checked/checked';

const ROOT = join(__dirname, '..', '..');
const TABLE = join(ROOT, 'src', 'checked', 'api-table.ts');
const ASSEMBLY = join(ROOT, '.jsii');

type Exports = { readonly [name: string]: unknown };

const classes = Object.entries(library as Exports).filter(([, value]) => typeof value === 'function');
const enums = Object.entries(library as Exports).filter(([, value]) => typeof value === 'object' && value !== null);

/** When the youngest source was written, the table aside. */
function youngestSource(): number {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file !== TABLE);
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

describe('the table of types', () => {
  test('has every exported class, and no other', () => {
    expect(Object.keys(API_TABLE.classes)).toEqual(classes.map(([name]) => name).sort());
  });

  test('has the values of every enum', () => {
    const modules: { readonly [name: string]: Exports } = {
      cdk8s,
      'cdk8s-plus': kplus as unknown as Exports,
    };
    const values = Object.entries(API_TABLE.enums).map(([name, members]) => {
      const [enumName, module] = name.split('.').reverse();
      const real = (module === undefined ? (library as Exports) : modules[module])[enumName] as Exports;
      return [name, Object.keys(members).map((member) => real[member])];
    });
    expect(values).toEqual(Object.entries(API_TABLE.enums).map(([name, members]) => [name, Object.values(members)]));
    expect(Object.keys(API_TABLE.enums)).toEqual(expect.arrayContaining(enums.map(([name]) => name)));
  });

  test('names the methods that the classes have', () => {
    const missing = Object.entries(API_TABLE.classes).flatMap(([name, { statics, methods }]) => {
      const target = (library as Exports)[name] as Exports & { readonly prototype: Exports };
      return [
        ...Object.keys(statics).filter((method) => typeof target[method] !== 'function'),
        ...Object.keys(methods).filter((method) => typeof target.prototype[method] !== 'function'),
      ].map((method) => `${name}.${method}`);
    });
    expect(missing).toEqual([]);
  });

  // Whoever changed a source has not compiled it yet; the build has, and compares what git knows besides.
  const isCompiled = existsSync(ASSEMBLY) && statSync(ASSEMBLY).mtimeMs > youngestSource();
  (isCompiled ? test : test.skip)('is that of the compiled package', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { apiTable } = require('../../scripts/api-table.js') as { apiTable: (root: string) => unknown };
    expect(API_TABLE).toEqual(apiTable(ROOT));
  });

  test('is small enough to be loaded by every program', () => {
    expect(readFileSync(TABLE).length).toBeLessThan(75_000);
  });
});

test.each(classes)('%s is guarded', (_, target) => {
  expect(isChecked(target as Function)).toBe(true);
});
