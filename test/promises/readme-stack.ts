import { readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import * as library from '../../src';

/** The app that README.md writes, as far as its synth; `more` is code behind it. */
export function readmeStack(more = ''): cdk8s.App {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, block] = /^```ts\n([\s\S]*?new ServiceApp[\s\S]*?)^```$/m.exec(readme)!;
  const code = block.replace(/^import [^;]*;$/gm, '').replace('app.synth();', () => `${more}\nreturn app;`);
  const names: { [name: string]: unknown } = { ...cdk8s, ...plus, ...library };
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const build = new Function(...Object.keys(names), outputText) as (...values: unknown[]) => cdk8s.App;
  return build(...Object.values(names));
}
