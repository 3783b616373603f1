import { formatProblem } from './failures';
import { FEW, fewOfAKind } from './few-of-a-kind';
import { Loaded } from './load';
import { wayNotes } from './way-notes';
import { Analysis } from '../reachability/analysis';
import { Cluster } from '../reachability/cluster';
import { describeUnjudged } from '../reachability/describe-unjudged';
import { isEmpty } from '../reachability/pod-index';
import { describeServicePortRule, servicePortRules } from '../reachability/service-port-rules';
import { judgedPolicies } from '../topology/judged-policies';
import { Origin, Policy, Topology } from '../topology/model';

/** What is legal, but probably not what the writer meant. */
export function warningsOf(analysis: Analysis): string[] {
  const { cluster } = analysis;
  const { workloads, policies, otherPolicies, unjudged } = cluster.topology;
  const passedOver = passedOverIn(cluster.topology);
  if (workloads.length === 0) return [...passedOver, 'no workload in the input: there is nobody to connect'];
  const waysIn = few(wayNotes(analysis), 'ways in that lead nowhere');
  if (policies.length + otherPolicies.length + unjudged.length === 0) {
    return [...passedOver, ...waysIn, 'no NetworkPolicy in the input: everybody may talk to everybody'];
  }
  return [
    ...passedOver,
    ...few(
      idle(cluster).map(({ id, origin }) => `${placeOf(origin)}: ${id} selects no workload of the input`),
      'policies that select no workload',
    ),
    ...few(
      servicePortRules(analysis).map((found) => `${placeOf(found.policy.origin)}: ${describeServicePortRule(found)}`),
      'rules with the port of a Service',
    ),
    ...waysIn,
  ];
}

/** The policies that select no workload, each once, however many parts it has. */
function idle({ topology, pods }: Cluster): readonly Policy[] {
  const byId = new Map<string, Policy[]>();
  for (const policy of judgedPolicies(topology)) byId.set(policy.id, [...(byId.get(policy.id) ?? []), policy]);
  return [...byId.values()]
    .filter((parts) =>
      parts.every(({ namespace, namespaceSelector, podSelector }) =>
        isEmpty(
          namespaceSelector === undefined
            ? pods.inNamespace(namespace, podSelector)
            : pods.inNamespaces(namespaceSelector, podSelector),
        ),
      ),
    )
    .map(([first]) => first);
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

function placeOf({ source, line }: Origin): string {
  return line === undefined ? source : `${source}:${line}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
