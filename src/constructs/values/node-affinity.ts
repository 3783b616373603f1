import { k8s, NodeLabelQuery } from '../../plus/cdk8s-plus';
import { checkLabels, checkQualifiedName } from '../../support/names';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/** Nodes by their labels. */
export interface NodeTerm {
  /** What the labels of a node must be like, all of it. */
  readonly labels: NodeLabelQuery[];
}

/** Nodes that are better than others. */
export interface PreferredNodeTerm extends NodeTerm {
  /**
   * How much they are better, from 1 to 100.
   *
   * @default 1
   */
  readonly weight?: number;
}

/**
 * On which nodes the pods run.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export interface NodeAffinity {
  /**
   * The only nodes on which they run: those that one of these terms describes.
   *
   * @default - any
   */
  readonly required?: NodeTerm[];

  /**
   * The nodes on which they run if that is possible.
   *
   * @default - any
   */
  readonly preferred?: PreferredNodeTerm[];
}

/** Checks node affinity, and says it in the fields of a pod's spec. */
export function renderNodeAffinity(
  where: Where,
  { required, preferred = [] }: NodeAffinity,
): k8s.NodeAffinity | undefined {
  const what = 'scheduling.nodeAffinity';
  if (required?.length === 0) {
    refuse(where, {
      what: `${what}.required`,
      got: required,
      allowed: 'at least one term; with none the pods would run nowhere',
      fix: 'leave it out for any node',
    });
  }
  const terms = required?.map(({ labels }) => renderTerm(where, `${what}.required`, labels));
  const preferences = preferred.map(({ labels, weight = 1 }) => ({
    weight: checkWholeNumber(where, weight, { what: `${what}.preferred: weight`, min: 1, max: 100 }),
    preference: renderTerm(where, `${what}.preferred`, labels),
  }));
  if (terms === undefined && preferences.length === 0) return undefined;
  return {
    requiredDuringSchedulingIgnoredDuringExecution: terms && { nodeSelectorTerms: terms },
    preferredDuringSchedulingIgnoredDuringExecution: preferences.length === 0 ? undefined : preferences,
  };
}

function renderTerm(where: Where, what: string, labels: readonly NodeLabelQuery[]): k8s.NodeSelectorTerm {
  if (labels.length === 0) {
    refuse(where, {
      what: `${what}: labels`,
      got: labels,
      allowed: 'at least one; an empty term matches no node',
      fix: 'write for example NodeLabelQuery.is("kubernetes.io/arch", "arm64")',
    });
  }
  return { matchExpressions: labels.map((query) => checkedQuery(where, what, query._toKube())) };
}

const ONE_NUMBER = ['Gt', 'Lt'];

function checkedQuery(where: Where, what: string, query: k8s.NodeSelectorRequirement): k8s.NodeSelectorRequirement {
  const { key, operator, values } = query;
  checkQualifiedName(where, key, `${what}: label`);
  const inLabel = `${what}: values of label "${key}"`;
  if (values?.length === 0) {
    refuse(where, { what: inLabel, got: [], allowed: 'at least one value', fix: 'use NodeLabelQuery.exists(key)' });
  }
  if (ONE_NUMBER.includes(operator) && (values?.length !== 1 || !/^(0|-?[1-9]\d*)$/.test(values[0]))) {
    refuse(where, {
      what: inLabel,
      got: values,
      allowed: 'one whole number as a text, such as ["4"]',
      fix: 'write each bound as a query of its own',
    });
  }
  for (const value of values ?? []) {
    if (!ONE_NUMBER.includes(operator)) checkLabels(where, { [key]: value }, 'look the label up: no node has this one');
  }
  return { key, operator, values: values && [...values] };
}
