import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { blocksOf } from '../cli/docs';

/* What runs on GitHub with a token: nobody else's code by a name that can be moved, and no right without a reason. */

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}
interface Job {
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string | { readonly name: string };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions?: Record<string, string>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Record<string, Job>;
}

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const FOLDER = '.github/workflows';
const OWN: [string, string][] = readdirSync(path.join(ROOT, FOLDER)).map((name) => [name, read(`${FOLDER}/${name}`)]);
const workflow = (name: string): Workflow => parse(read(`${FOLDER}/${name}`)) as Workflow;
const jobs = OWN.flatMap(([name]) =>
  Object.entries(workflow(name).jobs).map(([id, job]): [string, Job] => [`${name} ${id}`, job]),
);

/** Each right to write, and what it is for. Nothing else may write. */
const MAY_WRITE: Record<string, string> = {
  'release.yml attest: id-token': 'the certificate of the attestation',
  'release.yml attest: attestations': 'the attestation',
  'release.yml npm: id-token': 'npm knows the workflow by it; there is no token of npm',
  'release.yml pypi: id-token': 'PyPI knows the workflow by it; there is no token of PyPI',
  'release.yml github: contents': 'the tag and the release',
  'site.yml deploy: pages': 'the pages',
  'site.yml deploy: id-token': 'the pages are known to come from this workflow',
};

/** What users copy: the workflow of `init`, and those that the pages show. */
const SHOWN: [string, string][] = [
  ['action.yml', read('action.yml')],
  ['templates/init/github/workflows/network.yaml', read('templates/init/github/workflows/network.yaml')],
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => blocksOf(read(`docs/${name}`)).map(({ code }): [string, string] => [`docs/${name}`, code]))
    .filter(([, code]) => code.includes('uses: ')),
];

const usesOf = (text: string): string[] => [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, uses]) => uses);

test('there are workflows, and they use actions', () => {
  expect(OWN.map(([name]) => name)).toEqual(
    expect.arrayContaining(['build.yml', 'pull-request-title.yml', 'release.yml']),
  );
  expect(OWN.flatMap(([, text]) => usesOf(text)).length).toBeGreaterThan(10);
});

test.each([...OWN, ...SHOWN])('each action of %s is a commit, with its version beside it', (_, text) => {
  // A page tells users to use this repository's own action, which has no release yet.
  const others = usesOf(text).filter((uses) => uses !== 'cdk8s-service-patterns/cdk8s-service-patterns@main');
  for (const uses of others) expect(uses).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('an action has one commit, wherever it is used', () => {
  const commits = new Map<string, Set<string>>();
  for (const uses of [...OWN, ...SHOWN].flatMap(([, text]) => usesOf(text))) {
    const [action, commit] = uses.split('@');
    commits.set(action, new Set([...(commits.get(action) ?? []), commit]));
  }
  for (const [action, found] of commits) expect([action, [...found]]).toEqual([action, [expect.any(String)]]);
});

test.each(jobs)('%s says what it may do, and for how long', (_, job) => {
  // A word, `write-all`, would be all rights at once.
  expect(job.permissions).toEqual(expect.any(Object));
  expect(job['timeout-minutes']).toBeGreaterThan(0);
});

test('no job may write but for a reason that is listed', () => {
  const writes = jobs.flatMap(([name, { permissions = {} }]) =>
    Object.entries(permissions).flatMap(([right, level]) => (level === 'write' ? [`${name}: ${right}`] : [])),
  );
  expect(writes.sort()).toEqual(Object.keys(MAY_WRITE).sort());
  // For a job that would forget to say what it may do.
  for (const [name] of OWN) expect([name, workflow(name).permissions]).toEqual([name, { contents: 'read' }]);
});

test('a job that may write runs nothing of this repository', () => {
  for (const [name, { permissions = {}, steps }] of jobs) {
    if (!Object.values(permissions).includes('write')) continue;
    expect([name, steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))]).toEqual([name, []]);
    const run = steps.map((step) => step.run ?? '').join('\n');
    expect([name, /\b(npm (ci|install|run)|npx|projen)\b/.exec(run)]).toEqual([name, null]);
  }
});

test('no token stays behind in the sources', () => {
  const checkouts = jobs.flatMap(([name, { steps }]) =>
    steps.flatMap(({ uses = '', with: inputs }) =>
      uses.startsWith('actions/checkout@') ? [[name, inputs?.['persist-credentials']]] : [],
    ),
  );
  expect(checkouts.length).toBeGreaterThan(2);
  for (const checkout of checkouts) expect(checkout).toEqual([checkout[0], false]);
});

test.each(OWN)('%s begins by no event that gives a stranger a token, and no two of its runs meet', (name, text) => {
  const { on, concurrency } = workflow(name);
  expect(Object.keys(on)).not.toContain('pull_request_target');
  expect(Object.keys(on)).not.toContain('workflow_run');
  expect(concurrency?.group).toContain('${{ github.workflow }}');
  expect(text).not.toContain('secrets.');
});

test.each([...OWN, ...SHOWN])(
  'no expression stands in a script of %s, where its value would become code',
  (_, text) => {
    const scripts = [...text.matchAll(/^( *)(?:- )?run: ?(.*(?:\n\1 {2,}.*|\n\s*$)*)/gm)].map(([, , script]) => script);
    for (const script of scripts) expect(script).not.toContain('${{');
  },
);

describe('releases', () => {
  const { jobs: releases, on } = workflow('release.yml');

  test('are started by a person, and a start without a look publishes nothing', () => {
    expect(on).toEqual({ workflow_dispatch: { inputs: { dry_run: expect.objectContaining({ default: true }) } } });
  });

  test('publish what was tested: those jobs download it, prove that it is the same, and make nothing', () => {
    for (const id of ['attest', 'npm', 'pypi', 'github']) {
      const names = releases[id].steps.map((step) => step.name);
      expect(names).toEqual(expect.arrayContaining(['Download the files that were tested', 'They are the same']));
      expect([id, /\b(npm pack|pacmak|projen|build)\b/.exec(JSON.stringify(releases[id]))]).toEqual([id, null]);
    }
    const made = releases.release.steps.map((step) => step.name);
    expect(made.indexOf('Try what will be published')).toBeLessThan(made.indexOf('Upload the files that were tested'));
  });

  test('wait for the people of the environments of npm and PyPI', () => {
    expect([releases.npm.environment, releases.pypi.environment]).toEqual(['npm', 'pypi']);
  });
});

describe('the title of a pull request', () => {
  const [{ run = '' }] = workflow('pull-request-title.yml').jobs.title.steps;
  const judge = (title: string): number | null =>
    spawnSync('bash', ['-e', '-c', run], { env: { ...process.env, TITLE: title } }).status;

  test.each(['feat: a', 'fix(ports): say why', 'feat!: drop it', 'chore(deps-dev): bump x from 1 to 2', 'ci: bump y'])(
    '"%s" is a conventional commit',
    (title) => expect(judge(title)).toBe(0),
  );

  test.each(['Say why', 'feat : a', 'feature: a', 'fix:', 'fix: ', 'fix(Two Words): a', '$(exit 0)', 'x\nfeat: a'])(
    '"%s" is none',
    (title) => expect(judge(title)).toBe(1),
  );
});
