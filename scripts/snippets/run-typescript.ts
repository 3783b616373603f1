import { existsSync, readdirSync, readFileSync, rmSync } from 'fs';
import * as path from 'path';
import { App, Chart, Testing } from 'cdk8s';
import * as ts from 'typescript';
import { PACKAGE } from './blocks';
import { Case, Outcome } from './outcome';
import * as library from '../../src';
import { runExample } from '../../test/run-example';

/** Runs TypeScript as the tests of the pages do. Files write into the folder of the process. */
export function runTypeScript({ code, isFile }: Case): Outcome {
  try {
    return { rendered: isFile ? runFile(code) : rendered(runExample(code)) };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

function rendered({ charts }: App): string {
  return JSON.stringify(charts.flatMap((chart: Chart) => Testing.synth(chart) as unknown[]));
}

function runFile(code: string): string {
  rmSync('dist', { recursive: true, force: true });
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const load = (name: string): unknown => (name === PACKAGE ? library : require(name));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('require', 'exports', `${outputText}; return typeof app === 'undefined' ? undefined : app`);
  const app = run(load, {}) as App | undefined;
  if (existsSync('dist')) return writtenFiles();
  return app === undefined ? '' : rendered(app);
}

function writtenFiles(): string {
  const names = readdirSync('dist', { recursive: true, encoding: 'utf8' }).sort();
  return names.map((name) => `# ${name}\n${readFileSync(path.join('dist', name), 'utf8')}`).join('\n');
}
