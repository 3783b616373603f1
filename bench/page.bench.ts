import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { printed } from './printed';
import { machine, median, seconds, table } from './report';
import { stackJson } from './stacks';

/*
 * `reach` as a table, as a picture and as a page, of the same file and by turns, without the start of the process. Each row is
 * a process of its own; the first run of each format warms the engine up and is not counted.
 */

const FORMATS = ['table', 'svg', 'html'] as const;
type Format = (typeof FORMATS)[number];

interface Case {
  readonly workloads: number;
  readonly namespaces: number;
  readonly hasPolicies?: boolean;
  /** Left out by `--quick`. */
  readonly isSlow?: boolean;
}

const CASES: readonly Case[] = [
  { workloads: 100, namespaces: 5 },
  { workloads: 500, namespaces: 25 },
  { workloads: 2_000, namespaces: 40, isSlow: true },
  { workloads: 2_000, namespaces: 1, isSlow: true },
  { workloads: 2_000, namespaces: 200, isSlow: true },
];

/** The time and the size of each format. */
type Row = Readonly<Record<Format, { readonly time: number; readonly bytes: number }>>;

const isQuick = process.argv.includes('--quick');
const RUNS = isQuick ? 1 : 5;

async function measure(measured: Case): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-bench-'));
  const file = path.join(folder, 'system.json');
  writeFileSync(file, stackJson(measured));
  const times: Record<Format, number[]> = { table: [], svg: [], html: [] };
  const bytes: Record<Format, number> = { table: 0, svg: 0, html: 0 };
  for (let turn = 0; turn <= RUNS; turn++) {
    for (const format of FORMATS) {
      const start = performance.now();
      bytes[format] = Buffer.byteLength(await printed(['reach', file, '--format', format]));
      if (turn > 0) times[format].push((performance.now() - start) / 1000);
    }
  }
  rmSync(folder, { recursive: true });
  const row = (format: Format): Row[Format] => ({ time: median(times[format]), bytes: bytes[format] });
  return { table: row('table'), svg: row('svg'), html: row('html') };
}

function report(rows: readonly (readonly [Case, Row])[]): string {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  return [
    `reach as a table, a picture and a page; medians of ${RUNS} runs. ${machine()}`,
    '',
    table([
      ['workloads', 'namespaces', 'table', 'svg', 'html', 'svg/table', 'html/table', 'size of svg', 'size of html'],
      ...rows.map(([{ workloads, namespaces }, { table: plain, svg, html }]) => [
        String(workloads),
        String(namespaces),
        seconds(plain.time),
        seconds(svg.time),
        seconds(html.time),
        `${(svg.time / plain.time).toFixed(2)}x`,
        `${(html.time / plain.time).toFixed(2)}x`,
        kilobytes(svg.bytes),
        kilobytes(html.bytes),
      ]),
    ]),
  ].join('\n');
}

function inProcess(index: number): Row {
  const more = isQuick ? ['--quick'] : [];
  const args = [...process.execArgv, __filename, 'case', String(index), ...more];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Row;
}

const [task, argument] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (task === 'case') {
  void measure(CASES[Number(argument)]).then((row) => console.log(JSON.stringify(row)));
} else {
  const rows = CASES.flatMap((measured, i) =>
    isQuick && measured.isSlow === true ? [] : [[measured, inProcess(i)] as const],
  );
  console.log(report(rows));
}
