import { renderTopologySpread, SpreadSurroundings, WhenUnsatisfiable } from './topology-spread';
import { k8s } from '../../plus/cdk8s-plus';

/** How a workload's pods are spread over nodes and zones. */
export enum Spread {
  /** Evenly over hosts and zones where that is possible; otherwise they run all the same. */
  PREFERRED = 'preferred',
  /**
   * Never two more pods on one host than on another that they may use: pods wait rather than crowd. Pods of a
   * Deployment's version before do not count. Over zones as preferred.
   */
  REQUIRED = 'required',
  /** Left to the scheduler. */
  NONE = 'none',
}

/**
 * The scheduling part of a pod's spec.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function renderSpread(
  spread: Spread,
  surroundings: SpreadSurroundings,
): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  if (spread === Spread.NONE) return {};
  const { DO_NOT_SCHEDULE, SCHEDULE_ANYWAY } = WhenUnsatisfiable;
  const evenlyOver = (topologyKey: string, whenUnsatisfiable: WhenUnsatisfiable): k8s.TopologySpreadConstraint =>
    renderTopologySpread({ topologyKey, whenUnsatisfiable }, surroundings);
  const labelSelector = { matchLabels: { ...surroundings.selectorLabels } };
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
        ],
      },
    },
    topologySpreadConstraints: [
      evenlyOver('kubernetes.io/hostname', spread === Spread.REQUIRED ? DO_NOT_SCHEDULE : SCHEDULE_ANYWAY),
      evenlyOver('topology.kubernetes.io/zone', SCHEDULE_ANYWAY),
    ],
  };
}
