import { Analysis } from '../../../reachability/analysis';
import { placeOf } from '../../findings-report';
import { PictureNode } from '../picture';
import { wallsOf } from './walls';

/** The boxes of all workloads. */
export function workloadNodes(analysis: Analysis): readonly PictureNode[] {
  return analysis.cluster.workloads.map(({ id, namespace, kind, name, origin, replicas }, position) => ({
    id,
    kind: 'workload',
    name,
    what: kind,
    namespace,
    place: placeOf(origin),
    asked: id,
    walls: wallsOf(analysis, position),
    ...(replicas === undefined ? {} : { replicas }),
  }));
}

/** How many workloads each policy isolates: one for the whole of a namespace is about none of them. */
export function widePolicies(nodes: readonly PictureNode[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { walls } of nodes) {
    for (const policy of new Set([...(walls?.policies.ingress ?? []), ...(walls?.policies.egress ?? [])])) {
      counts.set(policy, (counts.get(policy) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([policy]) => policy));
}
