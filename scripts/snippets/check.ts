import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { allBlocks, isFile, keyOf, partsOf, placeOf } from './blocks';
import { Case, Outcome } from './outcome';
import { NoPython, runPython } from './run-python';
import { runTypeScript } from './run-typescript';
import { translate, Translation } from './translate';
import { OutdatedWheel } from '../python/python';

/*
 * `npm run snippets:check`: runs each translation in Python and its TypeScript here, and compares what they render, or the
 * messages by which they are refused. Without Python it says so and ends well; with `--required` that fails.
 */

/** The least part of the blocks that has Python. */
const LEAST = 0.85;

function main(): number {
  const all = translate(allBlocks());
  const translations = all.filter(({ reason }) => reason === undefined);
  const cases = translations.flatMap(({ block, python }) => python.map((code) => ({ code, isFile: isFile(block) })));
  const inPython = runPython(cases);
  const inTypeScript = inFolder(() => translations.flatMap(typeScriptCases).map(runTypeScript));
  let next = 0;
  const wrong = translations.flatMap((translation) =>
    translation.python.flatMap(() => difference(inTypeScript[next], inPython[next++], translation)),
  );
  if (translations.length < all.length * LEAST) {
    wrong.push(`${translations.length} of ${all.length} blocks have Python; allowed: at least ${LEAST * 100} of 100`);
  }
  for (const line of wrong) console.error(`${line}\n`);
  const result = wrong.length === 0 ? 'do in Python what they do in TypeScript' : `were run; ${wrong.length} are wrong`;
  console.log(`snippets:check: ${translations.length} of ${all.length} blocks ${result}`);
  return wrong.length === 0 ? 0 : 1;
}

function typeScriptCases({ block }: Translation): Case[] {
  return partsOf(block).map((code) => ({ code, isFile: isFile(block) }));
}

/** How the two outcomes differ, or why they prove nothing. */
function difference(expected: Outcome, actual: Outcome, { block }: Translation): string[] {
  const place = `${placeOf(block)} (${keyOf(block)})`;
  if (block.isRefused !== (expected.refused !== undefined)) {
    return [`${place}: the TypeScript gives ${shown(expected)}`];
  }
  if (expected.refused === actual.refused && expected.rendered === actual.rendered) return [];
  return [
    `${place}: expected ${shown(expected)}\n  got ${shown(actual)}\n` +
      '  Fix: write the TypeScript so that it translates, or mend scripts/snippets/python.ts, which can also report what has no Python',
  ];
}

function shown({ rendered, refused }: Outcome): string {
  return refused === undefined ? `this: ${rendered?.slice(0, 2000)}` : `the refusal: ${refused}`;
}

function inFolder<T>(work: () => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'service-patterns-snippets-'));
  const before = process.cwd();
  const { JSII_AGENT } = process.env;
  const { warn } = console;
  try {
    process.chdir(folder);
    // Messages spell names as Python does where jsii says that it is started from there.
    process.env.JSII_AGENT = 'Python';
    // What blocks warn of is on their pages.
    console.warn = () => undefined;
    return work();
  } finally {
    console.warn = warn;
    if (JSII_AGENT === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = JSII_AGENT;
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof NoPython || error instanceof OutdatedWheel)) throw error;
  const isRequired = error instanceof OutdatedWheel || process.argv.includes('--required');
  console.log(`snippets:check: ${isRequired ? 'failed' : 'skipped'}, because ${error.message}`);
  process.exitCode = isRequired ? 1 : 0;
}
