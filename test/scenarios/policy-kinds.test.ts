import { Expectation, foldersOf, formatFlow, GROUPS, hasFile, isOutside, load, read } from './scenario';
import { formatSide } from './side-text';
import { parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';
import { flowsOf } from '../reachability/texts';

/*
 * Scenarios of policies beside NetworkPolicies, in groups. Each folder has `manifests.yaml`, whose first line says why, and
 * `expected.json`, which was derived from the specification by hand:
 *
 * - `rules`: what of the semantics it is about (see RULES)
 * - `options`, `flows`, `outside`: see `Expectation`
 * - `explain`: questions, with the verdict. `because`: what was asked on each side, in order, up to what decided.
 *   `reason`: the code of why nobody knows, `names`: what its text names, `only`: what of layer 7 alone is let through
 * - `problems`: what is wrong with the input, with the line, and words of the message
 */
interface Expected extends Expectation {
  readonly rules: readonly string[];
  readonly explain?: readonly Question[];
  readonly problems?: readonly { readonly line: number; readonly says: readonly string[] }[];
}

interface Question {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly verdict: string;
  readonly because?: readonly string[];
  readonly reason?: string;
  readonly names?: readonly string[];
  readonly only?: readonly string[] | null;
}

/** The rules of the semantics, each by the group that has its scenarios. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  tiers: [
    'admin-first',
    'baseline-last',
    'both-directions',
    'eks-admin',
    'equal-priority',
    'host-network',
    'named-ports',
    'names',
    'network-policy-final',
    'networks',
    'nodes',
    'old-kinds',
    'outside-pods',
    'partial',
    'pass',
    'peers',
    'ports',
    'priority',
    'rule-order',
    'subject',
    'ways-in',
  ],
  cilium: [
    'cidrs',
    'clusterwide',
    'default-deny',
    'deny',
    'endpoints',
    'entities',
    'host-network',
    'layer-7',
    'names',
    'nodes',
    'partial',
    'ports',
    'services',
    'specs',
    'tiers',
    'union',
    'unknown-field',
    'ways-in',
  ],
  names: ['eks', 'gke'],
  'not-judged': ['calico', 'judged', 'others'],
  refused: ['refused', 'unknown-field'],
};

const names = GROUPS.flatMap((group) => foldersOf(group).map((name) => `${group}/${name}`));

function expectedOf(name: string): Expected {
  return JSON.parse(read(name, 'expected.json')) as Expected;
}

function groupOf(name: string): string {
  return name.split('/')[0];
}

describe('the scenarios of policies of other kinds', () => {
  test('are at least seventy', () => {
    expect(names.length).toBeGreaterThanOrEqual(70);
  });

  test.each(names)('%s has manifests, an expectation and a reason', (name) => {
    expect(hasFile(name, 'expected.json')).toEqual(true);
    expect(read(name, 'manifests.yaml')).toMatch(/^# why: \S.*\n/);
    const { rules, flows, outside, explain: questions, problems } = expectedOf(name);
    expect(rules.filter((rule) => !RULES[groupOf(name)].includes(rule))).toEqual([]);
    expect([flows, outside, questions, problems].some((given) => given !== undefined)).toEqual(true);
  });

  test.each(Object.entries(RULES).flatMap(([group, rules]) => rules.map((rule) => [group, rule])))(
    'of %s cover %s',
    (group, rule) => {
      const about = names.filter((name) => groupOf(name) === group && expectedOf(name).rules.includes(rule));
      expect(about.length).toBeGreaterThanOrEqual(1);
    },
  );
});

describe.each(names)('%s', (name) => {
  const { options, flows, outside, explain: questions = [], problems = [] } = expectedOf(name);

  test('has the expected problems', () => {
    const found = load(name, options).problems.map(({ line, message }, i) => ({
      line,
      says: problems[i]?.says.filter((text) => message.includes(text)) ?? [message],
    }));
    expect(found).toEqual(problems);
  });

  if (flows !== undefined) {
    test('has the expected flows between workloads', () => {
      const found = flowsOf(load(name, options).analysis).filter((flow) => !isOutside(flow));
      expect(found.map(formatFlow)).toEqual(flows);
    });
  }

  if (outside !== undefined) {
    test('has the expected flows with the outside', () => {
      const found = flowsOf(load(name, options).analysis).filter(isOutside);
      expect(found.map(formatFlow)).toEqual(outside);
    });
  }

  if (questions.length > 0) {
    test.each(questions)('says $verdict for $from -> $to $port', (question) => {
      const { analysis } = load(name, options);
      const [source, destination] = [question.from, question.to].map((end) => parseAskedEnd(analysis.cluster, end));
      const answer = explain(analysis, source, destination, parsePort(question.port));
      const { because, reason, names: named = [], only } = question;
      expect({
        verdict: answer.verdict,
        because: because && answer.sides.map(formatSide),
        reason: reason && answer.reason?.code,
        names: named.filter((text) => answer.reason?.text.includes(text)),
        only: only === undefined ? undefined : (answer.only ?? null),
      }).toEqual({ verdict: question.verdict, because, reason, names: named, only });
    });
  }
});
