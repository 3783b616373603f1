import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import * as library from '../src';

/** Runs code as the examples of the pages are read, with `app` and `chart` in place, and returns the app. */
export function runExample(code: string): cdk8s.App {
  const app = cdk8s.Testing.app();
  const chart = new cdk8s.Chart(app, 'shop', { namespace: 'shop' });
  const names: { [name: string]: unknown } = { ...cdk8s, ...plus, Construct, ...library, app, chart };
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  (new Function(...Object.keys(names), outputText) as (...values: unknown[]) => void)(...Object.values(names));
  return app;
}
