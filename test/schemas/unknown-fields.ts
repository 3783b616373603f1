import { join } from 'path';
import * as ts from 'typescript';
import type { Rendered } from './crd-problems';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/** Fields that the types of the kinds do not have: TypeScript finds them in objects that are written out. */
export function unknownFields(objects: readonly { readonly object: Rendered; readonly module: string }[]): string[] {
  const lines = objects.map(({ object, module }, i) => {
    const type = `I${object.kind}`;
    return `import type { ${type} as T${i} } from '${module}';\nconst o${i}: T${i} = ${JSON.stringify(object)};\nvoid o${i};\n`;
  });
  // The file is in no folder: packages are looked up from where it would be.
  const file = join(__dirname, 'rendered-objects.ts');
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? lines.join('') : readFile.call(host, name));
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, lines.join(''), ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([file], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file: at, start = 0 }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    const line = at === undefined ? 0 : at.getLineAndCharacterOfPosition(start).line;
    const { kind, metadata } = objects[Math.min(objects.length - 1, Math.floor(line / 3))].object;
    return `${kind} ${metadata.name}: ${text}`;
  });
}
