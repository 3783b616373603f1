import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ROOT } from './blocks';
import { Case, Outcome } from './outcome';
import { findPython, inFolder, run } from '../python/python';

/** Why Python cannot be asked, and what to do about it. */
export class NoPython extends Error {}

/** Runs all cases in one process of Python, in which the wheel of dist/python is installed. */
export function runPython(cases: readonly Case[]): Outcome[] {
  return inFolder((folder) => {
    const python = process.env.SNIPPETS_PYTHON ?? installWheel(folder);
    const [input, output] = ['cases.json', 'outcomes.json'].map((name) => path.join(folder, name));
    writeFileSync(input, JSON.stringify(cases));
    run(python, [path.join(__dirname, 'run.py'), input, output], { cwd: folder });
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Outcome);
  });
}

/** A virtual environment with the wheel; what the wheel needs comes from PyPI. */
function installWheel(folder: string): string {
  const wheels = path.join(ROOT, 'dist', 'python');
  const wheel = existsSync(wheels) ? readdirSync(wheels).find((name) => name.endsWith('.whl')) : undefined;
  if (wheel === undefined) {
    throw new NoPython('there is no wheel in dist/python. Fix: run npm run package:python first');
  }
  const found = findPython();
  if (found.why !== undefined) throw new NoPython(found.why);
  const environment = path.join(folder, 'venv');
  run(found.command, ['-m', 'venv', environment]);
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', path.join(wheels, wheel)]);
  return python;
}
