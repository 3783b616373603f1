import { Construct } from 'constructs';
import { Part, Pods } from './part';
import { requires, supports } from '../../network/kubernetes-features';
import { AbstractPod, DaemonSet, Deployment, k8s } from '../../plus/cdk8s-plus';
import { checkLabels, checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { NodeAffinity, renderNodeAffinity } from '../values/node-affinity';
import { Toleration } from '../values/toleration';
import {
  checkTopologySpread,
  renderTopologySpread,
  SpreadSurroundings,
  TopologySpread,
} from '../values/topology-spread';

/**
 * On which nodes pods run.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export interface Scheduling {
  /**
   * Labels that a node must carry, all of them.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Taints that the pods put up with.
   *
   * @default - those alone that Kubernetes adds: nodes that are not ready, short of memory or disk, or being drained
   */
  readonly tolerations?: Toleration[];

  /**
   * On which nodes the pods must run, and on which they should.
   *
   * @default - any node
   */
  readonly nodeAffinity?: NodeAffinity;

  /**
   * The RuntimeClass that runs the containers, such as "gvisor".
   *
   * @default - the cluster's own runtime
   * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
   */
  readonly runtimeClass?: string;

  /**
   * How evenly the pods are spread, for each kind of place. What is said of a `topologyKey` here takes the place of what
   * `spread` says of it.
   *
   * @default - as `spread` says
   */
  readonly topologySpread?: TopologySpread[];
}

/** On which nodes the pods run. @internal */
export interface SchedulingProps {
  /**
   * On which nodes the pods run: node selector, tolerations, node affinity, runtime class, topology spread. What is said
   * through the `scheduling` of a cdk8s-plus workload counts, too.
   *
   * @default - any node that tolerates the pods and has room for them
   */
  readonly scheduling?: Scheduling;
}

/** On which nodes the pods run. */
export function scheduling({ owner, selectorLabels }: Pods, props: SchedulingProps): Part {
  if (props.scheduling === undefined) return {};
  const {
    nodeSelector = {},
    tolerations = [],
    nodeAffinity = {},
    runtimeClass,
    topologySpread = [],
  } = props.scheduling;
  checkLabels(owner, nodeSelector, 'look the label up: no node has this one');
  if (runtimeClass !== undefined) checkObjectName(owner, runtimeClass, 'scheduling.runtimeClass');
  const affinity = renderNodeAffinity(owner, nodeAffinity);
  checkTopologySpread(owner, topologySpread, Object.keys(selectorLabels));
  requireSpread(owner, topologySpread);
  const labels = { ...nodeSelector };
  const tolerated = tolerations.map(({ _rendered }) => _rendered);
  let workload: AbstractPod | undefined;
  return {
    complete: (made) => {
      workload = made.workload;
      if (topologySpread.length > 0 && workload instanceof DaemonSet) {
        refuse(owner, {
          what: 'scheduling.topologySpread',
          got: inWords('a rule for one pod on each node'),
          allowed: 'none for a NodeAgent: it is on each node that it may use',
          fix: 'leave it out',
        });
      }
    },
    pod: (spec) => ({
      nodeSelector: Object.keys(labels).length === 0 ? spec.nodeSelector : { ...spec.nodeSelector, ...labels },
      tolerations: tolerated.length === 0 ? spec.tolerations : [...(spec.tolerations ?? []), ...tolerated],
      affinity: affinity === undefined ? spec.affinity : withNodeAffinity(owner, spec.affinity, affinity),
      runtimeClassName: runtimeClass ?? spec.runtimeClassName,
      topologySpreadConstraints:
        topologySpread.length === 0
          ? spec.topologySpreadConstraints
          : topologySpread.map((each) => renderTopologySpread(each, spreadOf(owner, selectorLabels, workload))),
    }),
  };
}

/** What makes a difference to constraints of a workload's pods. */
export function spreadOf(
  owner: Construct,
  selectorLabels: { readonly [key: string]: string },
  workload: AbstractPod | undefined,
): SpreadSurroundings {
  return {
    selectorLabels,
    isDeployment: workload instanceof Deployment,
    knowsInclusion: supports(owner, 'nodeInclusion'),
    knowsMatchLabelKeys: supports(owner, 'matchLabelKeysOfSpread'),
  };
}

function requireSpread(owner: Construct, topologySpread: readonly TopologySpread[]): void {
  for (const { minDomains, nodeAffinityPolicy, nodeTaintsPolicy, matchLabelKeys } of topologySpread) {
    const what = (field: string): string => `scheduling.topologySpread: ${field}`;
    if (minDomains !== undefined) requires(owner, 'minDomains', what('minDomains'));
    if (nodeAffinityPolicy !== undefined) requires(owner, 'nodeInclusion', what('nodeAffinityPolicy'));
    if (nodeTaintsPolicy !== undefined) requires(owner, 'nodeInclusion', what('nodeTaintsPolicy'));
    if (matchLabelKeys !== undefined) requires(owner, 'matchLabelKeysOfSpread', what('matchLabelKeys'));
  }
}

/** What is required in two places cannot be put together: each alone is a choice between terms. */
function withNodeAffinity(owner: Construct, given: k8s.Affinity | undefined, ours: k8s.NodeAffinity): k8s.Affinity {
  const { requiredDuringSchedulingIgnoredDuringExecution: theirs, preferredDuringSchedulingIgnoredDuringExecution } =
    given?.nodeAffinity ?? {};
  const { requiredDuringSchedulingIgnoredDuringExecution: required } = ours;
  if (theirs !== undefined && required !== undefined) {
    refuse(owner, {
      what: 'scheduling.nodeAffinity.required',
      got: inWords('terms beside those of `scheduling.attract(…)` of cdk8s-plus'),
      allowed: 'one of the two',
      fix: 'write all terms into the prop',
    });
  }
  const preferred = [
    ...(preferredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(ours.preferredDuringSchedulingIgnoredDuringExecution ?? []),
  ];
  return {
    ...given,
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: theirs ?? required,
      preferredDuringSchedulingIgnoredDuringExecution: preferred.length === 0 ? undefined : preferred,
    },
  };
}
