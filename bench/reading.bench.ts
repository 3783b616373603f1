import { execFileSync } from 'child_process';
import { parseAllDocuments } from 'yaml';
import { manifestsAsJson, manifestsAsYaml } from './manifests';
import { machine, median, seconds, table } from './report';
import { readYaml } from '../src/topology/read-yaml';

/*
 * What reading costs: manifests in YAML, against the `yaml` package, which read them before; and a dump of a cluster in JSON, in
 * a process of its own.
 */

const RUNS = 5;
const MEGABYTE = 1_000_000;

interface Dump {
  readonly bytes: number;
  readonly objects: number;
  readonly time: number;
  readonly megabytes: number;
}

/** The manifests that are read, so that no work is left to be done later. */
function read(text: string): number {
  const { manifests, problems } = readYaml(text, 'bench');
  if (problems.length > 0) throw new Error(problems[0].message);
  return manifests.length;
}

/** The processor's time, which other programs on the machine change least. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function readDump(): Dump {
  const text = manifestsAsJson(28 * MEGABYTE);
  const before = process.resourceUsage().maxRSS;
  let objects = 0;
  const time = timed(() => {
    const [{ object }] = readYaml(text, 'bench').manifests;
    objects = (object as { items: unknown[] }).items.length;
  });
  const { maxRSS } = process.resourceUsage();
  return { bytes: text.length, objects, time, megabytes: Math.max(maxRSS, before) / 1024 };
}

if (process.argv.includes('--dump')) {
  console.log(JSON.stringify(readDump()));
} else {
  const size = (process.argv.includes('--quick') ? 1 : 8) * MEGABYTE;
  const yaml = manifestsAsYaml(size);
  const ours = median(Array.from({ length: RUNS }, () => timed(() => read(yaml))));
  // Last, for it leaves much to tidy up; once is enough of what takes seconds.
  const theirs = timed(() => parseAllDocuments(yaml, { schema: 'failsafe', uniqueKeys: false }));
  console.log(machine());
  console.log(
    table([
      ['YAML', 'documents', 'yaml package', 'reading', 'ratio'],
      [`${size / MEGABYTE} MB`, String(read(yaml)), seconds(theirs), seconds(ours), `${(theirs / ours).toFixed(1)}x`],
    ]),
  );
  const dump = JSON.parse(
    execFileSync(process.execPath, [...process.execArgv, __filename, '--dump'], { encoding: 'utf8' }),
  ) as Dump;
  console.log(
    table([
      ['JSON', 'objects', 'reading', 'peak memory'],
      [
        `${(dump.bytes / MEGABYTE).toFixed(0)} MB`,
        String(dump.objects),
        seconds(dump.time),
        `${dump.megabytes.toFixed(0)} MB`,
      ],
    ]),
  );
}
