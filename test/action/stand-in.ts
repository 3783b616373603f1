import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';

/** What the stand-in for the command answers: by `check json`, `diff md` and the like. */
export interface Answers {
  readonly [question: string]: { readonly text?: string; readonly code?: number; readonly stderr?: string };
}

/** A finding, as far as the action reads it. */
export function finding(severity: string, accepted?: object): object {
  return { rule: 'no-policy', severity, object: 'shop/Deployment/web', accepted };
}

/** What the command answers where nothing is wrong and nothing changes. */
export const QUIET: Answers = {
  'check json': { text: JSON.stringify({ version: 1, findings: [] }) },
  'check md': { text: '### Checks\n\nNothing is found.\n' },
  'check sarif': { text: '{"runs":[]}\n' },
  'diff json': { text: JSON.stringify({ version: 2, changes: [] }) },
  'diff md': { text: '### Network connections\n\nNo connection is added, changed or removed.\n' },
  'diff sarif': { text: '{"runs":[]}\n' },
  'diff mermaid': { text: 'flowchart LR\n' },
  'diff html': { text: '<!doctype html>\n' },
  'reach html': { text: '<!doctype html>\n' },
  reach: { text: '' },
};

/** Puts a stand-in for the package into a project. It writes down how it is called, and answers as told. */
export function installStandIn(project: string, answers: Answers): void {
  const home = path.join(project, 'node_modules/cdk8s-service-patterns');
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ bin: { 'service-patterns': 'main.js' } }));
  writeFileSync(path.join(home, 'answers.json'), JSON.stringify(answers));
  writeFileSync(path.join(home, 'calls.jsonl'), '');
  writeFileSync(path.join(home, 'main.js'), MAIN);
}

const MAIN = `
const { appendFileSync, existsSync, readdirSync, readFileSync, statSync } = require('fs');
const args = process.argv.slice(2);
const env = Object.keys(process.env).filter((name) => /TOKEN|^GITHUB_OUTPUT$|^INPUT_/.test(name));
const read = args.slice(1, 3).filter(existsSync).map((operand) => {
  const files = statSync(operand).isDirectory() ? readdirSync(operand).map((name) => operand + '/' + name) : [operand];
  return files.map((file) => readFileSync(file, 'utf8').trim()).join(', ');
});
appendFileSync(__dirname + '/calls.jsonl', JSON.stringify({ args, env, read, cwd: process.cwd() }) + '\\n');
const answers = JSON.parse(readFileSync(__dirname + '/answers.json', 'utf8'));
const format = args[args.indexOf('--format') + 1];
const { text = '', code = 0, stderr = '' } = answers[args[0] + ' ' + format] ?? answers[args[0]];
process.stdout.write(text);
process.stderr.write(stderr);
process.exitCode = code;
`;

/** A call of the stand-in. */
export interface Call {
  readonly args: string[];
  /** The variables that it got, of those that hold a token or speak to the runner. */
  readonly env: string[];
  /** What is in the files of its operands. */
  readonly read: string[];
  readonly cwd: string;
}

/** How the stand-in was called. */
export function callsOf(project: string): Call[] {
  const file = path.join(project, 'node_modules/cdk8s-service-patterns/calls.jsonl');
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Call);
}
