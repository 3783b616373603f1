import { formatProblem } from './failures';
import { Loaded } from './load';
import { wayNotes } from './way-notes';
import { Analysis } from '../reachability/analysis';
import { describeUnjudged } from '../reachability/describe-unjudged';
import { describeServicePortRule, servicePortRules } from '../reachability/service-port-rules';
import { Origin } from '../topology/model';

/** What is legal, but probably not what the writer meant. */
export function warningsOf(analysis: Analysis): string[] {
  const { cluster } = analysis;
  const { workloads, policies, unjudged, warnings } = cluster.topology;
  const read = few(warnings.map(formatProblem), 'of what was read');
  if (workloads.length === 0) return [...read, 'no workload in the input: there is nobody to connect'];
  const waysIn = few(wayNotes(analysis), 'ways in that lead nowhere');
  if (policies.length === 0 && unjudged.length === 0) {
    return [...read, ...waysIn, 'no NetworkPolicy in the input: everybody may talk to everybody'];
  }
  return [
    ...read,
    ...few(
      unjudged.map((policy) => `${placeOf(policy.origin)}: ${describeUnjudged(policy)}`),
      'policies that are not judged',
    ),
    ...policies
      .filter(({ namespace, podSelector }) => cluster.pods.inNamespace(namespace, podSelector).members.length === 0)
      .map(({ id, origin }) => `${placeOf(origin)}: ${id} selects no workload of the input`),
    ...few(
      servicePortRules(analysis).map((found) => `${placeOf(found.policy.origin)}: ${describeServicePortRule(found)}`),
      'rules with the port of a Service',
    ),
    ...waysIn,
  ];
}

const FEW = 20;

function few(lines: readonly string[], what: string): string[] {
  if (lines.length <= FEW) return [...lines];
  return [...lines.slice(0, FEW), `and ${lines.length - FEW} more ${what}`];
}

/** What was read, and what was left out. */
export function summaryOf({ topology, sourceCount }: Loaded): string[] {
  const { workloads, policies, services, namespaces, otherKinds } = topology;
  const counts = [
    plural(workloads.length, 'workload'),
    plural(policies.length, 'NetworkPolicy', 'NetworkPolicies'),
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

function placeOf({ source, line }: Origin): string {
  return line === undefined ? source : `${source}:${line}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
