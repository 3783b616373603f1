import { spawn } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '../..');

/** A step of action.yml. */
export interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: string;
}

/** action.yml, as far as it is read here. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const ACTION = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as Action;

/** What a run of the action left behind. */
export interface ActionRun {
  /** The name of the step that failed. */
  readonly failed?: string;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What was handed to actions of others, by the name of the step. */
  readonly used: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Where and why an action runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the steps of action.yml as a runner does: each line of shell with its own environment, and what `if` says. */
export async function runAction({ cwd, inputs = {}, event = {}, env = {} }: RunOptions): Promise<ActionRun> {
  const home = mkdtempSync(path.join(tmpdir(), 'runner-'));
  const values: Values = { 'github.token': 'the-token' };
  for (const [name, { default: preset = '' }] of Object.entries(ACTION.inputs)) {
    values[`inputs.${name}`] = inputs[name] ?? expand(preset, values);
  }
  writeFileSync(path.join(home, 'event.json'), JSON.stringify(event));
  const runner = {
    RUNNER_TEMP: home,
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_EVENT_PATH: path.join(home, 'event.json'),
    GITHUB_OUTPUT: path.join(home, 'output'),
    GITHUB_STEP_SUMMARY: path.join(home, 'summary'),
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_RUN_ID: '7',
    ...env,
  };
  let log = '';
  let failed: string | undefined;
  const used: Record<string, Record<string, string>> = {};
  for (const step of ACTION.runs.steps) {
    if (failed !== undefined || !isTrue(step.if, values)) continue;
    if (step.run === undefined) {
      used[step.name] = expandAll({ ...step.with, 'continue-on-error': step['continue-on-error'] ?? '' }, values);
      continue;
    }
    writeFileSync(runner.GITHUB_OUTPUT, '');
    const { code, text } = await shell(step.run, cwd, { ...runner, ...expandAll(step.env ?? {}, values) });
    log += text;
    for (const [name, value] of outputsOf(runner.GITHUB_OUTPUT)) values[`steps.${step.id}.outputs.${name}`] = value;
    if (code !== 0) failed = step.name;
  }
  const outputs = Object.entries(ACTION.outputs).map(([name, { value }]) => [name, expand(value, values)]);
  const summary = existsSync(runner.GITHUB_STEP_SUMMARY) ? readFileSync(runner.GITHUB_STEP_SUMMARY, 'utf8') : '';
  const run = {
    failed,
    log,
    summary,
    used,
    outputs: withContents(Object.fromEntries(outputs) as Record<string, string>),
  };
  rmSync(home, { recursive: true, force: true });
  return run;
}

/** Files that go away with the runner's home become what is in them. */
function withContents(outputs: Record<string, string>): Record<string, string> {
  const read = (file: string): string => (file === '' ? '' : readFileSync(file, 'utf8'));
  return { ...outputs, report: read(outputs.report), sarif: read(outputs.sarif) };
}

/** What expressions may name. What nobody has set is empty. */
type Values = Record<string, string>;

const REFERENCE = /\b(?:inputs|github|steps\.[\w-]+\.outputs)\.[\w-]+/g;

function isTrue(condition: string | undefined, values: Values): boolean {
  if (condition === undefined) return true;
  return expand(condition, values) === 'true';
}

/** A text with its expressions evaluated: names, texts, `==`, `!=`, `&&` and `||`, which mean in JavaScript the same. */
function expand(text: string, values: Values): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const code = expression.replace(REFERENCE, (name) => JSON.stringify(values[name] ?? ''));
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    return String(new Function(`return (${code})`)());
  });
}

function expandAll(texts: Readonly<Record<string, string>>, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, expand(text, values)]));
}

function outputsOf(file: string): [string, string][] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]);
}

function shell(line: string, cwd: string, env: Record<string, string>): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], {
      cwd,
      env: { PATH: process.env.PATH!, HOME: env.RUNNER_TEMP, NODE: process.execPath, ...env },
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, text }));
  });
}
