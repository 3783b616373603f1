import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Where this package is: `lib/support` has this file when it is installed, `src/support` in its repository. */
export const PACKAGE_FOLDER = path.join(__dirname, '../..');

/** The version of this package. */
export function version(): string {
  const manifest = readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
