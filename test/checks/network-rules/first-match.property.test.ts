import * as fc from 'fast-check';
import { deployment, policy, rulesOf } from './network-findings';
import { Denied, RuleJudge } from '../../../src/checks/network-rules/rule-judge';
import { AddressSet } from '../../../src/reachability/address-set';
import { Analysis } from '../../../src/reachability/analysis';
import { answer } from '../../../src/reachability/answer';
import { parseAskedEnd } from '../../../src/reachability/asked-end';
import { endText } from '../../../src/reachability/end';
import { holds } from '../../property';
import { checkInputOf } from '../findings-of';

/*
 * The rules, against asking them one by one about each connection: which is the first whose ends and ports match, by globs that are
 * regular expressions, and what the engine answers about that connection.
 */

const WORKLOADS = ['a/x', 'a/w', 'b/x', 'b/z'];
const ADDRESSES = ['8.8.8.8', '10.1.2.3', '10.9.0.1', '169.254.169.254'];
const PORTS = [80, 443, 8080];

const peer = fc.constantFrom(
  '{ podSelector: {} }',
  '{ podSelector: { matchLabels: { app: x } } }',
  '{ namespaceSelector: {}, podSelector: { matchLabels: { app: x } } }',
  '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: a } } }',
  '{ ipBlock: { cidr: 0.0.0.0/0 } }',
  '{ ipBlock: { cidr: 10.0.0.0/8, except: [10.9.0.0/16] } }',
);
const portOf = fc.constantFrom(
  '',
  'ports: [{ port: 80 }]',
  'ports: [{ port: 80, endPort: 500 }]',
  'ports: [{ port: http }]',
);
const rulesIn = (word: 'from' | 'to'): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(fc.array(peer, { maxLength: 2 }), portOf).map(([peers, ports]) => {
        const parts = [peers.length === 0 ? '' : `${word}: [${peers.join(', ')}]`, ports].filter((part) => part !== '');
        return `{ ${parts.join(', ')} }`;
      }),
      { maxLength: 2 },
    )
    .map((rules) => `[${rules.join(', ')}]`);

/** Some have no policy. */
const cluster = fc
  .tuple(
    ...WORKLOADS.map((id) =>
      fc
        .tuple(fc.boolean(), fc.boolean(), rulesIn('from'), rulesIn('to'))
        .map(([isClosed, isOnHost, ingress, egress]) => {
          const labels = `app: ${id.split('/')[1]}`;
          const pods = deployment(id, labels, isOnHost && id === 'b/z' ? ', hostNetwork: true' : '');
          return isClosed ? pods + policy(id, labels, { ingress, egress }) : pods;
        }),
    ),
  )
  .map((objects) => objects.join(''));

const podEnd = fc.constantFrom('*', 'a/*', '*/x', 'a/Deployment/w', 'b/*', 'b/D*/z', '*/*/x');
const anyEnd = fc.oneof(podEnd, fc.constantFrom('internet', 'ip:10.0.0.0/8', 'ip:169.254.169.254', 'ip:0.0.0.0/0'));
const rulePorts = fc.constantFrom('', 'ports: [443]', 'ports: [1-100, 8080]', 'ports: [80/UDP]', 'ports: [http]');
const listOf = (end: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(end, { minLength: 1, maxLength: 2 });
const rule = fc.record({
  word: fc.constantFrom('allow', 'deny'),
  from: listOf(podEnd),
  to: listOf(anyEnd),
  ports: rulePorts,
});
type Rule = typeof rule extends fc.Arbitrary<infer Each> ? Each : never;
const rules = fc.array(rule, { minLength: 1, maxLength: 5 });

function write(said: readonly Rule[]): string {
  const list = (ends: readonly string[]): string => `[${ends.map((end) => `'${end}'`).join(', ')}]`;
  const lines = said.map(
    ({ word, from, to, ports }) =>
      `- ${word}: { from: ${list(from)}, to: ${list(to)}${ports === '' ? '' : `, ${ports}`} }\n  reason: because\n`,
  );
  return `version: 1\nrules:\n${lines.join('')}`;
}

function fits(end: string, asked: string): boolean {
  if (end === '*') return true;
  if (asked.startsWith('ip:')) {
    const address = asked.slice(3);
    if (end === 'internet') return address === '8.8.8.8';
    if (!end.startsWith('ip:')) return false;
    const cidr = end.slice(3);
    return AddressSet.block(cidr.includes('/') ? cidr : `${cidr}/32`).has(address);
  }
  if (end === 'internet' || end.startsWith('ip:')) return false;
  const [namespace, kind, name] = asked.split('/');
  const text = end.split('/').length === 2 ? `${namespace}/${name}` : `${namespace}/${kind}/${name}`;
  return new RegExp(`^${end.split('*').join('[^/]*')}$`).test(text);
}

function isFor({ from, to, ports }: Rule, source: string, destination: string, port: number): boolean {
  const numbers: Record<string, (each: number) => boolean> = {
    '': () => true,
    'ports: [443]': (each) => each === 443,
    'ports: [1-100, 8080]': (each) => each <= 100 || each === 8080,
    'ports: [80/UDP]': () => false,
    // Of what is not in the input nobody knows the names of ports.
    'ports: [http]': (each) => each === 8080 && !destination.startsWith('ip:'),
  };
  return from.some((end) => fits(end, source)) && to.some((end) => fits(end, destination)) && numbers[ports](port);
}

function naive(analysis: Analysis, said: readonly Rule[], from: string, to: string, port: number): string {
  const first = said.findIndex((each) => isFor(each, from, to, port));
  if (first < 0 || said[first].word === 'allow') return 'nothing';
  const [source, destination] = [from, to].map((each) => parseAskedEnd(analysis.cluster, each));
  const { verdict } = answer(analysis, source, destination, { protocol: 'TCP', port });
  return verdict === 'deny' ? 'nothing' : `${verdict === 'allow' ? 'error' : 'warning'} of rule ${first + 1}`;
}

function found(denied: readonly Denied[], from: string, to: string, port: number): string {
  const own = denied.filter(({ flow, ports, addresses }) => {
    if (endText(flow.from) !== from || !ports.has('TCP', port)) return false;
    return to.startsWith('ip:') ? flow.to.kind === 'addresses' && addresses!.has(to.slice(3)) : endText(flow.to) === to;
  });
  return own.length === 0
    ? 'nothing'
    : own
        .map(({ compiled, doubt }) => `${doubt === undefined ? 'error' : 'warning'} of rule ${compiled.rule.number}`)
        .join();
}

test('the first rule that matches decides each connection between workloads, and each with an address', () => {
  let [errors, warnings] = [0, 0];
  holds(
    fc.property(cluster, rules, (manifests, said) => {
      const { analysis } = checkInputOf(manifests);
      const denied = [...new RuleJudge(analysis, rulesOf(write(said))).denied()];
      const workloads = analysis.cluster.workloads.map(({ id }) => id);
      for (const from of workloads) {
        for (const to of [...workloads, ...ADDRESSES.map((address) => `ip:${address}`)]) {
          for (const port of PORTS) {
            const expected = naive(analysis, said, from, to, port);
            if (expected.startsWith('error')) errors++;
            if (expected.startsWith('warning')) warnings++;
            expect([from, to, port, found(denied, from, to, port)]).toEqual([from, to, port, expected]);
          }
        }
      }
    }),
    { runs: 60 },
  );
  expect(errors).toBeGreaterThan(200);
  expect(warnings).toBeGreaterThan(50);
});
