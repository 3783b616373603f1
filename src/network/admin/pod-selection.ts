import { k8s } from '../../plus/cdk8s-plus';
import { canonical } from '../../support/canonical';
import { compareText } from '../../support/order';

/** A requirement of a label selector, as Kubernetes writes it. */
interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** Pods by the labels of their namespaces and their own; all requirements hold. None at all: every pod of the cluster. */
export interface PodSelection {
  readonly namespace: readonly Requirement[];
  readonly pod: readonly Requirement[];
}

/** Every pod of the cluster. */
export const EVERY_POD: PodSelection = { namespace: [], pod: [] };

/** The pods that a peer of a NetworkPolicy names, if it names the namespaces as well. */
export function selectionOf(peer: k8s.NetworkPolicyPeer): PodSelection | undefined {
  const { namespaceSelector, podSelector } = peer;
  if (namespaceSelector === undefined) return undefined;
  return { namespace: requirementsOf(namespaceSelector), pod: requirementsOf(podSelector ?? {}) };
}

function requirementsOf({ matchLabels = {}, matchExpressions = [] }: k8s.LabelSelector): Requirement[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...matchExpressions.map(({ key, operator, values = [] }) => ({
      key,
      operator: operator as Requirement['operator'],
      values,
    })),
  ];
}

const OPPOSITE = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

/**
 * The pods that some selections have and some others have not, in as many selections as it takes: whoever misses one
 * requirement of an exception is not of it. `NotIn` holds as well where the label is absent.
 */
export function withoutSelections(all: readonly PodSelection[], except: readonly PodSelection[]): PodSelection[] {
  return except.reduce<PodSelection[]>(
    (left, exception) =>
      distinct(
        left.flatMap((selection) =>
          othersThan(exception).flatMap((other) => {
            const both = intersect(selection, other);
            return both === undefined ? [] : [both];
          }),
        ),
      ),
    [...all],
  );
}

function othersThan({ namespace, pod }: PodSelection): PodSelection[] {
  const opposite = (requirement: Requirement): Requirement => ({
    ...requirement,
    operator: OPPOSITE[requirement.operator],
  });
  return [
    ...namespace.map((requirement) => ({ namespace: [opposite(requirement)], pod: [] })),
    ...pod.map((requirement) => ({ namespace, pod: [opposite(requirement)] })),
  ];
}

/** The pods of both selections, if there may be any. */
function intersect(a: PodSelection, b: PodSelection): PodSelection | undefined {
  const namespace = simplify([...a.namespace, ...b.namespace]);
  const pod = simplify([...a.pod, ...b.pod]);
  return namespace === undefined || pod === undefined ? undefined : { namespace, pod };
}

/** The same requirements with one for each label where that is enough; none where they contradict each other. */
function simplify(requirements: readonly Requirement[]): Requirement[] | undefined {
  const keys = [...new Set(requirements.map(({ key }) => key))];
  const simple = keys.map((key) => simplifyLabel(requirements.filter((requirement) => requirement.key === key)));
  return simple.includes(undefined) ? undefined : simple.flatMap((own) => own ?? []);
}

function simplifyLabel(own: readonly Requirement[]): Requirement[] | undefined {
  const { key } = own[0];
  const of = (operator: Requirement['operator']): Requirement[] => own.filter((each) => each.operator === operator);
  const isAbsent = of('DoesNotExist').length > 0;
  const unwanted = [...new Set(of('NotIn').flatMap(({ values }) => values))].sort(compareText);
  const wanted = of('In').map(({ values }) => values);
  if (wanted.length > 0) {
    const values = [...new Set(wanted[0])].filter(
      (value) => wanted.every((each) => each.includes(value)) && !unwanted.includes(value),
    );
    return isAbsent || values.length === 0 ? undefined : [{ key, operator: 'In', values: values.sort(compareText) }];
  }
  const mustExist = of('Exists').length > 0;
  if (isAbsent) return mustExist ? undefined : [{ key, operator: 'DoesNotExist', values: [] }];
  return [
    ...(mustExist ? [{ key, operator: 'Exists' as const, values: [] }] : []),
    ...(unwanted.length > 0 ? [{ key, operator: 'NotIn' as const, values: unwanted }] : []),
  ];
}

/** Each once, and none that another one contains whole by having fewer requirements. */
export function distinct(selections: readonly PodSelection[]): PodSelection[] {
  const seen = new Map<string, PodSelection>();
  for (const selection of selections) seen.set(keyOf(selection), seen.get(keyOf(selection)) ?? selection);
  const all = [...seen.values()];
  return all.filter((inner) => !all.some((outer) => outer !== inner && contains(outer, inner)));
}

/** Whether a selection surely has all pods of another one: it asks for nothing that the other one does not. */
export function contains(outer: PodSelection, inner: PodSelection): boolean {
  const holds = (wanted: readonly Requirement[], given: readonly Requirement[]): boolean => {
    const texts = given.map((each) => canonical(each));
    return wanted.every((each) => texts.includes(canonical(each)));
  };
  return holds(outer.namespace, inner.namespace) && holds(outer.pod, inner.pod);
}

/** A text that equal selections have in common. */
export function keyOf({ namespace, pod }: PodSelection): string {
  return canonical([renderSelector(namespace), renderSelector(pod)]);
}

/** A selector as the API has it. */
export interface RenderedSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

/** Pods as subject or peer of an administrator's policy: all those of some namespaces, or some of them. */
export function renderSelection({ namespace, pod }: PodSelection): object {
  if (pod.length === 0) return { namespaces: renderSelector(namespace) };
  return { pods: { namespaceSelector: renderSelector(namespace), podSelector: renderSelector(pod) } };
}

function renderSelector(requirements: readonly Requirement[]): RenderedSelector {
  const sorted = [...requirements].sort((a, b) => compareText(a.key, b.key) || compareText(a.operator, b.operator));
  const isLabel = ({ operator, values }: Requirement): boolean => operator === 'In' && values.length === 1;
  const labels = sorted.filter(isLabel).map(({ key, values }) => [key, values[0]] as const);
  const rest = sorted.filter((requirement) => !isLabel(requirement));
  return {
    ...(labels.length > 0 ? { matchLabels: Object.fromEntries(labels) } : {}),
    ...(rest.length > 0
      ? {
          matchExpressions: rest.map(({ key, operator, values }) => ({
            key,
            operator,
            ...(values.length > 0 ? { values: [...values] } : {}),
          })),
        }
      : {}),
  };
}
