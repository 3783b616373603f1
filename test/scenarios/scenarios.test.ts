import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { explain, SideExplanation } from '../../src/reachability/explain';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { REASONS } from '../../src/reachability/reason';
import { formatWays } from '../../src/render/ways';
import { Problem } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';
import { flowsOf, Texts } from '../reachability/texts';

/*
 * Each folder has `manifests.yaml`, whose first line says why, and `expected.json`:
 *
 * - `points`: what of the semantics it is about (1 to 28, see POINTS)
 * - `options`: what the manifests do not say
 * - `flows`: all flows between workloads, in order: `from -> to ports verdict`, then the reason's key in parentheses
 * - `outside`: all flows with the internet, addresses, and pods and names that are not in the input, in order
 * - `explain`: questions, with the verdict and what decided on each side
 * - `problems`: what is wrong with the input, with its place
 */
interface Expected {
  readonly points: readonly number[];
  readonly options?: { readonly podCidrs?: readonly string[] };
  readonly flows?: readonly string[];
  readonly outside?: readonly string[];
  readonly explain?: readonly {
    readonly from: string;
    readonly to: string;
    readonly port: string;
    readonly verdict: string;
    readonly because: readonly string[];
  }[];
  readonly problems?: readonly { readonly document: number; readonly line: number; readonly message: string }[];
}

const POINTS = 28;
const names = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function read(name: string, file: string): string {
  return readFileSync(join(__dirname, name, file), 'utf8');
}

function expectedOf(name: string): Expected {
  return JSON.parse(read(name, 'expected.json')) as Expected;
}

function load(name: string): { analysis: Analysis; problems: readonly Problem[] } {
  const { manifests, problems } = readYaml(read(name, 'manifests.yaml'), 'manifests.yaml');
  const parsed = parseTopology(manifests);
  return {
    analysis: Analysis.of(parsed.topology, expectedOf(name).options),
    problems: [...problems, ...parsed.problems],
  };
}

function formatFlow({ from, to, except, ports, verdict, reason, services, ways }: Texts<Flow>): string {
  const [end, ...others] = [from, to].map((text) =>
    except !== undefined && text.startsWith('ip:') ? `${text} except ${except.join(' ')}` : text,
  );
  const key = Object.entries(REASONS).find(([, { code }]) => code === reason?.code)?.[0];
  const why = key === undefined ? '' : ` (${key})`;
  const through = services === undefined ? '' : ` through ${services.join(' ')}`;
  const by = ways === undefined ? through : ` via ${formatWays(ways).join('; ')}`;
  return `${end} -> ${others[0]} ${formatPorts(ports)} ${verdict}${why}${by}`;
}

function formatPorts(ports: readonly PortRange[]): string {
  const texts = ports.map(({ protocol, port, endPort }) => {
    if (port === 1 && endPort === 65535) return `all/${protocol}`;
    return port === endPort ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`;
  });
  return texts.join(' ') === 'all/TCP all/UDP all/SCTP' ? 'all' : texts.join(' ');
}

/** `ingress: shop/NetworkPolicy/api[0]`, with a question mark if it may or may not match. */
function formatSide({ direction, isolatedBy, rules }: SideExplanation): string {
  if (isolatedBy.length === 0) return `${direction}: not isolated`;
  const matching = rules.filter(({ peerMatches, portMatches }) => peerMatches !== 'no' && portMatches);
  if (matching.length === 0) return `${direction}: isolated by ${isolatedBy.join(', ')}`;
  const texts = matching.map(({ policy, rule, peerMatches }) => {
    return `${policy}[${rule}]${peerMatches === 'unknown' ? '?' : ''}`;
  });
  return `${direction}: ${texts.join(', ')}`;
}

const isOutside = ({ from, to }: Texts<Flow>): boolean =>
  [from, to].some((end) => /^(internet$|(ip|pods|name):)/.test(end));

describe('the scenarios', () => {
  test('are at least sixty', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  test.each(names)('%s has manifests, an expectation and a reason', (name) => {
    expect(existsSync(join(__dirname, name, 'expected.json'))).toEqual(true);
    expect(read(name, 'manifests.yaml')).toMatch(/^# why: \S.*\n/);
    const { points, flows, outside, explain: questions, problems } = expectedOf(name);
    expect(points.every((point) => point >= 1 && point <= POINTS)).toEqual(true);
    expect([flows, outside, questions, problems].some((given) => given !== undefined)).toEqual(true);
  });

  test.each(Array.from({ length: POINTS }, (_, i) => i + 1))('cover point %i at least twice', (point) => {
    expect(names.filter((name) => expectedOf(name).points.includes(point)).length).toBeGreaterThanOrEqual(2);
  });
});

describe.each(names)('%s', (name) => {
  const expected = expectedOf(name);
  const { flows, outside, explain: questions, problems = [] } = expected;

  test('has the expected problems', () => {
    const found = load(name).problems.map(({ document, line, message }) => ({ document, line, message }));
    expect(found).toEqual(problems);
  });

  if (flows !== undefined) {
    test('has the expected flows between workloads', () => {
      const found = [...flowsOf(load(name).analysis)].filter((flow) => !isOutside(flow));
      expect(found.map(formatFlow)).toEqual(flows);
    });
  }

  if (outside !== undefined) {
    test('has the expected flows with the outside', () => {
      const found = [...flowsOf(load(name).analysis)].filter(isOutside);
      expect(found.map(formatFlow)).toEqual(outside);
    });
  }

  if (questions !== undefined) {
    test.each(questions)('says $verdict for $from -> $to $port', ({ from, to, port, verdict, because }) => {
      const { analysis } = load(name);
      const [source, destination] = [from, to].map((end) => parseAskedEnd(analysis.cluster, end));
      const answer = explain(analysis, source, destination, parsePort(port));
      expect({ verdict: answer.verdict, because: answer.sides.map(formatSide) }).toEqual({ verdict, because });
    });
  }
});
