#!/usr/bin/env node
/*
 * `npm run cdk8s-plus -- <version>`: this package, made from the same sources for another version of cdk8s-plus, in
 * dist/cdk8s-plus/<version>.
 */
const path = require('path');
const { parseArgs } = require('util');
const { compile, packageVersion, testVersion } = require('./build');
const { NotThere } = require('./fetch');
const { install } = require('./install');
const { writeSources } = require('./sources');
const { Refusal, SOURCE, VERSIONS, versionOf } = require('./versions');

const ROOT = path.join(__dirname, '..', '..');

const USAGE = `npm run cdk8s-plus -- <version> [options]

Makes this package for another version of cdk8s-plus: ${Object.keys(VERSIONS)
  .filter((version) => version !== SOURCE)
  .join(', ')}.

  --release <release>  take this release of cdk8s-plus, and not the lowest one that is allowed
  --no-compile         write and install alone
  --test [paths]       run the tests and check the types; with paths, these tests alone
  --package            pack it, install the package into an empty folder and render the stack of README.md there

Exit codes: 0, 1 for what failed, 2 for what was asked for wrongly, 3 where no registry has the release of cdk8s-plus.`;

function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      release: { type: 'string' },
      compile: { type: 'boolean', default: true },
      test: { type: 'boolean' },
      package: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.length === 0) return say(USAGE, values.help ? 0 : 2);
  const [version, ...paths] = positionals;
  const wanted = versionOf(version, values.release);
  if (version === SOURCE)
    throw new Refusal(`cdk8s-plus-${SOURCE} is what the sources are made for: use npm run build and npm test`);
  const folder = path.join(ROOT, 'dist', 'cdk8s-plus', version);
  make(folder, wanted, values.compile);
  if (values.test) testVersion(folder, paths);
  if (values.package) packageVersion(folder, wanted);
  return 0;
}

function make(folder, wanted, isCompiled) {
  const { files, changed } = writeSources(ROOT, folder, wanted);
  console.log(
    `cdk8s-plus-${wanted.version}: ${files} files in ${path.relative(ROOT, folder)}, ${changed} of them written`,
  );
  for (const line of install(ROOT, folder, wanted)) console.log(line);
  if (isCompiled) compile(folder);
}

function say(text, code) {
  (code === 0 ? console.log : console.error)(text);
  return code;
}

function codeOf(error) {
  if (error instanceof NotThere) return 3;
  return error instanceof Refusal || error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : undefined;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const code = codeOf(error);
  if (code === undefined) throw error;
  process.exitCode = say(`cdk8s-plus: ${error.message}`, code);
}
