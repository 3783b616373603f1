// What the command finds: of the manifests as they are, and of what has changed.
const { mkdirSync, readFileSync } = require('fs');
const path = require('path');
const { warning } = require('./runner');
const { runTool } = require('./tool');

/** What is uploaded has a folder of its own, as the upload takes all files of one. */
function folderOf(format, { state }) {
  const folder = format === 'sarif' ? path.join(state, 'sarif') : state;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** `service-patterns check`, in the formats that are shown and counted. */
function judgeManifests(tool, place, inputs) {
  const run = (format) => {
    const file = path.join(folderOf(format, place), `check.${format}`);
    const options = [
      ...fileOption('rules', place, inputs),
      ...fileOption('baseline', place, inputs),
      ...inputs.options,
    ];
    const failOn = inputs.failOn === 'none' ? [] : ['--fail-on', inputs.failOn];
    const args = ['check', place.head, '--format', format, ...failOn, ...options];
    return { file, ...runTool(tool, args, place.root, file) };
  };
  try {
    const json = run('json');
    const { findings } = JSON.parse(readFileSync(json.file, 'utf8'));
    const open = findings.filter(({ accepted }) => accepted === undefined || accepted === null);
    const count = (severity) => open.filter((finding) => finding.severity === severity).length;
    const counts = { findings: open.length, errors: count('error'), warnings: count('warning'), notes: count('note') };
    const isRefused = inputs.failOn !== 'none' && json.code !== 0;
    return {
      ...counts,
      markdown: run('md').file,
      sarif: run('sarif').file,
      refusals: isRefused ? [`Findings: ${told(counts)} (\`fail-on: ${inputs.failOn}\`).`] : [],
    };
  } catch (reason) {
    return failed(reason, 'The manifests cannot be checked');
  }
}

const told = ({ errors, warnings }) =>
  [
    [errors, 'error'],
    [warnings, 'warning'],
  ]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(', ');

/** `service-patterns diff`. */
function judgeDiff(tool, place, inputs) {
  if (place.base === '') return withoutBase(place.missingBase, inputs);
  const run = (format, ...more) => {
    const file = path.join(folderOf(format, place), `diff.${format}`);
    const args = ['diff', place.base, place.head, '--format', format, ...more, ...inputs.options];
    return { file, ...runTool(tool, args, place.root, file) };
  };
  try {
    const asked = inputs.failOnDiff === 'none' ? [] : ['--fail-on', inputs.failOnDiff];
    const json = run('json', ...asked);
    const isRefused = json.code !== 0;
    if (inputs.sarif) run('sarif');
    const what = inputs.failOnDiff === 'internet' ? 'opened from or to the internet' : 'opened';
    return {
      changes: JSON.parse(readFileSync(json.file, 'utf8')).changes.length,
      markdown: run('md').file,
      mermaid: readFileSync(run('mermaid').file, 'utf8'),
      refusals: isRefused ? [`Something is ${what} (\`fail-on-diff: ${inputs.failOnDiff}\`).`] : [],
    };
  } catch (reason) {
    if (reason.said !== undefined && !isReadable(tool, place, inputs)) {
      // A change that mends what nobody could read must be able to get in.
      warning('No comparison: the manifests of the base cannot be read');
      return withoutBase('the manifests of the base cannot be read', inputs);
    }
    return failed(reason, 'The manifests cannot be compared');
  }
}

/** Whether the base by itself can be read. */
function isReadable(tool, place, inputs) {
  try {
    runTool(tool, ['reach', place.base, ...inputs.options], place.root, path.join(place.state, 'base.txt'));
    return true;
  } catch (reason) {
    if (reason.said === undefined) throw reason;
    return false;
  }
}

/** Nothing to compare with. Whoever wants it compared gets no silent pass. */
function withoutBase(why, { failOnDiff }) {
  if (why === '') return { refusals: [] };
  return { why, refusals: failOnDiff === 'none' ? [] : [`There is no comparison (\`fail-on-diff: ${failOnDiff}\`).`] };
}

function failed(reason, what) {
  if (reason.foreseen !== true) throw reason;
  return { said: reason.said ?? reason.message, refusals: [`${what}.`] };
}

/** A file that the command reads beside the manifests: paths are those of the working directory. */
function fileOption(name, place, inputs) {
  return inputs[name] === '' ? [] : [`--${name}`, path.join(place.folder, inputs[name])];
}

module.exports = { judgeDiff, judgeManifests };
