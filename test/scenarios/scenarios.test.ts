import { Expectation, foldersOf, formatFlow, GROUPS, hasFile, isOutside, load, read } from './scenario';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { explain, SideExplanation } from '../../src/reachability/explain';
import { flowsOf } from '../reachability/texts';

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
interface Expected extends Expectation {
  readonly points: readonly number[];
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
const names = foldersOf('').filter((name) => !GROUPS.includes(name));

function expectedOf(name: string): Expected {
  return JSON.parse(read(name, 'expected.json')) as Expected;
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

describe('the scenarios', () => {
  test('are at least sixty', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  test.each(names)('%s has manifests, an expectation and a reason', (name) => {
    expect(hasFile(name, 'expected.json')).toEqual(true);
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
  const { options, flows, outside, explain: questions, problems = [] } = expected;

  test('has the expected problems', () => {
    const found = load(name, options).problems.map(({ document, line, message }) => ({ document, line, message }));
    expect(found).toEqual(problems);
  });

  if (flows !== undefined) {
    test('has the expected flows between workloads', () => {
      const found = [...flowsOf(load(name, options).analysis)].filter((flow) => !isOutside(flow));
      expect(found.map(formatFlow)).toEqual(flows);
    });
  }

  if (outside !== undefined) {
    test('has the expected flows with the outside', () => {
      const found = [...flowsOf(load(name, options).analysis)].filter(isOutside);
      expect(found.map(formatFlow)).toEqual(outside);
    });
  }

  if (questions !== undefined) {
    test.each(questions)('says $verdict for $from -> $to $port', ({ from, to, port, verdict, because }) => {
      const { analysis } = load(name, options);
      const [source, destination] = [from, to].map((end) => parseAskedEnd(analysis.cluster, end));
      const answer = explain(analysis, source, destination, parsePort(port));
      expect({ verdict: answer.verdict, because: answer.sides.map(formatSide) }).toEqual({ verdict, because });
    });
  }
});
