import { ActionRun, runAction } from './action-run';
import { BOT, FakeGitHub } from './fake-github';
import { pullRequest, Repository } from './repository';
import { Answers, finding, installStandIn, QUIET } from './stand-in';

/* The comment of a pull request, against a server that answers as GitHub's API does. */

jest.setTimeout(60_000);

let repository: Repository;
let github: FakeGitHub;
let commit: string;
beforeEach(async () => {
  repository = new Repository();
  repository.write('.gitignore', 'node_modules\n');
  repository.write('k8s/app.yaml', 'base\n');
  commit = repository.commit('base');
  github = await new FakeGitHub().start();
});
afterEach(async () => {
  await github.stop();
  repository.remove();
});

const FOUND: Answers = {
  ...QUIET,
  'check json': { text: JSON.stringify({ version: 1, findings: [finding('note')] }) },
  'check md': { text: '### Checks\n\n**A note.**\n' },
};

const MARKER = '<!-- service-patterns: k8s -->';
const STRANGER = { login: 'stranger', type: 'User' };

function run(
  answers: Answers,
  options: { fork?: boolean; event?: object; token?: string; actor?: string } = {},
): Promise<ActionRun> {
  installStandIn(repository.folder, answers);
  return runAction({
    cwd: repository.folder,
    inputs: { manifests: 'k8s', ...(options.token === undefined ? {} : { token: options.token }) },
    event: options.event ?? pullRequest(commit, commit, options.fork),
    env: { GITHUB_API_URL: github.url, GITHUB_ACTOR: options.actor ?? 'dev' },
  });
}

const bodies = (): string[] => github.comments.map(({ body }) => body);
const writes = (): string[] => github.requests.flatMap(({ method }) => (method === 'GET' ? [] : [method]));

test('the first run writes a comment, the next one writes over it', async () => {
  expect((await run(FOUND)).log).toContain('wrote the comment\n');
  expect(bodies()).toEqual([expect.stringContaining(`${MARKER}\n\n### Network connections\n`)]);
  const { log, failed } = await run({ ...FOUND, 'check md': { text: '### Checks\n\nAnother note.\n' } });
  expect(log).toContain('brought the comment up to date\n');
  expect(failed).toBeUndefined();
  expect(bodies()).toEqual([expect.stringContaining('Another note.')]);
  expect(writes()).toEqual(['POST', 'PATCH']);
});

test('the token of the workflow is the one that is sent, to this server alone', async () => {
  await run(FOUND);
  expect(new Set(github.requests.map(({ token }) => token))).toEqual(new Set(['Bearer the-token']));
});

test('the comment is found among hundreds', async () => {
  const others = Array.from({ length: 250 }, (_, i) => ({ id: i + 1, user: STRANGER, body: `comment ${i}` }));
  github.comments = [...others, { id: 251, user: BOT, body: `${MARKER}\r\nold` }];
  await run(FOUND);
  expect(writes()).toEqual(['PATCH']);
  expect(github.comments[250].body).toContain('A note.');
});

test('the comment of somebody else is left as it is, whatever it begins with', async () => {
  github.comments = [{ id: 1, user: STRANGER, body: `${MARKER}\nnot ours` }];
  await run(FOUND);
  expect(bodies()).toEqual([`${MARKER}\nnot ours`, expect.stringContaining('A note.')]);
});

test('a comment about other manifests is left as it is', async () => {
  github.comments = [{ id: 1, user: BOT, body: '<!-- service-patterns: staging -->\nother' }];
  await run(FOUND);
  expect(bodies()).toEqual(['<!-- service-patterns: staging -->\nother', expect.stringContaining('A note.')]);
});

test("a person's token writes over that person's comment", async () => {
  github.person = 'robot-of-acme';
  github.comments = [
    { id: 1, user: BOT, body: `${MARKER}\nof the workflow` },
    { id: 2, user: { login: 'robot-of-acme', type: 'User' }, body: `${MARKER}\nold` },
  ];
  await run(FOUND, { token: 'of-a-person' });
  expect(bodies()).toEqual([`${MARKER}\nof the workflow`, expect.stringContaining('A note.')]);
});

test('where there is nothing to tell, no comment is written', async () => {
  const { log } = await run(QUIET);
  expect(log).toContain('nothing to tell, and no comment to bring up to date\n');
  expect(bodies()).toEqual([]);
});

test('where there is nothing to tell any more, the comment says so', async () => {
  github.comments = [{ id: 1, user: BOT, body: `${MARKER}\nan error` }];
  await run(QUIET);
  expect(bodies()).toEqual([expect.stringContaining('Nothing is found.')]);
});

const READ_ONLY =
  '::notice::No comment: the token of a pull request from a fork, or of Dependabot, may not write. ' +
  'The summary of the run has the text.\n';

test('a pull request from a fork has the summary, and does not fail', async () => {
  github.refusals.push({ method: 'POST', status: 403 });
  const { failed, log, summary } = await run(FOUND, { fork: true });
  expect(failed).toBeUndefined();
  expect(summary).toContain('**A note.**');
  expect(log).toContain(READ_ONLY);
  expect(log).not.toContain('::warning');
});

test('so has one of Dependabot', async () => {
  github.refusals.push({ method: 'POST', status: 403 });
  const { failed, log } = await run(FOUND, { actor: 'dependabot[bot]' });
  expect(failed).toBeUndefined();
  expect(log).toContain(READ_ONLY);
});

test('a token without the permission is told with the fix, and does not fail', async () => {
  github.refusals.push({ method: 'POST', status: 403 });
  const { failed, log } = await run(FOUND);
  expect(failed).toBeUndefined();
  expect(log).toContain(
    '::warning::the comment cannot be written: GitHub answered 403 Resource not accessible by integration. ' +
      'Fix: give the job `permissions: pull-requests: write`. The summary of the run has the text.\n',
  );
});

test('a server that stumbles is asked again', async () => {
  github.refusals.push({ method: 'GET', status: 502 });
  await run(FOUND);
  expect(bodies()).toHaveLength(1);
});

test('a comment that was written although the answer was lost is not written twice', async () => {
  github.refusals.push({ method: 'POST', status: 502, isCarriedOut: true });
  const { log } = await run(FOUND);
  expect(log).toContain('brought the comment up to date\n');
  expect(bodies()).toHaveLength(1);
});

test('a server that does not answer fails nothing', async () => {
  const { url } = github;
  await github.stop();
  installStandIn(repository.folder, FOUND);
  const event = pullRequest(commit, commit);
  const result = await runAction({
    cwd: repository.folder,
    inputs: { manifests: 'k8s' },
    event,
    env: { GITHUB_API_URL: url },
  });
  expect(result.failed).toBeUndefined();
  expect(result.log).toMatch(/::warning::the comments cannot be read: GitHub answered .*ECONNREFUSED/);
  github = await new FakeGitHub().start();
});

test('an event that is no pull request has the summary alone', async () => {
  const { log, summary } = await run(FOUND, { event: { ref: 'refs/heads/main' } });
  expect(log).toContain('::notice::No comment: this event is no pull request. The summary of the run has the text.\n');
  expect(summary).toContain('**A note.**');
  expect(github.requests).toEqual([]);
});
