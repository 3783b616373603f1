import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Case, Outcome } from './outcome';
import { findPython, findWheel, inFolder, installWheel, run } from '../python/python';

/** Why Python cannot be asked, and what to do about it. */
export class NoPython extends Error {}

/** Runs all cases in one process of Python, in which the wheel of dist/python is installed. */
export function runPython(cases: readonly Case[]): Outcome[] {
  return inFolder((folder) => {
    const python = process.env.SNIPPETS_PYTHON ?? pythonWithWheel(folder);
    const [input, output] = ['cases.json', 'outcomes.json'].map((name) => path.join(folder, name));
    writeFileSync(input, JSON.stringify(cases));
    run(python, [path.join(__dirname, 'run.py'), input, output], { cwd: folder });
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Outcome);
  });
}

/** The Python of a virtual environment with the wheel; what the wheel needs comes from PyPI. */
function pythonWithWheel(folder: string): string {
  const found = findPython();
  if (found.why !== undefined) throw new NoPython(found.why);
  const wheel = findWheel(found.command);
  if (wheel === undefined) {
    throw new NoPython('there is no wheel in dist/python. Fix: run npx projen package:python first');
  }
  return path.join(installWheel(found.command, path.join(folder, 'venv'), wheel), 'python');
}
