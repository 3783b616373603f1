#!/usr/bin/env node
/*
 * `npm run cdk8s-plus -- <version>`: this package, made from the same sources for another version of cdk8s-plus, in
 * dist/cdk8s-plus/<version>.
 */
const path = require('path');
const { parseArgs } = require('util');
const { Failure, compile, testVersion } = require('./build');
const { forEachVersion } = require('./each');
const { NotThere } = require('./fetch');
const { install } = require('./install');
const { measureDifferences } = require('./measure');
const { plusNames } = require('./names');
const { packageVersion } = require('./pack');
const { writeSources } = require('./sources');
const { Refusal, SOURCE, VERSIONS, versionOf } = require('./versions');

const ROOT = path.join(__dirname, '..', '..');
const OTHERS = Object.keys(VERSIONS).filter((version) => version !== SOURCE);

const USAGE = `npm run cdk8s-plus -- <version> [options]
npm run cdk8s-plus -- --all [options]

Makes this package for another version of cdk8s-plus (${OTHERS.join(', ')}) in dist/cdk8s-plus/<version>.

  --release <release>  take this release of cdk8s-plus, and not the lowest one that is allowed
  --no-compile         write the sources and install cdk8s-plus, and no more
  --test [paths]       run the tests, check the types and the layers; with paths, the tests there alone
  --package            pack it into dist/js, install the package into an empty folder and render the stack of README.md there;
                       with Python, the same with the wheel in dist/python (--required: fail where Python is missing)
  --differences        compare what the examples render with docs/cdk8s-plus-versions.md; with --write, write it there

Exit codes: 0; 1 for a step that failed; 2 for what cannot be asked for; 3 where no registry has the release of cdk8s-plus.
With --all, such a version is left out, the others are made, and the run ends with 3.`;

const OPTIONS = {
  all: { type: 'boolean', default: false },
  release: { type: 'string' },
  'no-compile': { type: 'boolean', default: false },
  test: { type: 'boolean', default: false },
  package: { type: 'boolean', default: false },
  required: { type: 'boolean', default: false },
  differences: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

function main(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  if (values.help) return console.log(USAGE);
  const [version, ...paths] = values.all ? [undefined, ...positionals] : positionals;
  if (!values.all && version === undefined) throw new Refusal(`no version was given.\n\n${USAGE}`);
  if (version === SOURCE) {
    throw new Refusal(`the sources are made for cdk8s-plus-${SOURCE}. Fix: use npm run build and npm test`);
  }
  const folders = (values.all ? OTHERS : [version]).map((each) => {
    const wanted = versionOf(each, values.release);
    return { wanted, folder: path.join(ROOT, 'dist', 'cdk8s-plus', each) };
  });
  const { done, skipped } = forEachVersion(folders, ({ wanted, folder }) => {
    make(folder, wanted, !values['no-compile']);
    if (values.test) testVersion(folder, paths);
    if (values.package) packageVersion(ROOT, folder, wanted, values.required);
  });
  if (values.differences && done.length > 0) measureDifferences(ROOT, done, values.write);
  if (skipped.length > 0) throw new NotThere(`not made: ${namesOf(skipped)}; made: ${namesOf(done) || 'none'}`);
}

function namesOf(folders) {
  return folders.map(({ wanted }) => plusNames(wanted.version).npm).join(', ');
}

function make(folder, wanted, isCompiled) {
  const { files, changed } = writeSources(ROOT, folder, wanted);
  console.log(
    `cdk8s-plus-${wanted.version}: ${files} files in ${path.relative(ROOT, folder)}, ${changed} of them written`,
  );
  for (const line of install(ROOT, folder, wanted)) console.log(line);
  if (isCompiled) compile(folder);
}

/** What was said already, or is the caller's to mend, has no use for a stack. */
function codeOf(error) {
  if (error instanceof NotThere) return 3;
  if (error instanceof Failure) return 1;
  return error instanceof Refusal || error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : undefined;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  const code = codeOf(error);
  if (code === undefined) throw error;
  console.error(`cdk8s-plus: ${error.message}`);
  process.exitCode = code;
}
