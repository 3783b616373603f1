import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ActionRun, runAction } from './action-run';
import { pullRequest, Repository } from './repository';
import { Answers, callsOf, finding, installStandIn, QUIET } from './stand-in';

/* What the action asks of the command, and what it makes of the answers. The command is a stand-in. */

jest.setTimeout(60_000);

let repository: Repository;
let event: object;
beforeEach(() => {
  repository = new Repository();
  repository.write('.gitignore', 'node_modules\n');
  repository.write('k8s/app.yaml', 'base\n');
  const base = repository.commit('base');
  repository.write('k8s/app.yaml', 'changed\n');
  event = pullRequest(base, repository.commit('change'));
});
afterEach(() => repository.remove());

function run(
  answers: Answers,
  inputs: Record<string, string> = {},
  env: Record<string, string> = {},
): Promise<ActionRun> {
  installStandIn(repository.folder, { ...QUIET, ...answers });
  const all = { comment: 'false', manifests: 'k8s', ...inputs };
  return runAction({ cwd: repository.folder, inputs: all, event, env });
}

/** The answers for findings of these severities, with the exit code of `--fail-on`. */
function findings(code: number, ...found: object[]): Answers {
  return {
    'check json': { text: JSON.stringify({ version: 1, findings: found }), code },
    'check md': { text: '### Checks\n\n**The findings.**\n', code },
    'check sarif': { text: '{"runs":[{}]}\n', code },
  };
}

const CHANGES: Answers = {
  'diff json': { text: JSON.stringify({ version: 2, changes: [{}, {}, {}] }) },
  'diff md': { text: '### Network connections\n\n**1 opening.**\n' },
  'diff mermaid': { text: 'flowchart LR\n  n1["web"]\n  n1 ==>|"added: all"| n1\n' },
};

test('the command is asked with what the inputs say, from the root of the repository', async () => {
  const inputs = {
    rules: 'rules.yaml',
    baseline: 'baseline.json',
    options: '--pod-cidr 10.0.0.0/8\n\n  --recursive  \n',
    'fail-on': 'warning',
    'fail-on-diff': 'internet',
  };
  await run({}, inputs);
  const calls = callsOf(repository.folder);
  const rules = ['--rules', 'rules.yaml', '--baseline', 'baseline.json'];
  const options = ['--pod-cidr', '10.0.0.0/8', '--recursive'];
  expect(calls.map(({ args }) => [args[0], args[args.indexOf('--format') + 1]].join(' '))).toEqual([
    'check json',
    'check md',
    'check sarif',
    'diff json',
    'diff md',
    'diff mermaid',
  ]);
  expect(calls[0].args).toEqual(['check', 'k8s', '--format', 'json', '--fail-on', 'warning', ...rules, ...options]);
  const [command, old, now, ...rest] = calls[3].args;
  expect([command, now, ...rest]).toEqual(['diff', 'k8s', '--format', 'json', '--fail-on', 'internet', ...options]);
  expect(path.isAbsolute(old)).toEqual(true);
  expect(calls.map(({ cwd }) => cwd)).toEqual(calls.map(() => repository.folder));
});

test('paths of a project in a folder are those of the repository', async () => {
  repository.write('apps/shop/k8s/app.yaml', 'app\n');
  await run({}, { 'working-directory': 'apps/shop', rules: 'rules.yaml' });
  expect(callsOf(repository.folder)[0].args.slice(0, 8)).toEqual([
    'check',
    'apps/shop/k8s',
    '--format',
    'json',
    '--fail-on',
    'error',
    '--rules',
    'apps/shop/rules.yaml',
  ]);
});

test('neither the command nor what renders gets a token, or the files of the runner', async () => {
  const env = { GITHUB_TOKEN: 't', GH_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' };
  const { log } = await run({}, { synth: 'env | grep -cE "TOKEN|GITHUB_(OUTPUT|ENV|PATH)|^INPUT_" || true' }, env);
  expect(log).toMatch(/\|\| true\n0\n/);
  for (const call of callsOf(repository.folder)) expect(call.env).toEqual([]);
});

test('the text has the changes, their picture, the findings, and the commits', async () => {
  const { outputs, summary } = await run({ ...CHANGES, ...findings(0, finding('note')) });
  const { base, head } = (event as { pull_request: Record<'base' | 'head', { sha: string }> }).pull_request;
  expect(outputs.report).toEqual(`<!-- service-patterns: k8s -->

### Network connections

**1 opening.**

<details>
<summary>Picture</summary>

\`\`\`mermaid
flowchart LR
  n1["web"]
  n1 ==>|"added: all"| n1
\`\`\`

</details>

### Checks

**The findings.**

<sub>${head.sha} compared with ${base.sha}, [run](https://github.example/acme/shop/actions/runs/7)</sub>`);
  expect(summary).toEqual(`${outputs.report}\n`);
});

test('findings are counted by severity, without those that are accepted', async () => {
  const accepted = finding('error', { by: 'baseline', reason: 'known' });
  const { outputs, failed } = await run({
    ...CHANGES,
    ...findings(0, finding('warning'), finding('warning'), finding('note'), accepted),
  });
  expect(outputs).toMatchObject({ changes: '3', findings: '3', errors: '0', warnings: '2', notes: '1' });
  expect(outputs.sarif).toEqual('{"runs":[{}]}\n');
  expect(failed).toBeUndefined();
});

test('findings that the command objects to fail the job, after all has been shown', async () => {
  const found = findings(1, finding('error'), finding('error'), finding('warning'));
  const { outputs, failed, log, used } = await run(found, { sarif: 'true' });
  expect(failed).toEqual('Decide');
  expect(log).toContain('::error::Findings: 2 errors, 1 warning (fail-on: error).\n');
  expect(outputs.report).toContain('\n\n❌ Findings: 2 errors, 1 warning (`fail-on: error`).\n\n');
  const asked = callsOf(repository.folder).map(({ args }) => `${args[0]} ${args[args.indexOf('--format') + 1]}`);
  expect(asked).toEqual(expect.arrayContaining(['check sarif', 'diff sarif']));
  expect(used['Upload the findings']).toMatchObject({ category: 'service-patterns k8s', 'continue-on-error': 'false' });
});

test('fail-on: none shows the findings and passes', async () => {
  const { failed, outputs } = await run(findings(1, finding('error')), { 'fail-on': 'none' });
  expect(failed).toBeUndefined();
  expect(outputs.errors).toEqual('1');
  expect(callsOf(repository.folder)[0].args).not.toContain('--fail-on');
});

test.each([
  ['added', '::error::Something is opened (fail-on-diff: added).\n'],
  ['internet', '::error::Something is opened from or to the internet (fail-on-diff: internet).\n'],
])('what fail-on-diff: %s finds fails the job', async (what, message) => {
  const answers = { ...CHANGES, 'diff json': { ...CHANGES['diff json'], code: 1 } };
  const { failed, log } = await run(answers, { 'fail-on-diff': what });
  expect(failed).toEqual('Decide');
  expect(log).toContain(message);
});

test('manifests that cannot be read fail the job, and the comment has what the command said', async () => {
  const said = 'k8s/app.yaml:3: got ``` here\n::set-output name=x::y\n';
  const broken = { code: 3, stderr: said };
  const { failed, log, outputs } = await run({ 'check json': broken, 'diff json': broken });
  expect(failed).toEqual('Decide');
  expect(log).toContain('::error::The manifests cannot be checked.\n::error::The manifests cannot be compared.\n');
  expect(log).toMatch(/::stop-commands::(\S+)\nk8s\/app\.yaml:3: got ``` here\n::set-output name=x::y\n::\1::\n/);
  expect(outputs.report).toContain(`### Checks\n\nThe manifests cannot be judged:\n\n\`\`\`\`text\n${said}\`\`\`\`\n`);
  expect(outputs).toMatchObject({ findings: '', errors: '', sarif: '' });
});

test('a base that cannot be read does not keep what mends it from passing', async () => {
  const broken = { code: 3, stderr: 'base/app.yaml:3: no\n' };
  const { failed, log, outputs } = await run({ 'diff json': broken, reach: broken });
  expect(failed).toBeUndefined();
  expect(log).toContain('::warning::No comparison: the manifests of the base cannot be read\n');
  expect(outputs.report).toContain('There is no comparison: the manifests of the base cannot be read.');
});

describe('the version of the command', () => {
  /** An npx that says how it was called, and stands for the package. */
  function stubNpx(): Record<string, string> {
    const bin = path.join(repository.folder, '../bin');
    const main = path.join(repository.folder, 'node_modules/cdk8s-service-patterns/main.js');
    mkdirSync(bin);
    const call = 'while [ "$1" != service-patterns ]; do printf "%s " "$1" >&2; shift; done; echo >&2; shift';
    writeFileSync(path.join(bin, 'npx'), `#!/bin/bash\n${call}\n"$NODE" "${main}" "$@"\nexit 9\n`, { mode: 0o755 });
    return { PATH: `${bin}:${process.env.PATH}` };
  }

  test('is the one that is asked for', async () => {
    const { log } = await run({}, { version: '1.2.3' }, stubNpx());
    expect(log).toContain('--yes --package cdk8s-service-patterns@1.2.3 \n');
  });

  test('is that of the project, if its package is made for another version of cdk8s-plus', async () => {
    repository.write('apps/shop/k8s/app.yaml', 'app\n');
    const env = stubNpx();
    installStandIn(repository.folder, QUIET);
    const [installed, other] = ['', '-37'].map((n) =>
      path.join(repository.folder, `node_modules/cdk8s-service-patterns${n}`),
    );
    renameSync(installed, other);
    const inputs = { comment: 'false', 'working-directory': 'apps/shop', manifests: 'k8s' };
    const { log } = await runAction({ cwd: repository.folder, inputs, event, env });
    expect(log).not.toContain('--package');
    expect(readFileSync(path.join(other, 'calls.jsonl'), 'utf8')).toContain('"args":["check","apps/shop/k8s"');
  });

  test('is that of this action where the project has none', async () => {
    repository.write('apps/shop/k8s/app.yaml', 'app\n');
    const env = stubNpx();
    installStandIn(repository.folder, QUIET);
    writeFileSync(path.join(repository.folder, 'node_modules/cdk8s-service-patterns/package.json'), '{}');
    const inputs = { comment: 'false', 'working-directory': 'apps/shop', manifests: 'k8s' };
    const { log } = await runAction({ cwd: repository.folder, inputs, event, env });
    expect(log).toContain('--yes --package cdk8s-service-patterns@latest \n');
  });
});

test('pull_request_target is refused before anything runs', async () => {
  const env = { GITHUB_EVENT_NAME: 'pull_request_target' };
  const { failed, log } = await run({}, { synth: 'echo ran' }, env);
  expect(failed).toEqual('Render');
  expect(log).toEqual(
    '::error::got the event pull_request_target; allowed: pull_request. Fix: write `on: pull_request`\n',
  );
});

test.each([
  [{ version: '1.2.3; rm -rf /' }, 'version: got "1.2.3; rm -rf /"; allowed: a version of the package'],
  [{ version: '--registry=http://evil.example' }, 'version: got "--registry=http://evil.example"; allowed: a version'],
  [{ 'fail-on': 'errors' }, 'fail-on: got "errors"; allowed: error, warning, none'],
  [{ 'fail-on-diff': 'true' }, 'fail-on-diff: got "true"; allowed: none, added, internet'],
  [{ comment: 'yes' }, 'comment: got "yes"; allowed: true, false'],
  [{ sarif: 'True' }, 'sarif: got "True"; allowed: false, true'],
])('%j is refused', async (inputs, message) => {
  const { log, failed } = await run({}, inputs);
  expect(log).toContain(`::error::${message}`);
  expect(failed).toEqual('Judge');
});

test('an id becomes no part of the text around it', async () => {
  const { outputs } = await run({}, { id: 'staging --> <b>' });
  expect(outputs.report.split('\n')[0]).toEqual('<!-- service-patterns: staging -_ _b_ -->');
});

describe('the page', () => {
  const callsFor = (format: string): string[][] =>
    callsOf(repository.folder)
      .map(({ args }) => args)
      .filter((args) => args.includes(format));

  test('is written where it is asked for, of what has changed', async () => {
    const { outputs, failed } = await run(CHANGES, { page: 'true', options: '--recursive' });
    expect(failed).toBeUndefined();
    expect(path.basename(outputs.page)).toEqual('network-diff.html');
    const [[command, , now, ...rest]] = callsFor('html');
    expect([command, now, ...rest]).toEqual(['diff', 'k8s', '--format', 'html', '--recursive']);
  });

  test('is written of what is open where there is nothing to compare with', async () => {
    event = {};
    const { outputs } = await run({}, { page: 'true' });
    expect(path.basename(outputs.page)).toEqual('network.html');
    expect(callsFor('html')).toEqual([['reach', 'k8s', '--format', 'html']]);
  });

  test('is not written where nobody asks', async () => {
    const { outputs } = await run(CHANGES);
    expect([outputs.page, callsFor('html')]).toEqual(['', []]);
  });

  test('that cannot be made fails no job, and is said', async () => {
    const { outputs, failed, log } = await run(
      { ...CHANGES, 'diff html': { code: 2, stderr: 'no such format\n' } },
      { page: 'true' },
    );
    expect([outputs.page, failed]).toEqual(['', undefined]);
    expect(log).toContain('There is no page: service-patterns diff ended with exit code 2');
  });
});
