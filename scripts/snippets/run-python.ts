import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { ROOT } from './blocks';
import { Case, Outcome } from './outcome';

/** Why Python cannot be asked, and what to do about it. */
export class NoPython extends Error {}

/** Runs all cases in one process of Python, in which the wheel of dist/python is installed. */
export function runPython(cases: readonly Case[]): Outcome[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'service-patterns-snippets-'));
  try {
    const python = process.env.SNIPPETS_PYTHON ?? installWheel(folder);
    const [input, output] = ['cases.json', 'outcomes.json'].map((name) => path.join(folder, name));
    writeFileSync(input, JSON.stringify(cases));
    run(python, [path.join(__dirname, 'run.py'), input, output], folder);
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Outcome);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A virtual environment with the wheel; what the wheel needs comes from PyPI. */
function installWheel(folder: string): string {
  const wheels = path.join(ROOT, 'dist', 'python');
  const wheel = existsSync(wheels) ? readdirSync(wheels).find((name) => name.endsWith('.whl')) : undefined;
  if (wheel === undefined) {
    throw new NoPython('there is no wheel in dist/python. Fix: run npm run package:python first');
  }
  const command = process.env.PYTHON ?? 'python3';
  if (spawnSync(command, ['-c', 'import venv, ensurepip']).status !== 0) {
    throw new NoPython(`${command} makes no virtual environments. Fix: install Python 3.10 or later, with venv`);
  }
  const environment = path.join(folder, 'venv');
  run(command, ['-m', 'venv', environment], folder);
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', path.join(wheels, wheel)], folder);
  return python;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error([`${command} ${args.join(' ')} failed (${error?.message ?? status})`, stdout, stderr].join('\n'));
}
