import { Classes } from './classes';
import { PodSet } from './pod-set';
import { CompiledRule, Side } from './side';
import { Workload } from '../topology/model';

/** Workloads that no rule of the sides can tell apart as a peer. */
export function peerClasses(workloads: readonly Workload[], sides: Iterable<Side>): Classes {
  const sets = new Set<PodSet>();
  const lists = new Set<readonly CompiledRule[]>();
  for (const { bundles, partial } of sides) {
    for (const { rules } of bundles) lists.add(rules);
    for (const { rules } of partial) lists.add(rules);
  }
  for (const rules of lists) for (const { pods } of rules) sets.add(pods);
  return Classes.byKey(
    workloads.map(({ addresses, hostNetwork }) => (hostNetwork ? `host ${addresses.join()}` : addresses.join())),
  ).apart(sets);
}

/** Workloads in which names of ports stand for the same ones. */
export function portClasses(workloads: readonly Workload[]): Classes {
  return Classes.byKey(
    workloads.map(({ namedPorts }) =>
      namedPorts.length === 0
        ? ''
        : JSON.stringify(namedPorts.map(({ name, protocol, port }) => [name, protocol, port])),
    ),
  );
}
