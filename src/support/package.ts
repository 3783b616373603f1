import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Where this package is: `lib/support` has this file when it is installed, `src/support` in its repository. */
export const PACKAGE_FOLDER = path.join(__dirname, '../..');

/** The version of this package. */
export function version(): string {
  return manifest().version;
}

/** What npm calls this package: there is one for each cdk8s-plus that it is made for. */
export function packageName(): string {
  return manifest().name;
}

/** Which releases of another package this one is made for, such as "^2.5.6". */
export function peerRange(name: string): string | undefined {
  return manifest().peerDependencies[name];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies: { readonly [name: string]: string | undefined };
}

function manifest(): Manifest {
  const text = readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8');
  return JSON.parse(text) as Manifest;
}
