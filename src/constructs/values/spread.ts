import { k8s } from '../../plus/cdk8s-plus';

/** How a workload's pods are spread over nodes and zones. */
export enum Spread {
  /** Evenly over hosts and zones where that is possible; otherwise they run all the same. */
  PREFERRED = 'preferred',
  /** Never two more pods on one host than on another: pods wait rather than crowd. Over zones as preferred. */
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
  matchLabels: { [key: string]: string },
): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  if (spread === Spread.NONE) return {};
  const evenlyOver = (topologyKey: string, required: boolean): k8s.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: required ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: { matchLabels },
  });
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels } } },
        ],
      },
    },
    topologySpreadConstraints: [
      evenlyOver('kubernetes.io/hostname', spread === Spread.REQUIRED),
      evenlyOver('topology.kubernetes.io/zone', false),
    ],
  };
}
