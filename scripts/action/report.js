// The second step: what the manifests are found to be, as a comment, a summary, a SARIF file and outputs.
const { readFileSync, writeFileSync } = require('fs');
const path = require('path');
const { input, reportInputs } = require('./inputs');
const { judgeDiff, judgeManifests } = require('./judge');
const { codeBlock, COMMENT_CHARACTERS, fit, join, markerOf, pictureBlock } = require('./markdown');
const { makePage } = require('./page');
const { addToSummary, event, isReadOnly, output, summaryRoom } = require('./runner');
const { findTool } = require('./tool');

function report() {
  const inputs = reportInputs();
  const place = {
    state: input('state'),
    root: input('root'),
    head: input('head'),
    base: input('base-manifests'),
    missingBase: input('missing-base'),
    folder: input('working-directory'),
  };
  const tool = findTool(path.join(place.root, place.folder), place.root, inputs.version);
  const check = judgeManifests(tool, place, inputs);
  const diff = judgeDiff(tool, place, inputs);
  const refusals = [...check.refusals, ...diff.refusals];
  const parts = {
    before: [markerOf(inputs.id), gateBlock(refusals), section('Network connections', diff)],
    picture: diff.mermaid === undefined ? '' : pictureBlock(diff.mermaid),
    after: [section('Checks', check)],
    footer: footer(),
  };
  const run = `The whole text is in the [summary of the run](${runUrl()}).`;
  const comment = path.join(place.state, 'comment.md');
  writeFileSync(comment, fit(parts, COMMENT_CHARACTERS, run));
  const more = 'The artifacts of the command have all of it: `service-patterns check` and `service-patterns diff`.';
  addToSummary(fit(parts, Math.max(summaryRoom(), 0), more, (text) => Buffer.byteLength(text)));
  output('id', inputs.id);
  writeFileSync(path.join(place.state, 'refusals.json'), JSON.stringify(refusals));
  output('page', makePage(tool, place, inputs, diff.changes !== undefined));
  outputs(check, diff, comment, refusals.length === 0 && check.findings === 0 && !(diff.changes > 0));
}

function outputs(check, diff, comment, isQuiet) {
  output('comment', comment);
  // What tells nothing makes no comment; it only brings one up to date that is there.
  output('quiet', String(isQuiet));
  output('read-only', String(isReadOnly(event())));
  output('sarif', check.sarif ?? '');
  output('sarif-folder', check.sarif === undefined ? '' : path.dirname(check.sarif));
  output('changes', diff.changes === undefined ? '' : String(diff.changes));
  for (const name of ['findings', 'errors', 'warnings', 'notes']) output(name, String(check[name] ?? ''));
}

/** What is told of one question; where it could not be asked, what the command said. */
function section(title, { markdown, said, why }) {
  if (said !== undefined) return join([`### ${title}`, `The manifests cannot be judged:`, codeBlock(said)]);
  if (why !== undefined) return join([`### ${title}`, `There is no comparison: ${why}.`]);
  return markdown === undefined ? '' : readFileSync(markdown, 'utf8').trim();
}

/** Why the job fails, first of all. */
function gateBlock(refusals) {
  return refusals.map((refusal) => `❌ ${refusal}`).join('  \n');
}

/** Which commits were looked at: a comment of an earlier push is known by it. */
function footer() {
  const { pull_request: pull } = event();
  const head = pull?.head?.sha ?? process.env.GITHUB_SHA ?? '';
  const base = input('base-commit');
  const commits = base === '' ? `${head}` : `${head} compared with ${base}`;
  return `<sub>${commits}, [run](${runUrl()})</sub>`;
}

function runUrl() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  return `${server}/${repository}/actions/runs/${run}`;
}

module.exports = { report };
