import { k8s } from '../../plus/cdk8s-plus';
import { checkQualifiedName } from '../../support/names';
import { checkWholeNumber } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** What becomes of a pod for which no node would keep the pods spread. */
export enum WhenUnsatisfiable {
  /** It waits. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
  /** It runs on a node that makes it least uneven. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/** Whether nodes on which the pods cannot run count when pods are spread. */
export enum NodeInclusionPolicy {
  /** They do not count. */
  HONOR = 'Honor',
  /** They count as places without a pod. */
  IGNORE = 'Ignore',
}

/**
 * How evenly the pods are spread over one kind of place.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpread {
  /** The label of nodes whose values are the places: "kubernetes.io/hostname", "topology.kubernetes.io/zone". */
  readonly topologyKey: string;

  /**
   * By how many pods two places may differ.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * What becomes of a pod for which there is no such node.
   *
   * @default WhenUnsatisfiable.DO_NOT_SCHEDULE
   */
  readonly whenUnsatisfiable?: WhenUnsatisfiable;

  /**
   * How many places there must be; with fewer, pods wait. Only with `WhenUnsatisfiable.DO_NOT_SCHEDULE`.
   *
   * @default - as many as there are
   */
  readonly minDomains?: number;

  /**
   * Whether nodes count that the pods' node selector or node affinity leaves out.
   *
   * @default - they do not, as Kubernetes has it
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;

  /**
   * Whether nodes count whose taints the pods do not tolerate.
   *
   * @default - they do not where pods would wait for them (`DO_NOT_SCHEDULE`); else they do, as Kubernetes has it
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;

  /**
   * Labels of the pods whose values must be equal for pods to be counted together.
   *
   * @default - "pod-template-hash" for a Deployment whose pods would wait (`DO_NOT_SCHEDULE`), so that pods of the version
   * before do not count; else none
   */
  readonly matchLabelKeys?: string[];
}

/** What makes a difference to constraints besides what was said. */
export interface SpreadSurroundings {
  readonly selectorLabels: { readonly [key: string]: string };
  /** Whether the pods carry the label "pod-template-hash". */
  readonly isDeployment: boolean;
  /** Whether the cluster knows `nodeTaintsPolicy`, and `matchLabelKeys`. */
  readonly knowsInclusion: boolean;
  readonly knowsMatchLabelKeys: boolean;
}

/** The label of a Deployment's pods that each version has a value of its own for. */
const VERSION_LABEL = 'pod-template-hash';

/** Checks what the API server would refuse, and what would be lost. */
export function checkTopologySpread(where: Where, spread: readonly TopologySpread[], ours: readonly string[]): void {
  const what = 'scheduling.topologySpread';
  const keys = spread.map(({ topologyKey }) => topologyKey);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    refuse(where, {
      what,
      got: inWords(`${twice} twice`),
      allowed: 'one rule for each `topologyKey`',
      fix: 'remove one of the two',
    });
  }
  for (const each of spread) {
    checkQualifiedName(where, each.topologyKey, `${what}: topologyKey`);
    checkWholeNumber(where, each.maxSkew ?? 1, { what: `${what}: maxSkew`, min: 1 });
    for (const key of each.matchLabelKeys ?? []) checkMatchKey(where, `${what}: matchLabelKeys`, key, ours);
    if (each.minDomains === undefined) continue;
    checkWholeNumber(where, each.minDomains, { what: `${what}: minDomains`, min: 1 });
    if (each.whenUnsatisfiable === WhenUnsatisfiable.SCHEDULE_ANYWAY) {
      refuse(where, {
        what: `${what}: minDomains`,
        got: each.minDomains,
        allowed: 'none with WhenUnsatisfiable.SCHEDULE_ANYWAY, with which no pod waits',
        fix: 'leave it out, or use WhenUnsatisfiable.DO_NOT_SCHEDULE',
      });
    }
  }
}

function checkMatchKey(where: Where, what: string, key: string, ours: readonly string[]): void {
  checkQualifiedName(where, key, what);
  if (!ours.includes(key)) return;
  refuse(where, {
    what,
    got: key,
    allowed: 'labels that do not select the pods already',
    fix: 'leave it out: pods of other workloads do not count',
  });
}

/** The constraint of a pod's spec. */
export function renderTopologySpread(
  spread: TopologySpread,
  surroundings: SpreadSurroundings,
): k8s.TopologySpreadConstraint {
  const { topologyKey, maxSkew = 1, whenUnsatisfiable = WhenUnsatisfiable.DO_NOT_SCHEDULE, minDomains } = spread;
  const { selectorLabels, isDeployment, knowsInclusion, knowsMatchLabelKeys } = surroundings;
  const isStrict = whenUnsatisfiable === WhenUnsatisfiable.DO_NOT_SCHEDULE;
  // A node that the pods cannot use would hold no pod for ever, and so bar all others.
  const taints = spread.nodeTaintsPolicy ?? (isStrict && knowsInclusion ? NodeInclusionPolicy.HONOR : undefined);
  const versioned = isStrict && isDeployment && knowsMatchLabelKeys ? [VERSION_LABEL] : [];
  const keys = spread.matchLabelKeys ?? versioned;
  return {
    maxSkew,
    topologyKey,
    whenUnsatisfiable,
    minDomains,
    nodeAffinityPolicy: spread.nodeAffinityPolicy,
    nodeTaintsPolicy: taints,
    matchLabelKeys: keys.length === 0 ? undefined : [...keys],
    labelSelector: { matchLabels: { ...selectorLabels } },
  };
}
