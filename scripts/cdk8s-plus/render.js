// What a folder of the sources renders: the examples, the stack of README.md, and objects of cdk8s-plus alone.
const fs = require('fs');
const path = require('path');
const { Failure, runNode, runTask } = require('./build');

/** Where tsx finds this package by its name: the sources of the folder. */
function inSources(folder) {
  return ['--tsconfig', path.join(folder, 'examples', 'tsconfig.json')];
}

/** Runs a program of TypeScript that synthesizes, and reads what it wrote. */
function renderProgram(folder, program, options) {
  const output = path.join(path.dirname(program), 'manifests');
  fs.rmSync(output, { recursive: true, force: true });
  const tsx = path.join(folder, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  runNode(path.dirname(program), tsx, [...options, program], { CDK8S_OUTDIR: output });
  return readManifests(output);
}

/** The stack of a folder's README.md, in a project of its own. */
function renderReadme(folder, project, options = inSources(folder)) {
  const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  const stack = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].find(([, code]) => code.includes('new ServiceApp'));
  if (stack === undefined) throw new Failure(`${folder}/README.md: no stack with \`new ServiceApp\``);
  fs.mkdirSync(project, { recursive: true });
  const program = path.join(project, 'main.ts');
  fs.writeFileSync(program, stack[1]);
  return renderProgram(folder, program, options);
}

/** All manifests of a folder of the sources, by what renders them. */
function renderAll(folder) {
  runTask(folder, 'synth');
  const plain = path.join(folder, 'dist', 'plain', 'main.ts');
  fs.mkdirSync(path.dirname(plain), { recursive: true });
  fs.copyFileSync(path.join(folder, 'scripts', 'cdk8s-plus', 'plain-app.ts'), plain);
  return {
    own: {
      ...Object.assign({}, ...examplesOf(folder).map((name) => readManifests(path.join(folder, 'dist', name)))),
      ...renderReadme(folder, path.join(folder, 'dist', 'readme')),
    },
    plain: renderProgram(folder, plain, inSources(folder)),
  };
}

/** The folders into which the task `synth` renders the examples. */
function examplesOf(folder) {
  const { tasks } = JSON.parse(fs.readFileSync(path.join(folder, '.projen', 'tasks.json'), 'utf8'));
  return tasks.synth.steps.map(({ exec }) => /--output \.\.\/\.\.\/dist\/([\w-]+)/.exec(exec)[1]);
}

/** The texts of a folder's files, by their names within it and its own. */
function readManifests(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => /\.ya?ml$/.test(file));
  if (files.length === 0) throw new Failure(`nothing was rendered into ${folder}`);
  return Object.fromEntries(
    files
      .sort()
      .map((file) => [path.join(path.basename(folder), file), fs.readFileSync(path.join(folder, file), 'utf8')]),
  );
}

module.exports = { renderAll, renderReadme };
