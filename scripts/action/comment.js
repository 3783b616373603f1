// The third step: one comment for each pull request, which later pushes bring up to date. It alone has the token, and runs
// nothing of the repository.
const { readFileSync } = require('fs');
const { createApi, isPassing, refusalOf } = require('./github');
const { input } = require('./inputs');
const { event, isReadOnly, notice, warning } = require('./runner');

async function comment() {
  const happened = event();
  const number = happened.pull_request?.number;
  if (!Number.isInteger(number))
    return notice('No comment: this event is no pull request. The summary of the run has the text.');
  const body = readFileSync(input('comment-file'), 'utf8');
  try {
    const done = await write(createApi(), number, body, input('quiet') === 'true');
    process.stdout.write(`${done}\n`);
  } catch (reason) {
    if (reason.status === undefined) throw reason;
    told(reason, isReadOnly(happened));
  }
}

/** Creates the comment or brings it up to date; says what was done. */
async function write(api, number, body, isQuiet) {
  const [marker] = body.split('\n');
  for (let isLast = false; ; isLast = true) {
    const own = await ownComment(api, number, marker);
    if (own === undefined && isQuiet) return 'nothing to tell, and no comment to bring up to date';
    const answer = await put(api, number, own, body);
    if (answer.status === 200 || answer.status === 201) {
      return own === undefined ? 'wrote the comment' : 'brought the comment up to date';
    }
    if (isLast || !isPassing(answer)) throw refusalOf('the comment cannot be written', answer);
  }
}

function put(api, number, own, body) {
  const issues = `/repos/${api.repository}/issues`;
  if (own === undefined) return api.call('POST', `${issues}/${number}/comments`, { body });
  return api.call('PATCH', `${issues}/comments/${own.id}`, { body });
}

/** The comment of an earlier run. Anybody may write the marker; only a comment of our own is written over. */
async function ownComment(api, number, marker) {
  const isOwn = await whoWeAre(api);
  for (let page = 1; ; page++) {
    const answer = await api.call(
      'GET',
      `/repos/${api.repository}/issues/${number}/comments?per_page=100&page=${page}`,
    );
    if (answer.status !== 200) throw refusalOf('the comments cannot be read', answer);
    const comments = JSON.parse(answer.text);
    const found = comments.find(({ user, body }) => isOwn(user) && body?.split(/\r?\n/)[0] === marker);
    if (found !== undefined || comments.length < 100) return found;
  }
}

/** A person's token says who that is. That of a workflow, or of an app, does not, and writes as a bot. */
async function whoWeAre(api) {
  const answer = await api.call('GET', '/user');
  if (answer.status !== 200) return (user) => user?.type === 'Bot';
  const { login } = JSON.parse(answer.text);
  return (user) => user?.login === login;
}

/** A comment that cannot be written fails no job: the summary has the same text. */
function told(reason, readOnly) {
  if (readOnly) {
    const whose = 'the token of a pull request from a fork, or of Dependabot, may not write';
    return notice(`No comment: ${whose}. The summary of the run has the text.`);
  }
  const fix =
    reason.status === 403 || reason.status === 404 ? '. Fix: give the job `permissions: pull-requests: write`' : '';
  return warning(`${reason.message}${fix}. The summary of the run has the text.`);
}

module.exports = { comment };
