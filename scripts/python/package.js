#!/usr/bin/env node
/*
 * `npm run package:python`: makes dist/python/*.whl of the compiled package. Without Python it says so and leaves it; with
 * `--required`, and in a release, that fails. The build itself gets setuptools and others from PyPI, by pip.
 */
const { rmSync, readdirSync } = require('fs');
const { join } = require('path');
const { ROOT, findPython, run, skip } = require('./python');

const TASK = 'package:python';
const python = findPython();
if (python.why !== undefined) skip(TASK, python.why);

const stage = run(process.execPath, ['scripts/stage-package.js']).trim();
// The examples of the doc comments and of the README, in Python.
const tablet = run('npx', ['tsx', '--tsconfig', 'scripts/tsconfig.json', 'scripts/snippets/tablet.ts', stage]).trim();
const out = join(ROOT, 'dist', 'python');
rmSync(out, { recursive: true, force: true });
run('npx', ['jsii-pacmak', '--target', 'python', '--outdir', join(ROOT, 'dist'), '--rosetta-tablet', tablet, '--rosetta-unknown-snippets', 'fail', stage]);
console.log(`${TASK}: made ${readdirSync(out).map((file) => `dist/python/${file}`).join(', ')}`);
