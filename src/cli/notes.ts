import { formatProblem } from './failures';
import { FEW, fewOfAKind } from './few-of-a-kind';
import { Loaded } from './load';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { describeUnjudged } from '../reachability/describe-unjudged';
import { Origin, Policy, Topology } from '../topology/model';

/** A policy for namespaces of others is no mistake, and still decides nothing here. */
const SELECTS_NOBODY = 'policy-selects-nobody';

/** The rules whose findings may be why an answer is another one than was expected; `check` asks the others, too. */
const WHY: readonly string[] = [
  SELECTS_NOBODY,
  'peer-matches-nobody',
  'port-matches-nobody',
  'service-port-in-rule',
  'route-to-nothing',
  'service-selects-nobody',
  'service-port-unserved',
  'exposure-closed',
];

/** What is legal, but probably not what the writer meant. */
export function warningsOf(input: CheckInput): string[] {
  const { topology } = input.analysis.cluster;
  const { workloads, policies, otherPolicies, unjudged } = topology;
  const passedOver = passedOverIn(topology);
  if (workloads.length === 0) return [...passedOver, 'no workload in the input: there is nobody to connect'];
  const isOpen = policies.length + otherPolicies.length + unjudged.length === 0;
  return [...passedOver, ...WHY.flatMap((rule) => findingsOf(input, rule)), ...(isOpen ? [openWithout(topology)] : [])];
}

function findingsOf(input: CheckInput, rule: string): string[] {
  const found = check(input, { only: [rule] }).filter(
    ({ severity, accepted }) => (severity !== 'note' || rule === SELECTS_NOBODY) && accepted === undefined,
  );
  return few(
    found.map((finding) => `${placeOf(finding)}: ${finding.message}. Fix: ${finding.fix} [${rule}]`),
    `findings of ${rule}`,
  );
}

/** Policies of a mesh close servers, and nothing else. */
function openWithout({ identity }: Topology): string {
  const { policies, mtls, unjudged } = identity ?? { policies: [], mtls: [], unjudged: [] };
  return policies.length + mtls.length + unjudged.length === 0
    ? 'no NetworkPolicy in the input: everybody may talk to everybody'
    : 'no NetworkPolicy in the input: policies of a mesh alone close something, the way into pods of the mesh';
}

/** What was not read, or not as it was probably meant: all that can be said of an input that is not judged. */
export function passedOverIn(topology: Topology): string[] {
  const unjudged = topology.unjudged.map((policy) => `${placeOf(policy.origin)}: ${describeUnjudged(policy)}`);
  return [...readWarnings(topology), ...few(unjudged, 'policies that are not judged')];
}

/** What is worth a word in what was read, and stops nothing. */
export function readWarnings({ warnings }: Topology): string[] {
  const { shown, left } = fewOfAKind(warnings, ({ message }) => message);
  return [...shown.map(formatProblem), ...(left === 0 ? [] : [`and ${left} more like these`])];
}

function few(lines: readonly string[], what: string): string[] {
  if (lines.length <= FEW) return [...lines];
  return [...lines.slice(0, FEW), `and ${lines.length - FEW} more ${what}`];
}

/** What was read, and what was left out. */
export function summaryOf({ topology, sourceCount }: Loaded): string[] {
  const { workloads, policies, otherPolicies, services, namespaces, otherKinds } = topology;
  const counts = [
    plural(workloads.length, 'workload'),
    plural(policies.length, 'NetworkPolicy', 'NetworkPolicies'),
    ...countsByKind(otherPolicies),
    plural(services.length, 'Service'),
  ];
  const others = Object.keys(otherKinds)
    .sort()
    .map((kind) => `${otherKinds[kind]} ${kind}`);
  return [
    `read ${counts.join(', ')} in ${plural(namespaces.length, 'namespace')} from ${plural(sourceCount, 'file')}`,
    ...(others.length === 0 ? [] : [`left out: ${others.join(', ')}`]),
  ];
}

/** One of several parts, as `specs` of Cilium are, is one policy. */
function countsByKind(policies: readonly Policy[]): string[] {
  const kinds = new Map<string, Set<string>>();
  for (const { kind = '', id } of policies) kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id));
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, ids]) => plural(ids.size, kind, kind.replace(/y$/, 'ies')));
}

function placeOf({ source, line }: Pick<Origin, 'source' | 'line'>): string {
  return line === undefined ? source : `${source}:${line}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
