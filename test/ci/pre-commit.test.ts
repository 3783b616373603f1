import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { blocksOf } from '../cli/docs';

/* The hook for pre-commit: its fields are those of pre-commit's reference, and its command runs as pre-commit runs it. */

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly pass_filenames: boolean;
}

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };
const FIELDS = {
  id: TEXT,
  name: TEXT,
  entry: TEXT,
  language: { enum: ['node', 'system'] },
  files: TEXT,
  exclude: TEXT,
  types: TEXTS,
  types_or: TEXTS,
  exclude_types: TEXTS,
  always_run: { type: 'boolean' },
  fail_fast: { type: 'boolean' },
  verbose: { type: 'boolean' },
  pass_filenames: { type: 'boolean' },
  require_serial: { type: 'boolean' },
  description: TEXT,
  language_version: TEXT,
  minimum_pre_commit_version: TEXT,
  args: TEXTS,
  stages: TEXTS,
  additional_dependencies: TEXTS,
};

/** @see https://pre-commit.com/#new-hooks */
const MANIFEST = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['id', 'name', 'entry', 'language'],
    additionalProperties: false,
    properties: FIELDS,
  },
};

const hooks = parse(read('.pre-commit-hooks.yaml')) as Hook[];
const [hook] = hooks;
/** Packages for other versions of cdk8s-plus have other names. */
const { name: NAME } = JSON.parse(read('package.json')) as { name: string };

/** The files that the docs tell a user to write. */
const CONFIGS = blocksOf(read('docs/pull-requests.md'))
  .flatMap(({ code }) => [...code.matchAll(/\.pre-commit-config\.yaml <<'EOF'\n([^]*?)^EOF$/gm)])
  .map(
    ([, text]) => parse(text) as { repos: { repo: string; rev?: string; hooks: (Hook & { language?: string })[] }[] },
  );

function refusals(manifest: unknown): (string | undefined)[] {
  const validate = new Ajv({ allErrors: true }).compile(MANIFEST);
  validate(manifest);
  return (validate.errors ?? []).map(({ message }) => message);
}

test('the hook has the fields that pre-commit knows', () => {
  expect(refusals(hooks)).toEqual([]);
  expect(refusals([{ ...hook, language: 'nodejs' }])).toEqual(['must be equal to one of the allowed values']);
  expect(refusals([{ ...hook, pass_filename: false }])).toEqual(['must NOT have additional properties']);
});

test('the docs use the hook that there is, and one of their own with the same meaning', () => {
  const [used, own] = CONFIGS.map(({ repos }) => ({ ...repos[0], hook: repos[0].hooks[0] }));
  expect([used.repo, used.hook.id]).toEqual([
    'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns',
    hook.id,
  ]);
  expect(own.repo).toEqual('local');
  expect(refusals([own.hook])).toEqual([]);
  expect([own.hook.entry, own.hook.pass_filenames]).toEqual(['service-patterns check', hook.pass_filenames]);
});

test('the whole folder is judged, once, whichever files have changed', () => {
  expect(hook.pass_filenames).toEqual(false);
  expect(hook.entry).not.toMatch(/["'\\$]/);
});

describe('the command of the hook', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'pre-commit-'));
    writeFileSync(path.join(project, 'package.json'), JSON.stringify({ devDependencies: { [NAME]: '*' } }));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  /** Puts a package in place of this one, which says how it is called and ends as told. */
  function install(code: number): void {
    const home = path.join(project, 'node_modules', NAME);
    const bin = path.join(project, 'node_modules/.bin');
    mkdirSync(home, { recursive: true });
    mkdirSync(bin);
    const manifest = { name: NAME, version: '1.2.3', bin: { 'service-patterns': 'main.js' } };
    writeFileSync(path.join(home, 'package.json'), JSON.stringify(manifest));
    const main = `#!/usr/bin/env node\nconsole.log(process.argv.slice(2).join(' '));\nprocess.exitCode = ${code};\n`;
    writeFileSync(path.join(home, 'main.js'), main, { mode: 0o755 });
    writeFileSync(path.join(bin, 'service-patterns'), main, { mode: 0o755 });
  }

  test.each([0, 1, 3])('runs what the project has installed, offline, and ends with its exit code %d', (code) => {
    install(code);
    // As pre-commit does it: the words of `entry`, then `args`, no shell, in the root of the repository.
    const [program, ...words] = [...hook.entry.split(' '), ...hook.args];
    const { status, stdout } = spawnSync(program, words, {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: project, npm_config_offline: 'true' },
    });
    expect([status, stdout]).toEqual([code, 'check dist\n']);
  });
});
