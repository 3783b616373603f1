#!/usr/bin/env node
/*
 * `npm run conformance`: holds the engine against public evaluators of NetworkPolicies, and the reading of YAML against kubectl's own
 * reader. Both are Go programs, which are built into a folder outside of the repository; without Go there is nothing to do.
 * `policies` or `yaml` as argument runs one of them; `SEED` and `RUNS` choose the random cases.
 */
const { spawnSync } = require('child_process');
const { mkdtempSync, rmSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

const ROOT = join(__dirname, '..', '..');
const PARTS = {
  policies: (program) => ['policies/compare.ts', program],
  yaml: (program) => ['yaml/compare.ts', program, process.env.RUNS ?? '20000', process.env.SEED ?? '1'],
};

if (spawnSync('go', ['version']).status !== 0) {
  console.log('conformance: skipped, because there is no Go. Fix: install it (https://go.dev/dl/) and run this again');
  process.exit(0);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
  console.error(`conformance: got ${unknown.join(', ')}; allowed: ${Object.keys(PARTS).join(', ')}, or nothing for all`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  for (const part of wanted.length === 0 ? Object.keys(PARTS) : wanted) {
    const program = join(folder, part);
    // The modules are fetched through the Go proxy that this machine is set up for.
    if (run('go', ['build', '-mod=mod', '-o', program, '.'], join(__dirname, part)) !== 0) {
      console.error(`conformance: ${part}: go could not build the program, see above`);
      process.exitCode = 1;
      continue;
    }
    const [script, ...options] = PARTS[part](program);
    const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const tsconfig = join(ROOT, 'bench', 'tsconfig.json');
    const status = run(process.execPath, [tsx, '--tsconfig', tsconfig, join(__dirname, script), ...options], ROOT);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

function run(command, options, cwd) {
  return spawnSync(command, options, { cwd, stdio: 'inherit' }).status;
}
