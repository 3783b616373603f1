import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import * as path from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { expandTemplate, Job, runJob } from './gitlab-pipeline';
import { Repository } from '../action/repository';
import { Answers, callsOf, installStandIn, QUIET } from '../action/stand-in';

/*
 * The template for GitLab: expanded by gitlab-ci-local, which holds it against GitLab's own schema, and its scripts run in a
 * repository. The command is a stand-in.
 */

jest.setTimeout(120_000);

let repository: Repository;
let base: string;
beforeEach(() => {
  repository = new Repository();
  repository.write('.gitignore', 'node_modules\nservice-patterns\n');
  repository.write('k8s/app.yaml', 'base\n');
  base = repository.commit('base');
  repository.write('k8s/app.yaml', 'changed\n');
  repository.commit('change');
});
afterEach(() => repository.remove());

const expanded = new Map<string, Record<string, Job>>();

/** The jobs of the template for these inputs. */
function jobsOf(inputs: Record<string, string>): Record<string, Job> {
  const key = JSON.stringify(inputs);
  if (!expanded.has(key)) expanded.set(key, expandTemplate(inputs).jobs);
  return expanded.get(key)!;
}

const PLAIN = { synth: '', manifests: 'k8s' };

const ANSWERS: Answers = {
  ...QUIET,
  'check gitlab': { text: '[{ "check_name": "no-policy" }]\n' },
  'diff gitlab': { text: '[{ "check_name": "internet-opened" }]\n' },
  'check junit': { text: '<testsuites/>\n' },
  // Without a format: the table that the log shows.
  check: { text: 'no findings\n' },
  diff: { text: 'no changes\n' },
};

async function run(inputs: Record<string, string>, answers: Answers, env: Record<string, string> = {}) {
  installStandIn(repository.folder, answers);
  const bin = path.join(repository.folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  const program = path.join(bin, 'service-patterns');
  writeFileSync(
    program,
    `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/../cdk8s-service-patterns/main.js" "$@"\n`,
  );
  chmodSync(program, 0o755);
  return runJob(jobsOf(inputs)['service-patterns'], repository.folder, env);
}

const written = (name: string): string =>
  readFileSync(path.join(repository.folder, 'service-patterns/service-patterns', name), 'utf8');

test('the template is what the schema of GitLab allows', () => {
  const { jobs, log } = expandTemplate({});
  expect(log).toContain('json schema validated');
  expect(Object.keys(jobs)).toEqual(['stages', 'service-patterns', 'service-patterns-note']);
  expect(jobs['service-patterns'].artifacts?.reports).toEqual({
    codequality: 'service-patterns/service-patterns/codequality.json',
    junit: 'service-patterns/service-patterns/check.junit',
  });
  expect(jobs['service-patterns'].variables).toMatchObject({ SP_SYNTH: 'npx --no cdk8s synth', SP_FAIL_ON: 'error' });
});

test('an input that is none of those that are allowed is refused before anything runs', () => {
  const { jobs, log } = expandTemplate({ 'fail-on': 'errors' });
  expect(jobs).toEqual({});
  expect(log).toContain('fail-on');
});

test('the docs include the template with inputs that it has, and name the others', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/pull-requests.md'), 'utf8');
  const [, text] = />> \.gitlab-ci\.yml <<'EOF'\n([^]*?)^EOF$/m.exec(page)!;
  const { include } = parse(text) as { include: { remote: string; inputs: Record<string, string> }[] };
  expect(include[0].remote).toMatch(/\/ci\/gitlab\.yml$/);
  const { jobs } = expandTemplate(include[0].inputs);
  expect(jobs['service-patterns'].variables).toMatchObject({
    SP_FAIL_ON_DIFF: 'internet',
    SP_CHECK: '--rules rules.yaml --baseline baseline.json',
  });
  const [spec] = parseAllDocuments(readFileSync(path.join(__dirname, '../../ci/gitlab.yml'), 'utf8'));
  const names = Object.keys((spec.toJS() as { spec: { inputs: object } }).spec.inputs);
  const [section] = page.split('\n## On GitLab\n')[1].split('\n## ');
  for (const name of names) expect(section).toMatch(new RegExp(`\\b${name}\\b`));
});

test('a merge request is compared with its base, and both reports are written', async () => {
  const { code, log } = await run(PLAIN, ANSWERS, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  expect([code, log]).toEqual([0, 'no findings\nno changes\n']);
  expect(callsOf(repository.folder).find(({ args }) => args[0] === 'diff')!.read).toEqual(['base', 'changed']);
  expect(JSON.parse(written('codequality.json'))).toEqual([
    { check_name: 'no-policy' },
    { check_name: 'internet-opened' },
  ]);
  expect(written('check.junit')).toEqual('<testsuites/>\n');
  expect(written('diff.md')).toContain('### Network connections');
  expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
});

test('in a pipeline for merged results the base is the head of the target branch', async () => {
  const target = repository.git('rev-parse', 'HEAD');
  const env = { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: target, CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
  await run(PLAIN, ANSWERS, env);
  expect(callsOf(repository.folder).find(({ args }) => args[0] === 'diff')!.read).toEqual(['changed', 'changed']);
});

test('a pipeline of a branch checks, and compares nothing', async () => {
  expect(await run(PLAIN, ANSWERS)).toEqual({ code: 0, log: 'no findings\n' });
  expect(callsOf(repository.folder).map(({ args }) => args[0])).toEqual(['check', 'check', 'check', 'check']);
  expect(JSON.parse(written('codequality.json'))).toEqual([{ check_name: 'no-policy' }]);
});

test('both commits are rendered by the command', async () => {
  const inputs = { synth: 'mkdir -p out && cp k8s/* out', manifests: 'out' };
  const { code } = await run(inputs, ANSWERS, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  expect(code).toEqual(0);
  expect(callsOf(repository.folder).find(({ args }) => args[0] === 'diff')!.read).toEqual(['base', 'changed']);
});

test('findings and changes that are objected to fail the job, after all has been written', async () => {
  const inputs = { ...PLAIN, 'fail-on': 'warning', 'fail-on-diff': 'internet', 'check-options': '--rules rules.yaml' };
  const answers = { ...ANSWERS, check: { text: 'a finding\n', code: 1 }, diff: { text: 'a change\n', code: 1 } };
  const { code, log } = await run(inputs, answers, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  expect([code, log]).toEqual([
    1,
    'a finding\na change\nnot passed: findings (fail-on: warning), changes (fail-on-diff: internet)\n',
  ]);
  const asked = callsOf(repository.folder).map(({ args }) => args.filter((arg) => !arg.startsWith('/')).join(' '));
  expect(asked).toContain('check k8s --fail-on warning --rules rules.yaml');
  expect(asked).toContain('diff k8s --fail-on internet');
});

test('manifests that cannot be read fail the job with what the command said', async () => {
  const broken = { code: 3, stderr: 'k8s/app.yaml:1: no\n' };
  expect(await run({ ...PLAIN, 'fail-on': 'none' }, { ...ANSWERS, 'check gitlab': broken })).toEqual({
    code: 3,
    log: 'k8s/app.yaml:1: no\n',
  });
});

test.each([
  ['none', 0, ''],
  ['added', 1, 'not passed: no comparison (fail-on-diff: added)\n'],
])('a base that cannot be rendered is told; fail-on-diff: %s ends with %d', async (what, code, end) => {
  repository.write('good', '');
  repository.commit('mend');
  const inputs = { synth: 'test -f good && mkdir -p out && cp k8s/* out', manifests: 'out', 'fail-on-diff': what };
  const result = await run(inputs, ANSWERS, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  const told = '### Network connections\n\nThere is no comparison: the base cannot be rendered.\n';
  expect(result).toEqual({ code, log: `no findings\n${told}${end}` });
});

describe('the note', () => {
  interface Note {
    readonly id: number;
    readonly author: { readonly id: number };
    body: string;
  }
  let server: Server;
  let notes: Note[];
  let requests: string[];
  const US = { id: 7 };

  beforeEach(async () => {
    notes = [];
    requests = [];
    server = createServer((request, response) => {
      void (async () => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        const { method, url = '', headers } = request;
        requests.push(`${method} ${url} ${headers['private-token']}`);
        const body = text === '' ? '' : (JSON.parse(text) as { body: string }).body;
        const page = Number(/[?&]page=(\d+)/.exec(url)?.[1]);
        if (method === 'POST') notes.push({ id: notes.length + 1, author: US, body });
        if (method === 'PUT') notes.find(({ id }) => url.endsWith(`/notes/${id}`))!.body = body;
        const answer = url === '/user' ? US : method === 'GET' ? notes.slice((page - 1) * 100, page * 100) : {};
        response.writeHead(headers['private-token'] === 'secret' ? 200 : 401).end(JSON.stringify(answer));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function write(token = 'secret'): Promise<{ code: number; log: string }> {
    const { port } = server.address() as AddressInfo;
    return runJob(jobsOf({ ...PLAIN, note: 'true' })['service-patterns-note'], repository.folder, {
      CI_API_V4_URL: `http://127.0.0.1:${port}`,
      CI_PROJECT_ID: '3',
      CI_MERGE_REQUEST_IID: '12',
      CI_COMMIT_SHA: 'abc',
      CI_PIPELINE_URL: 'https://gitlab.example/p/1',
      SERVICE_PATTERNS_TOKEN: token,
    });
  }

  function artifact(name: string, text: string): void {
    repository.write(`service-patterns/service-patterns/${name}`, text);
  }

  test('has the changes, their picture and the findings, and is written over by the next run', async () => {
    artifact('diff.md', '### Network connections\n');
    artifact('diff.mermaid', 'flowchart LR\n  n1 ==>|"added: all"| n2\n');
    artifact('check.md', '### Checks\n');
    expect(await write()).toEqual({ code: 0, log: '' });
    expect(notes.map(({ body }) => body)).toEqual([
      '<!-- service-patterns: service-patterns -->\n\n### Network connections\n\n<details>\n<summary>Picture</summary>\n\n' +
        '```mermaid\nflowchart LR\n  n1 ==>|"added: all"| n2\n```\n\n</details>\n\n### Checks\n\n' +
        '<sub>abc, [pipeline](https://gitlab.example/p/1)</sub>',
    ]);
    artifact('check.md', '### Checks\n\nNothing is found.\n');
    await write();
    expect(notes).toHaveLength(1);
    expect(notes[0].body).toContain('Nothing is found.');
    expect(requests.every((line) => line.endsWith(' secret'))).toEqual(true);
  });

  test('leaves a note of somebody else as it is', async () => {
    const body = '<!-- service-patterns: service-patterns -->\nnot ours';
    notes = [{ id: 1, author: { id: 1 }, body }];
    await write();
    expect(notes[0].body).toEqual(body);
    expect(notes).toHaveLength(2);
  });

  test('is found among hundreds', async () => {
    const others = Array.from({ length: 150 }, (_, i) => ({ id: i + 1, author: { id: 1 }, body: 'x' }));
    notes = [...others, { id: 151, author: US, body: '<!-- service-patterns: service-patterns -->\nold' }];
    await write();
    expect(notes).toHaveLength(151);
    expect(notes[150].body).toContain('The manifests cannot be judged: see the log of the job.');
  });

  test('tells why it cannot be written', async () => {
    const { code, log } = await write('wrong');
    expect(code).toEqual(1);
    expect(log).toMatch(/^GET \/user: GitLab answered 401 /);
  });
});
