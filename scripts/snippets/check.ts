import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { allBlocks, isFile, keyOf, partsOf, placeOf } from './blocks';
import { LEFT_OUT } from './left-out';
import { Case, Outcome } from './outcome';
import { NoPython, runPython } from './run-python';
import { runTypeScript } from './run-typescript';
import { translate, Translation } from './translate';

/*
 * `npm run snippets:check`: runs each translation in Python and its TypeScript here, and compares what they render, or the
 * messages by which they are refused. Without Python it says so and ends well; with `--required` that fails.
 */

function main(): number {
  const translations = translate(allBlocks()).filter(({ reason }) => reason === undefined);
  const cases = translations.flatMap(({ block, python }) => python.map((code) => ({ code, isFile: isFile(block) })));
  const inPython = runPython(cases);
  const inTypeScript = inFolder(() => translations.flatMap(typeScriptCases).map(runTypeScript));
  let next = 0;
  const found = translations.flatMap((translation) => {
    const differences = translation.python.flatMap(() => difference(inTypeScript[next], inPython[next++], translation));
    return verdict(translation, differences);
  });
  const failed = found.length > 0;
  console.log(
    [
      ...found,
      `snippets:check: ${failed ? `${found.length} of ` : ''}${translations.length} blocks ${failed ? 'are not' : 'were translated and'} as listed`,
    ].join('\n'),
  );
  return failed ? 1 : 0;
}

function typeScriptCases({ block }: Translation): Case[] {
  return partsOf(block).map((code) => ({ code, isFile: isFile(block) }));
}

/** How the two outcomes differ, or why they prove nothing. */
function difference(expected: Outcome, actual: Outcome, { block }: Translation): string[] {
  if (block.isRefused !== (expected.refused !== undefined)) return [`the TypeScript gives ${shown(expected)}`];
  if (expected.refused === actual.refused && expected.rendered === actual.rendered) return [];
  return [`expected ${shown(expected)}\n    got ${shown(actual)}`];
}

function shown({ rendered, refused }: Outcome): string {
  return refused === undefined ? `this: ${rendered?.slice(0, 2000)}` : `the refusal: ${refused}`;
}

/** What is wrong: a difference that is not listed, or a listed one that is none. */
function verdict({ block }: Translation, differences: string[]): string[] {
  const reason = LEFT_OUT[keyOf(block)];
  const place = `${placeOf(block)} (${keyOf(block)})`;
  if (reason !== undefined) {
    return differences.length > 0 ? [] : [`${place}: is left out because "${reason}", but is right`];
  }
  return differences.map((text) => `${place}: ${text}`);
}

function inFolder<T>(work: () => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'service-patterns-snippets-'));
  const before = process.cwd();
  const { warn } = console;
  try {
    process.chdir(folder);
    // What blocks warn of is on their pages.
    console.warn = () => undefined;
    return work();
  } finally {
    console.warn = warn;
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof NoPython)) throw error;
  const isRequired = process.argv.includes('--required');
  console.log(`snippets:check: ${isRequired ? 'failed' : 'skipped'}, because ${error.message}`);
  process.exitCode = isRequired ? 1 : 0;
}
