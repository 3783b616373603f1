import { readFileSync } from 'fs';
import * as path from 'path';
import { ApiObject, AppProps, Chart } from 'cdk8s';
import { RECORD } from './outcome';
import { ServiceApp } from '../../src';

/** Synthesizes a chart for each name into the directory, with one ConfigMap that holds the text. */
export function synth(outdir: string, charts: Record<string, string>, props: AppProps = {}): void {
  const app = new ServiceApp({ outdir, ...props });
  for (const [id, text] of Object.entries(charts)) {
    new ApiObject(new Chart(app, id), 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `of-${id}` },
      data: { text },
    });
  }
  app.synth();
}

interface App {
  readonly charts: readonly string[];
  readonly files: Record<string, string>;
}

/** The apps that the record of a directory lists. */
export function appsIn(outdir: string): App[] {
  return (JSON.parse(readFileSync(path.join(outdir, RECORD), 'utf8')) as { apps: App[] }).apps;
}

/** The hashes of the files of the one app in a directory. */
export function hashesIn(outdir: string): Record<string, string> {
  const apps = appsIn(outdir);
  expect(apps).toHaveLength(1);
  return apps[0].files;
}
