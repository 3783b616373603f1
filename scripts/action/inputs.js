// The inputs of action.yml. A composite action gets them by its own `env`, as INPUT_NAME_IN_CAPITALS.
const path = require('path');
const { fail } = require('./runner');

/** The text of an input, without the white space around it. */
function input(name) {
  return (process.env[`INPUT_${name.toUpperCase().replace(/-/g, '_')}`] ?? '').trim();
}

/** An input that has to be one of these; the first is the default. */
function oneOf(name, allowed) {
  const value = input(name);
  if (value === '') return allowed[0];
  if (!allowed.includes(value)) throw fail(`${name}: got "${value}"; allowed: ${allowed.join(', ')}`);
  return value;
}

/** A path within the repository: what is outside of it is there for one commit alone, and cannot be compared. */
function repositoryPath(name, value) {
  const relative = path.normalize(value);
  if (path.isAbsolute(value) || relative.split(path.sep)[0] === '..' || value.startsWith('-')) {
    throw fail(
      `${name}: got "${value}"; allowed: a path within the repository, relative to its root or working-directory`,
    );
  }
  return relative;
}

/** One argument for the command a line; what follows the first space of a line is the option's value. */
function words(name) {
  const lines = input(name).split('\n');
  return lines.flatMap((line) => {
    const [, word, value] = /^\s*(\S*)\s*(.*?)\s*$/.exec(line);
    return [word, value].filter((part) => part !== '');
  });
}

/** What is rendered, and where it is read. */
function renderInputs() {
  const manifests = input('manifests');
  const synth = input('synth');
  const own = input('working-directory');
  return {
    workingDirectory: own === '' ? '.' : repositoryPath('working-directory', own),
    // Nothing said: an app of cdk8s. Manifests alone: they are in the repository as they are.
    synth: synth === '' && manifests === '' ? 'npx --no cdk8s synth' : synth,
    manifests: repositoryPath('manifests', manifests === '' ? 'dist' : manifests),
    install: input('install'),
    base: input('base'),
    baseRef: input('base-ref'),
  };
}

/** What is asked of it. */
function reportInputs() {
  // The steps that these switch on ask for `true`; anything else would switch them off without a word.
  oneOf('comment', ['true', 'false']);
  const sarif = oneOf('sarif', ['false', 'true']) === 'true';
  const page = oneOf('page', ['false', 'true']) === 'true';
  const version = input('version');
  if (!/^[\w.^~*-]*$/.test(version) || version.startsWith('-')) {
    throw fail(`version: got "${version}"; allowed: a version of the package, such as 1.2.3, or a tag of npm`);
  }
  return {
    version,
    sarif,
    page,
    rules: input('rules'),
    baseline: input('baseline'),
    failOn: oneOf('fail-on', ['error', 'warning', 'none']),
    failOnDiff: oneOf('fail-on-diff', ['none', 'added', 'internet']),
    options: words('options'),
    id: commentId(),
  };
}

/** What tells the comments of several calls apart. It becomes part of an HTML comment. */
function commentId() {
  const folder = input('working-directory') || '.';
  const id = input('id') || path.posix.join(folder, input('manifests') || 'dist');
  return id.replace(/[^\w./ -]/g, '_').replace(/--+/g, '-');
}

module.exports = { input, oneOf, renderInputs, reportInputs };
