import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { PACKAGE_FOLDER, packageName, version } from '../support/package';

/** A file of a new project. */
export interface ProjectFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is a program. */
  readonly isProgram: boolean;
  /** What it is for, in a few words. */
  readonly why: string;
}

/**
 * The files of a new project, and what each is for. The templates have no dot in front of their names: npm leaves
 * `.gitignore` out of packages.
 */
const FILES: readonly (readonly [name: string, why: string])[] = [
  ['package.json', 'synth, test, typecheck and diff as scripts; versions that fit together'],
  ['shop.ts', 'the stack: a namespace, a database, an API, a website'],
  ['main.ts', 'renders it'],
  ['shop.test.ts', 'says who may reach whom'],
  ['cdk8s.yaml', 'how cdk8s runs main.ts'],
  ['tsconfig.json', 'for the editor, the tests and `npm run typecheck`'],
  ['network-diff.sh', 'what a branch opens and closes: `npm run diff`'],
  ['.github/workflows/network.yaml', 'tests, and `diff` as a comment of each pull request'],
  ['.gitignore', 'what is made and not written'],
];

/** The names of all files that `init` writes. */
export const PROJECT_FILE_NAMES: readonly string[] = FILES.map(([name]) => name);

/** The folder of the templates. */
export const TEMPLATES = path.join(PACKAGE_FOLDER, 'templates/init');

/** What a new project in a folder of that name consists of. */
export function projectFiles(folderName: string): ProjectFile[] {
  return FILES.map(([name, why]) => {
    const text = readFileSync(path.join(TEMPLATES, templateName(name)), 'utf8');
    return {
      name,
      text: name === 'package.json' ? manifestFor(folderName, text) : text,
      isProgram: name.endsWith('.sh'),
      why,
    };
  });
}

/** The name of a file among the templates. */
export function templateName(name: string): string {
  return name.replace(/^\./, '');
}

/** The template of package.json, for this version of this package. */
function manifestFor(folderName: string, template: string): string {
  const manifest = JSON.parse(template) as Manifest;
  const { dependencies, devDependencies } = manifest;
  const name = projectName(folderName);
  // npm does not install a package into itself.
  const isTaken = name in dependencies || name in devDependencies;
  const own = dependencyOnThis(dependencies, packageName(), version());
  const written = {
    ...manifest,
    name: isTaken ? `${name}-app` : name,
    dependencies: { ...dependencies, ...own },
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/**
 * The entry for this package, in place of the one of the template that has any version. A fork is published under another name than the
 * files of the template import; an alias keeps their imports.
 */
export function dependencyOnThis(
  template: { readonly [name: string]: string },
  name: string,
  ofVersion: string,
): { readonly [name: string]: string } {
  const [imported = name] = Object.keys(template).filter((each) => template[each] === '*');
  return { [imported]: imported === name ? `^${ofVersion}` : `npm:${name}@^${ofVersion}` };
}

interface Manifest {
  readonly dependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}

/** A name that npm takes, made of the one of a folder. */
function projectName(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 100)
    .replace(/^[._-]+|[._-]+$/g, '');
  return name === '' || name === 'node_modules' ? 'app' : name;
}
