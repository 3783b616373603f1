import * as path from 'path';
import type { RecordedApp, RecordedFiles } from './synth-record';

/** What tells the app that is written from others that share its output directory. */
export interface AppIdentity {
  /** The paths of its charts. */
  readonly charts: readonly string[];
  readonly program?: string;
}

/**
 * Whether what a record lists is the work of an app.
 *
 * An app that has a chart in common with it is the same one, changed since: charts come and go one by one. That holds
 * from run to run and from machine to machine, and for the same program run for another environment, whose charts have
 * other names. Apps of different programs are never the same, though their charts have one name.
 */
export function isSameApp(app: AppIdentity, names: Iterable<string>, recorded: RecordedApp): boolean {
  const { charts, program, files } = recorded;
  if (program !== undefined && app.program !== undefined && program !== app.program) return false;
  // Records of the first version knew of one app alone.
  if (charts === undefined) return [...names].some((name) => files.has(name));
  const known = new Set(charts);
  return app.charts.some((chart) => known.has(chart));
}

/**
 * The name of the program that runs: `main` for `main.ts` and for the `main.js` it is compiled to. A script of a tool, such as
 * a test runner or jsii's runtime, says nothing about the app.
 */
export function programName(script: string | undefined = process.argv[1], folder = process.cwd()): string | undefined {
  if (script === undefined) return undefined;
  const below = path.relative(folder, script);
  const [, name] = /^(.*)\.[cm]?[jt]sx?$/.exec(path.basename(below)) ?? [];
  const isOfUser =
    !path.isAbsolute(below) && !below.split(path.sep).some((part) => ['..', 'node_modules'].includes(part));
  return isOfUser ? name : undefined;
}

/** All files of some apps. */
export function filesOf(apps: readonly RecordedApp[]): RecordedFiles {
  const files = new Map<string, string[]>();
  for (const app of apps) {
    for (const [name, hashes] of app.files) files.set(name, [...(files.get(name) ?? []), ...hashes]);
  }
  return files;
}
