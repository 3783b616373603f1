import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { growthExponent, machine, median, seconds, table } from './report';
import { whileInspecting } from '../src/synth/inspection';
import { OutputDirectory } from '../src/synth/output-directory';
import { planFiles } from '../src/synth/output-layout';
import { Synthesis } from '../src/synth/synthesis';
import { validate } from '../src/synth/validate';
import { ClusterProfile, Health, InternalService, Mesh, ServiceApp } from 'cdk8s-service-patterns';

/*
 * What the proof costs: `ServiceApp.synth` against the same steps without the inspection of what is rendered. Each row
 * runs in a process of its own, both by turns; with a mesh the app has its objects, too. `--quick` leaves out the largest app.
 */

const RUNS = 7;
const CONNECTIONS = 4;

interface Size {
  readonly services: number;
  readonly charts: number;
  readonly mesh?: keyof typeof MESHES;
}

const MESHES = { istio: () => Mesh.istio(), linkerd: () => Mesh.linkerd() };

const SIZES: readonly Size[] = [
  { services: 100, charts: 5 },
  { services: 1_000, charts: 50 },
  { services: 10_000, charts: 500 },
  { services: 100, charts: 5, mesh: 'istio' },
  { services: 1_000, charts: 50, mesh: 'istio' },
  { services: 1_000, charts: 50, mesh: 'linkerd' },
];

interface Row extends Size {
  readonly building: number;
  readonly without: number;
  readonly withProof: number;
  readonly megabytes: number;
}

/** Each service connects to four others, of its own chart and of the next ones. */
function build(outdir: string, { services, charts, mesh }: Size): ServiceApp {
  const app = new ServiceApp({ outdir });
  if (mesh !== undefined) new ClusterProfile({ mesh: MESHES[mesh]() }).applyTo(app);
  const perChart = services / charts;
  const made: InternalService[] = [];
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `chart-${i}`, { namespace: `team-${i}` });
    for (let j = 0; j < perChart; j++) {
      const image = `ghcr.io/acme/service-${i}-${j}:1.4.2`;
      const health = Health.http('/healthz');
      made.push(new InternalService(chart, `service-${j}`, { image, port: 80, targetPort: 8080, health }));
    }
  }
  made.forEach((service, i) => {
    for (let step = 1; step <= CONNECTIONS; step++) service.connectTo(made[(i + step * step * 3) % made.length]);
  });
  return app;
}

function synthWithoutProof(app: ServiceApp): void {
  whileInspecting(app, () => {
    validate(app);
    const synthesis = new Synthesis(app);
    const files = planFiles(app, synthesis);
    new OutputDirectory(app.outdir).replace(files.list());
  });
}

function measureRow(size: Size): Row {
  const scratch = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const times = { building: [] as number[], without: [] as number[], withProof: [] as number[] };
  let count = 0;
  const time = (run: () => void): number => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const turn = (kind: 'without' | 'withProof'): void => {
    let app: ServiceApp | undefined;
    times.building.push(time(() => (app = build(path.join(scratch, String(count++)), size))));
    times[kind].push(time(() => (kind === 'without' ? synthWithoutProof(app!) : app!.synth())));
  };
  turn('withProof');
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const runs = size.services > 1_000 ? 1 : RUNS;
  for (let run = 0; run < runs; run++) {
    turn('without');
    turn('withProof');
  }
  rmSync(scratch, { recursive: true });
  return {
    ...size,
    building: median(times.building),
    without: median(times.without),
    withProof: median(times.withProof.slice(1)),
    megabytes,
  };
}

const rowArgument = process.argv.indexOf('--row');
if (rowArgument >= 0) {
  console.log(JSON.stringify(measureRow(SIZES[Number(process.argv[rowArgument + 1])])));
} else {
  const isQuick = process.argv.includes('--quick');
  const rows = SIZES.filter(({ services }) => !isQuick || services <= 1_000).map((size): Row => {
    const args = [...process.execArgv, __filename, '--row', String(SIZES.indexOf(size))];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  });
  console.log(machine());
  console.log(
    table([
      ['mesh', 'services', 'connections', 'charts', 'building', 'synth without proof', 'with', 'ratio', 'peak memory'],
      ...rows.map((row) => [
        row.mesh ?? '',
        String(row.services),
        String(row.services * CONNECTIONS),
        String(row.charts),
        seconds(row.building),
        seconds(row.without),
        seconds(row.withProof),
        `${(row.withProof / row.without).toFixed(2)}x`,
        `${row.megabytes.toFixed(0)} MB`,
      ]),
    ]),
  );
  const points = rows
    .filter(({ mesh }) => mesh === undefined)
    .map(({ services, withProof }) => [services, withProof] as const);
  console.log(`growth exponent of synth with the proof: ${growthExponent(points)}`);
}
