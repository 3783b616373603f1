import { Classes } from './classes';
import { PodSet } from './pod-set';
import { CompiledRule } from './side';
import { Workload } from '../topology/model';

/** Workloads that none of the rules can tell apart as a peer. */
export function peerClasses(workloads: readonly Workload[], lists: Iterable<readonly CompiledRule[]>): Classes {
  const sets = new Set<PodSet>();
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
