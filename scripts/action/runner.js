// What a runner of GitHub Actions offers a step: commands in the log, outputs, the summary, the event.
const { randomUUID } = require('crypto');
const { appendFileSync, existsSync, readFileSync, statSync } = require('fs');

/** An error that was foreseen: its message is all that a person needs. */
function fail(message) {
  return Object.assign(new Error(message), { foreseen: true });
}

/** A command in the log; its text may hold anything and stays one line. */
function command(name, text) {
  const escaped = text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  process.stdout.write(`::${name}::${escaped}\n`);
}

const error = (text) => command('error', text);
const warning = (text) => command('warning', text);
const notice = (text) => command('notice', text);

/** Prints what others wrote, with commands in it switched off: a file name may look like one. */
function printForeign(text) {
  if (text === '') return;
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`);
}

/** Sets an output of the step. The delimiter cannot be guessed, so no value ends early and sets another output. */
function output(name, value) {
  const delimiter = randomUUID();
  const file = process.env.GITHUB_OUTPUT;
  if (file === undefined || file === '') throw fail('got no GITHUB_OUTPUT; this runs as a step of GitHub Actions');
  appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

/** What a summary may hold, all steps of the action together: 1 MiB, of which something is left for others. */
const SUMMARY_BYTES = 1_000_000;

/** How many bytes the summary still takes. */
function summaryRoom() {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return 0;
  return SUMMARY_BYTES - (existsSync(file) ? statSync(file).size : 0);
}

/** Adds to the summary of the run. */
function addToSummary(markdown) {
  if (summaryRoom() > 0) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}

/** What has started the workflow. */
function event() {
  const file = process.env.GITHUB_EVENT_PATH;
  if (file === undefined || file === '' || !existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Whether the token may write nothing, whatever the workflow says: for pull requests of other repositories, and of Dependabot. */
function isReadOnly({ pull_request: pull }) {
  if (process.env.GITHUB_ACTOR === 'dependabot[bot]') return true;
  // Where the other repository is gone, `head.repo` is null.
  return pull !== undefined && pull.head?.repo?.full_name !== pull.base?.repo?.full_name;
}

/** What the programs of others do not get: tokens, and the files by which a step speaks to the runner. */
const WITHHELD = [
  /^(GITHUB|GH)_TOKEN$/,
  /^GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/,
  /^ACTIONS_(RUNTIME|ID_TOKEN_REQUEST|RESULTS|CACHE)_/,
  /^INPUT_/,
];

/** The environment for programs of others. */
function foreignEnv(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !WITHHELD.some((pattern) => pattern.test(name)));
  return { ...Object.fromEntries(kept), ...more };
}

module.exports = {
  addToSummary,
  error,
  event,
  fail,
  foreignEnv,
  isReadOnly,
  notice,
  output,
  printForeign,
  summaryRoom,
  warning,
};
