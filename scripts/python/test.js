#!/usr/bin/env node
/*
 * `npm run test:python`: what a user of Python gets. Installs the wheel and the packed npm package in empty folders, and holds
 * that the stack of docs/python.md writes the same bytes as the README's, that each block of the page does what it shows and passes mypy, that the
 * examples of docstrings can be made, and that the command runs. Without Python it says so and leaves it (--required: fails).
 */
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require('fs');
const { basename, delimiter, join } = require('path');
const { spawnSync } = require('child_process');
const ts = require('typescript');
const { outputOf, pythonBlocks } = require('./page');
const { OutdatedWheel, ROOT, findPython, findWheel, inFolder, installWheel, run, skip } = require('./python');

const TASK = 'test:python';
const python = findPython();
if (python.why !== undefined) skip(TASK, python.why);

const failures = [];
const wheel = wheelOrEnd();
inFolder((folder) => {
  mkdirSync(join(folder, 'python'));
  const bin = installWheel(python.command, join(folder, 'python', '.venv'), wheel, ['pytest', 'mypy']);
  console.log(`installed ${basename(wheel)}`);
  const blocks = pythonBlocks();
  step('the stack writes the same bytes as in TypeScript', () => {
    const inPython = runStack(bin, join(folder, 'python'), blocks);
    const inTypeScript = runReadme(join(folder, 'npm'));
    return firstDifference(inPython, inTypeScript);
  });
  step('the command runs', () => {
    const flows = run(join(bin, 'service-patterns'), ['reach', 'dist'], { cwd: join(folder, 'python') });
    return /shop\/Deployment\/web +-> +shop\/Deployment\/api|shop\/Deployment\/web.*shop\/Deployment\/api.*9898\/TCP/.test(flows) ? '' : flows;
  });
  for (const block of blocks.filter(({ kind }) => kind !== 'stack')) {
    step(`${block.at} ${block.kind || 'runs'}`, () => runBlock(bin, join(folder, 'python'), block));
  }
  step('a type checker takes the programs of the page', () => checkTypes(bin, join(folder, 'python'), blocks));
  step('the examples of docstrings can be made', () => {
    const made = runPython(bin, folder, [join(__dirname, 'examples.py')]);
    return made.status === 0 ? '' : made.stdout + made.stderr;
  });
});
console.log(failures.length === 0 ? `${TASK}: all as it should be` : `${TASK}: ${failures.length} failed: ${failures.join('; ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Does one thing that says what is wrong, or nothing. */
function step(name, work) {
  const start = Date.now();
  let wrong;
  try {
    wrong = work();
  } catch (error) {
    wrong = error.message;
  }
  console.log(`${wrong === '' ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (wrong === '') return;
  console.log(wrong);
  failures.push(name);
}

/** The wheel, which is made where there is none. One of another build ends the process. */
function wheelOrEnd() {
  try {
    const found = findWheel(python.command);
    if (found !== undefined) return found;
    run(process.execPath, [join(__dirname, 'package.js'), '--required'], { stdio: 'inherit' });
    return findWheel(python.command);
  } catch (error) {
    if (!(error instanceof OutdatedWheel)) throw error;
    console.error(`${TASK}: ${error.message}`);
    return process.exit(1);
  }
}

function runPython(bin, cwd, args) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, JSII_RUNTIME_PACKAGE_CACHE: 'enabled' };
  return spawnSync(join(bin, 'python'), args, { cwd, env, encoding: 'utf8' });
}

/** What the stack of the page writes. */
function runStack(bin, folder, blocks) {
  const [stack] = blocks.filter(({ kind }) => kind === 'stack');
  writeFileSync(join(folder, 'main.py'), stack.code);
  const { status, stdout, stderr } = runPython(bin, folder, ['main.py']);
  if (status !== 0) throw new Error(stdout + stderr);
  return written(folder);
}

/** What the README's stack writes with the npm package. */
function runReadme(folder) {
  mkdirSync(folder);
  const stage = run(process.execPath, ['scripts/stage-package.js']).trim();
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder, stage]).trim();
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), '{}');
  const peers = Object.keys(peerDependencies);
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${tarball}`, ...peers], { cwd: folder });
  const code = run(process.execPath, ['scripts/readme-block.js', 'ts', 'new ServiceApp']);
  writeFileSync(join(folder, 'main.js'), ts.transpile(code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }));
  run(process.execPath, ['main.js'], { cwd: folder });
  return written(folder);
}

/** The manifests in dist, file by file. */
function written(folder) {
  const dist = join(folder, 'dist');
  const manifests = readdirSync(dist).filter((name) => name.endsWith('.yaml')).sort();
  return manifests.map((name) => `# ${name}\n${readFileSync(join(dist, name), 'latin1')}`).join('\n');
}

/** The first line in which two texts differ, or nothing. */
function firstDifference(inPython, inTypeScript) {
  if (inPython === inTypeScript) return '';
  const [here, there] = [inPython, inTypeScript].map((text) => text.split('\n'));
  const at = here.findIndex((line, i) => line !== there[i]);
  return `line ${at + 1}: in Python ${here[at]}, in TypeScript ${there[at]} (${here.length} and ${there.length} lines)`;
}

/** What a block does otherwise than the page shows; tests need only pass. */
function runBlock(bin, folder, block) {
  const file = block.kind === 'pytest' ? 'test_page.py' : 'block.py';
  writeFileSync(join(folder, file), block.code);
  const result = runPython(bin, folder, block.kind === 'pytest' ? ['-m', 'pytest', '-q', file] : [file]);
  const output = outputOf(block, result);
  if (block.kind === 'pytest') return result.status === 0 ? '' : output;
  return output === (block.shown ?? '') ? '' : `the page shows:\n${block.shown ?? 'nothing'}\nit is:\n${output}`;
}

/** What mypy finds in the programs of the page: nothing but the type that the page shows as an error. Tests have no annotations. */
function checkTypes(bin, folder, blocks) {
  const files = blocks.filter(({ kind }) => kind !== 'pytest').map(({ code }, i) => [`typed_${i}.py`, code]);
  for (const [file, code] of files) writeFileSync(join(folder, file), code);
  const { stdout, stderr } = runPython(bin, folder, ['-m', 'mypy', '--strict', ...files.map(([file]) => file)]);
  const errors = stdout.split('\n').filter((line) => line.includes(': error:'));
  const isAsShown = errors.length === 1 && errors[0].includes('Argument "port" to "InternalService" has incompatible type "str"');
  return isAsShown ? '' : stdout + stderr;
}
