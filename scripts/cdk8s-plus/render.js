// What a folder of the sources renders: the examples, the stack of README.md, and objects of cdk8s-plus alone.
const fs = require('fs');
const path = require('path');
const { Failure, runNode } = require('./build');

/**
 * Runs programs of TypeScript that synthesize, and reads what they wrote: one process for all of them, because each would
 * load the same packages.
 *
 * @param folder a folder of the sources
 * @param programs the programs by their names
 * @param output a folder for what they write
 * @param isInstalled whether the programs find the package in node_modules, and not in the sources of the folder
 */
function renderPrograms(folder, programs, output, isInstalled) {
  fs.rmSync(output, { recursive: true, force: true });
  const tsx = path.join(folder, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const tsconfig = isInstalled ? [] : ['--tsconfig', path.join(folder, 'examples', 'tsconfig.json')];
  const named = Object.entries(programs).map(([name, program]) => `${name}=${program}`);
  runNode(folder, tsx, [...tsconfig, path.join(__dirname, 'render-each.js'), output, ...named]);
  return Object.assign({}, ...Object.keys(programs).map((name) => readManifests(output, name)));
}

/** Writes the stack of a folder's README.md into a project, as the page has it. */
function writeReadmeStack(folder, project) {
  const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  const stack = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].find(([, code]) => code.includes('new ServiceApp'));
  if (stack === undefined) throw new Failure(`${folder}/README.md: no stack with \`new ServiceApp\``);
  fs.mkdirSync(project, { recursive: true });
  const program = path.join(project, 'main.ts');
  fs.writeFileSync(program, stack[1]);
  return program;
}

/** The stack of README.md, by the sources of a folder. */
function renderReadme(folder) {
  const project = path.join(folder, 'dist', 'readme');
  return renderPrograms(folder, { 'README.md': writeReadmeStack(folder, project) }, path.join(project, 'manifests'));
}

/** The stack of README.md, in a project that has the package installed. */
function renderInstalled(folder, project) {
  const program = writeReadmeStack(folder, project);
  return renderPrograms(folder, { 'README.md': program }, path.join(project, 'manifests'), true);
}

/** All manifests of a folder of the sources, by their files. */
function renderAll(folder) {
  const examples = examplesOf(folder).map((name) => [name, path.join(folder, 'examples', name, 'main.ts')]);
  const programs = {
    ...Object.fromEntries(examples),
    'README.md': writeReadmeStack(folder, path.join(folder, 'dist', 'readme')),
  };
  const plain = { 'cdk8s-plus': path.join(folder, 'scripts', 'cdk8s-plus', 'plain-app.ts') };
  const output = path.join(folder, 'dist', 'differences');
  return {
    own: renderPrograms(folder, programs, path.join(output, 'own')),
    plain: renderPrograms(folder, plain, path.join(output, 'plain')),
  };
}

/** The examples that the task `synth` renders. */
function examplesOf(folder) {
  const { tasks } = JSON.parse(fs.readFileSync(path.join(folder, '.projen', 'tasks.json'), 'utf8'));
  return tasks.synth.steps.map(({ cwd }) => path.basename(cwd));
}

/** The texts of the files that a program wrote. */
function readManifests(output, name) {
  const folder = path.join(output, name);
  const files = fs.existsSync(folder)
    ? fs.readdirSync(folder, { recursive: true }).filter((file) => /\.ya?ml$/.test(file))
    : [];
  if (files.length === 0) throw new Failure(`${name} rendered nothing into ${folder}`);
  return Object.fromEntries(
    files.sort().map((file) => [`${name}/${file}`, fs.readFileSync(path.join(folder, file), 'utf8')]),
  );
}

module.exports = { renderAll, renderInstalled, renderReadme };
