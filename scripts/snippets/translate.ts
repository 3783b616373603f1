import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'fs';
import * as path from 'path';
import { BatchSnippetTranslator, TypeScriptSnippet } from 'jsii-rosetta';
import * as ts from 'typescript';
import { Block, isFile, PACKAGE, partsOf, ROOT } from './blocks';
import { tidyImports } from './imports';
import { preludeOf } from './prelude';
import { Python } from './python';

export interface Translation {
  readonly block: Block;
  /** One for each of its parts. */
  readonly python: readonly string[];
  /** Why there is none, where the code says something that Python has no words for. */
  readonly reason?: string;
}

/** The Python of a piece of code, and what of it has none. */
export interface Translated {
  readonly python: string;
  readonly problems: readonly string[];
}

/** Translates all blocks. */
export function translate(blocks: readonly Block[]): Translation[] {
  const parts = blocks.flatMap((block, number) => partsOf(block).map((code) => ({ number, code })));
  const translated = translateCodes(parts.map(({ code }) => code));
  return blocks.map((block, number) => {
    const own = translated.filter((_, i) => parts[i].number === number);
    const reason = reasonOf(block) ?? own.flatMap(({ problems }) => problems)[0];
    return { block, python: own.map(({ python }) => python), reason };
  });
}

/** Translates pieces of code, with the types of the compiled package: files, and fragments that rely on the names of the prelude. */
export function translateCodes(codes: readonly string[]): Translated[] {
  const prelude = preludeOf();
  const translators = new BatchSnippetTranslator(
    codes.map((code, number) => snippetOf(`code-${number}`, code, prelude.code)),
    { compilationDirectory: folderOfBlocks(), includeCompilerDiagnostics: true },
  );
  return [...translators].map(([, translator], i) => {
    const source = translator.renderUsing(new Python());
    return {
      python: tidyImports(source, isFile({ code: codes[i] }) ? undefined : prelude.names),
      problems: translator.diagnostics.map(textOf),
    };
  });
}

/** A folder whose files can import this package by its name. */
function folderOfBlocks(): string {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'snippets');
  const own = path.join(folder, 'node_modules', PACKAGE);
  // Relative: in a copy of the repository it would lead to the package of the other.
  const target = path.relative(path.dirname(own), ROOT);
  // Another process may be reading what is there already.
  if (existsSync(own) && readlinkSync(own) === target) return folder;
  mkdirSync(path.dirname(own), { recursive: true });
  rmSync(own, { force: true });
  symlinkSync(target, own, 'dir');
  return folder;
}

function snippetOf(fileName: string, code: string, prelude: string): TypeScriptSnippet {
  const completeSource = isFile({ code }) ? code : `/// !hide\n${prelude}\n/// !show\n${code}`;
  return { visibleSource: code, completeSource, location: { api: { api: 'file', fileName } } };
}

/** What the code is that has no place in Python. */
function reasonOf({ code }: Block): string | undefined {
  if (/^declare /m.test(code)) return 'is part of something that is not shown';
  const module = /^import .* from '(node:|fs|path|\.|cdk8s-service-patterns[^/']*\/)/m.exec(code)?.[1];
  if (module === undefined) return undefined;
  return module.startsWith('cdk8s') ? 'is a test for jest or vitest' : 'uses files of Node.js or of its own folder';
}

function textOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, ' ');
}
