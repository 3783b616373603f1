import { readFileSync } from 'fs';
import * as path from 'path';
import { PACKAGE, ROOT } from './blocks';
import { KnownNames } from './imports';

/** The packages whose names a fragment may use; of two with one name, the first counts. */
const PACKAGES = [PACKAGE, 'cdk8s', 'cdk8s-plus-28', 'constructs'];

interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: { readonly name: string; readonly namespace?: string } };
  readonly submodules?: { readonly [fqn: string]: object };
}

/** What a fragment relies on. */
export interface Prelude {
  /** As TypeScript that the translation reads and does not show. */
  readonly code: string;
  readonly names: KnownNames;
}

export function preludeOf(): Prelude {
  const known = new Map<string, string>();
  const imports = PACKAGES.map((name) => {
    const names = namesOf(readAssembly(name)).filter((each) => !known.has(each));
    names.forEach((each) => known.set(each, name.replace(/-/g, '_')));
    return `import { ${names.join(', ')} } from '${name}';`;
  });
  const code = [...imports, 'declare const app: App;', 'declare const chart: Chart;'].join('\n');
  return { code, names: known };
}

function readAssembly(name: string): Assembly {
  const file = name === PACKAGE ? path.join(ROOT, '.jsii') : path.join(ROOT, 'node_modules', name, '.jsii');
  return JSON.parse(readFileSync(file, 'utf8')) as Assembly;
}

/** All types outside of submodules, and the submodules. */
function namesOf({ name, types, submodules = {} }: Assembly): string[] {
  const own = Object.values(types).filter(({ namespace }) => namespace === undefined);
  return [...own.map((type) => type.name), ...Object.keys(submodules).map((fqn) => fqn.slice(name.length + 1))].sort();
}
