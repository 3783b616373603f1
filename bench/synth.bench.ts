import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App, AppProps } from 'cdk8s';
import { growthExponent, machine, median, seconds, table } from './report';
import { addCharts, OBJECTS_PER_SERVICE } from './workloads';
import { OutputDirectory } from '../src/synth/output-directory';
import { Synthesis } from '../src/synth/synthesis';
import { YamlWriter } from '../src/synth/yaml';
import { ServiceApp } from 'cdk8s-service-patterns';

/*
 * Synth of cdk8s's App against ServiceApp. Each row runs in a process of its own, as a synth does, both classes in the
 * same one and by turns. `--quick` leaves out cdk8s where it takes minutes.
 */

/** From this many charts on, cdk8s runs once. */
const SLOW = 1_000;
const RUNS = 5;
const FAST_RUNS = 41;
const SIZES = [1, 10, 100, 1_000, 2_000];

interface Row {
  readonly charts: number;
  readonly objects: number;
  readonly ours: number;
  readonly oursMegabytes: number;
  readonly theirs?: number;
  readonly theirsMegabytes?: number;
  /** Our YAML and files, with the objects rendered already. */
  readonly writing: number;
  /** `JSON.stringify` of the same objects, and plain writes. */
  readonly floor: number;
}

function measureRow(charts: number, services: number, isQuick: boolean): Row {
  const scratch = mkdtempSync(path.join(tmpdir(), 'bench-'));
  let count = 0;
  const outdir = (): string => path.join(scratch, String(count++));
  const build = (create: (props: AppProps) => App): App => {
    const app = create({ outdir: outdir() });
    addCharts(app, charts, services);
    return app;
  };
  const time = (run: () => void): number => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const timeSynth = (create: (props: AppProps) => App): number => {
    const app = build(create);
    return time(() => app.synth());
  };

  const ours: number[] = [];
  const theirs: number[] = [];
  let oursMegabytes = 0;
  let theirsMegabytes = 0;
  const runs = services <= 100 ? FAST_RUNS : RUNS;
  for (let run = 0; run < runs; run++) {
    const turns = [
      () => ours.push(timeSynth((props) => new ServiceApp(props))),
      () => theirs.push(timeSynth((props) => new App(props))),
    ];
    if (run === 0) {
      turns[0]();
      oursMegabytes = peakMegabytes();
      if (charts >= SLOW && isQuick) continue;
      turns[1]();
      theirsMegabytes = peakMegabytes();
    } else if (charts >= SLOW) {
      turns[0]();
    } else {
      // Whoever comes second finds the engine warmed up by the first.
      for (const turn of run % 2 === 0 ? turns : turns.reverse()) turn();
    }
  }

  const synthesis = new Synthesis(build((props) => new App(props)));
  const rendered = synthesis.charts.map((chart) =>
    synthesis.objectsOf(chart).map((object): unknown => object.toJson()),
  );
  const writing: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const directory = new OutputDirectory(outdir());
    writing.push(
      time(() => {
        const yaml = new YamlWriter();
        directory.replace(rendered.map((objects, i) => ({ name: `${i}.yaml`, content: yaml.stringify(objects) })));
      }),
    );
    const plain = mkdtempSync(path.join(scratch, 'floor-'));
    floor.push(
      time(() =>
        rendered.forEach((objects, i) => writeFileSync(path.join(plain, `${i}.json`), JSON.stringify(objects))),
      ),
    );
  }
  rmSync(scratch, { recursive: true });
  return {
    charts,
    objects: services * OBJECTS_PER_SERVICE,
    ours: median(ours),
    oursMegabytes,
    ...(theirs.length > 0 ? { theirs: median(theirs), theirsMegabytes } : {}),
    writing: median(writing),
    floor: median(floor),
  };
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function printSeries(title: string, servicesOf: (charts: number) => number, flags: readonly string[]): void {
  const rows = SIZES.map((charts): Row => {
    const args = [...process.execArgv, __filename, '--row', String(charts), String(servicesOf(charts)), ...flags];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  });
  console.log(`\n${title}\n`);
  const header = [
    'charts',
    'objects',
    'App',
    'ServiceApp',
    'ratio',
    'App MB',
    'ServiceApp MB',
    'writing',
    'floor',
    'writing/floor',
  ];
  console.log(
    table([
      header,
      ...rows.map((row) => [
        String(row.charts),
        String(row.objects),
        row.theirs === undefined ? '-' : seconds(row.theirs),
        seconds(row.ours),
        row.theirs === undefined ? '-' : `${(row.theirs / row.ours).toFixed(1)}x`,
        row.theirsMegabytes?.toFixed(0) ?? '-',
        row.oursMegabytes.toFixed(0),
        seconds(row.writing),
        seconds(row.floor),
        `${(row.writing / row.floor).toFixed(1)}x`,
      ]),
    ]),
  );
  const exponent = (of: (row: Row) => number | undefined): string =>
    growthExponent(rows.filter((row) => row.charts >= 10).map((row) => [row.charts, of(row)]));
  console.log(
    `\ngrowth exponent from 10 charts on: App ${exponent((row) => row.theirs)}, ServiceApp ${exponent((row) => row.ours)}`,
  );
}

const [flag, charts, services] = process.argv.slice(2);
const isQuick = process.argv.includes('--quick');
if (flag === '--row') {
  console.log(JSON.stringify(measureRow(Number(charts), Number(services), isQuick)));
} else {
  const flags = isQuick ? ['--quick'] : [];
  console.log(machine());
  printSeries('10,000 objects in all', () => Math.round(10_000 / OBJECTS_PER_SERVICE), flags);
  printSeries('9 objects per chart', (size) => size, flags);
}
