import { mkdirSync, rmSync, symlinkSync } from 'fs';
import * as path from 'path';
import { BatchSnippetTranslator, TypeScriptSnippet } from 'jsii-rosetta';
import * as ts from 'typescript';
import { Block, isFile, partsOf, ROOT } from './blocks';
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

/** Translates all blocks, with the types of the compiled package. */
export function translate(blocks: readonly Block[]): Translation[] {
  const prelude = preludeOf();
  const parts = blocks.flatMap((block, number) =>
    partsOf(block).map((code, part) => ({
      number,
      block,
      code,
      snippet: snippetOf(`block-${number}-${part}`, code, prelude.code),
    })),
  );
  const translators = new BatchSnippetTranslator(
    parts.map(({ snippet }) => snippet),
    { compilationDirectory: folderOfBlocks(), includeCompilerDiagnostics: true },
  );
  const translated = [...translators].map(([, translator], i) => {
    const source = translator.renderUsing(new Python());
    return {
      ...parts[i],
      python: tidyImports(source, isFile(parts[i]) ? undefined : prelude.names),
      problems: translator.diagnostics.map(textOf),
    };
  });
  return blocks.map((block, number) => {
    const own = translated.filter((part) => part.number === number);
    const reason = reasonOf(block) ?? own.flatMap(({ problems }) => problems)[0];
    return { block, python: own.map(({ python }) => python), reason };
  });
}

/** A folder whose files can import this package by its name. */
function folderOfBlocks(): string {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'snippets');
  const own = path.join(folder, 'node_modules', 'cdk8s-service-patterns');
  mkdirSync(path.dirname(own), { recursive: true });
  // Anew and relative: in a copy of the repository it would lead to the package of the other.
  rmSync(own, { force: true });
  symlinkSync(path.relative(path.dirname(own), ROOT), own, 'dir');
  return folder;
}

function snippetOf(fileName: string, code: string, prelude: string): TypeScriptSnippet {
  const completeSource = isFile({ code }) ? code : `/// !hide\n${prelude}\n/// !show\n${code}`;
  return { visibleSource: code, completeSource, location: { api: { api: 'file', fileName } } };
}

/** What the code is that has no place in Python. */
function reasonOf({ code }: Block): string | undefined {
  if (/^declare /m.test(code)) return 'is part of something that is not shown';
  const module = /^import .* from '(node:|fs|path|\.|cdk8s-service-patterns\/)/m.exec(code)?.[1];
  if (module === undefined) return undefined;
  return module.startsWith('cdk8s') ? 'is a test for jest or vitest' : 'uses files of Node.js or of its own folder';
}

function textOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, ' ');
}
