import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { Chance, damaged, oddJson, oddLines, oddTree } from './texts';
import { readYaml } from '../../../src/topology/read-yaml';

/*
 * Reads random texts with this package and with the program beside this file, which reads them as kubectl does. The same
 * seed makes the same texts. Arguments: the program, how many texts, the seed, files to damage (the scenarios of the tests).
 */

interface Answer {
  readonly documents: readonly unknown[];
  readonly error?: string;
}

const BATCH = 5000;
const [program, count = '20000', seed = '1', ...files] = process.argv.slice(2);
const scenarios = join(__dirname, '../../../test/scenarios');
const bases = (files.length > 0 ? files : manifestsIn(scenarios)).map((file) => readFileSync(file, 'utf8'));
const chance = new Chance(Number(seed));
const tally = {
  'read alike': 0,
  'refused by both': 0,
  'refused here alone': 0,
  'READ OTHERWISE': 0,
  'READ HERE ALONE': 0,
};
const strictness = new Map<string, number>();
let shown = 0;

for (let done = 0; done < Number(count); done += BATCH) {
  const texts = Array.from({ length: Math.min(BATCH, Number(count) - done) }, makeText);
  const answers = ask(texts);
  texts.forEach((text, i) => judge(text, answers[i]));
}
console.log(tally);
for (const [message, times] of [...strictness].sort((a, b) => b[1] - a[1]).slice(0, 25)) {
  console.log(`${times}\t${message}`);
}
process.exitCode = tally['READ OTHERWISE'] + tally['READ HERE ALONE'] > 0 ? 1 : 0;

function manifestsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('manifests.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function makeText(): string {
  const kind = chance.below(100);
  if (kind < 35) return oddLines(chance);
  if (kind < 60) return oddTree(chance);
  if (kind < 70) return damaged(chance, oddTree(chance));
  if (kind < 80) return oddJson(chance);
  if (kind < 85) return damaged(chance, oddJson(chance));
  return damaged(chance, chance.one(bases));
}

function ask(texts: readonly string[]): Answer[] {
  const input = JSON.stringify(texts.map((text) => Buffer.from(text, 'utf8').toString('base64')));
  const { status, stdout, stderr } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

function judge(text: string, { documents, error }: Answer): void {
  const { manifests, problems } = readYaml(text, 'in');
  if (problems.length > 0) {
    tally[error === undefined ? 'refused here alone' : 'refused by both']++;
    if (error !== undefined) return;
    const { message } = problems[0];
    const times = strictness.get(message) ?? 0;
    strictness.set(message, times + 1);
    if (process.env.SHOW === 'strict' && times < 3) {
      console.log('STRICT', message, JSON.stringify(text), JSON.stringify(documents));
    }
    return;
  }
  // JSON has one zero.
  const ours: unknown = JSON.parse(JSON.stringify(manifests.map(({ object }) => object)));
  const theirs: unknown = JSON.parse(JSON.stringify(documents));
  const isAlike = error === undefined && isDeepStrictEqual(ours, theirs);
  tally[isAlike ? 'read alike' : error === undefined ? 'READ OTHERWISE' : 'READ HERE ALONE']++;
  if (isAlike || shown++ >= 15) return;
  console.log(JSON.stringify({ text, ours, kubectl: error ?? theirs }));
}
