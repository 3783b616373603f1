import { Analysed } from './analysed';
import { INTERNET, WorkloadEnd } from './end';
import { Flow } from './flow';
import { JudgedWay, toWay } from './judged-ways';
import { PortRange } from './port-set';
import { Because } from './reasons';

/** The flows from the internet to workloads: for each of the pods' ports that ways lead to, and each verdict, one. */
export function* internetFlows({ cluster }: Analysed, judged: readonly (readonly JudgedWay[])[]): Generator<Flow> {
  for (let position = 0; position < cluster.workloads.length; position++) {
    if (judged[position].length === 0) continue;
    const found = new Map<string, { readonly range: PortRange; readonly ways: JudgedWay[] }>();
    for (const each of judged[position]) {
      if (each.verdict === 'deny') continue;
      for (const range of each.way.ports.ranges()) {
        const key = keyOf(range, each);
        const known = found.get(key);
        if (known === undefined) found.set(key, { range, ways: [each] });
        else known.ways.push(each);
      }
    }
    const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { range, ways }] of sorted) yield describe(cluster.ends[position], range, ways);
  }
}

/** Sorted by it: protocols and ports in the order of numbers. */
function keyOf(
  { protocol, port, endPort }: PortRange,
  { verdict, reason, unjudged = '', only = [] }: JudgedWay,
): string {
  const numbers = [port, endPort].map((number) => String(number).padStart(5, '0'));
  return JSON.stringify([protocol, ...numbers, verdict, reason?.text ?? '', unjudged, only]);
}

function describe(to: WorkloadEnd, range: PortRange, ways: readonly JudgedWay[]): Flow {
  const [{ verdict, reason, unjudged, only }] = ways;
  const services = [...new Set(ways.flatMap(({ way }) => (way.service === undefined ? [] : [way.service])))].sort();
  return {
    from: INTERNET,
    to,
    ports: [range],
    verdict: verdict === 'allow' ? 'allow' : 'undefined',
    ...(reason === undefined ? {} : { reason }),
    ...(unjudged === undefined ? {} : { unjudged }),
    ...(only === undefined ? {} : { only }),
    because: unique(ways.flatMap(({ because }) => because)),
    ...(services.length === 0 ? {} : { services }),
    ways: ways.map(toWay).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function unique(because: readonly Because[]): readonly Because[] {
  return [...new Map(because.map((each) => [JSON.stringify(each), each])).values()];
}
