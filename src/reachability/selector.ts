import { ACCOUNT_LABEL } from '../topology/account-label';
import {
  Labels,
  LabelValues,
  Namespace,
  NAMESPACE_NAME_LABEL,
  Requirement,
  Selector,
  Workload,
} from '../topology/model';

/** Whether labels meet all requirements of a selector. */
export function matches(selector: Selector, labels: Labels): boolean {
  return selector.requirements.every((requirement) => meets(requirement, labels));
}

/** Which pods of a workload a selector selects. */
export interface PodMatch {
  /** `some`: some of them, or nobody knows whether all. */
  readonly pods: 'all' | 'none' | 'some';
  /** The labels that tell them apart, where it is some. */
  readonly by: readonly string[];
}

const ALL_PODS: PodMatch = { pods: 'all', by: [] };
const NO_PODS: PodMatch = { pods: 'none', by: [] };

/** Which pods of a workload meet all requirements: what controllers add may differ from pod to pod, or not be known. */
export function matchPods({ requirements }: Selector, { labels, perPodLabels, serviceAccount }: PodLabels): PodMatch {
  const ofPods = new Map<string, Requirement[]>();
  const by: string[] = [];
  for (const requirement of requirements) {
    const { key } = requirement;
    if (key === ACCOUNT_LABEL) {
      if (serviceAccount === undefined) by.push(key);
      else if (!meetsValue(requirement, serviceAccount)) return NO_PODS;
    } else if (!Object.prototype.hasOwnProperty.call(perPodLabels, key)) {
      if (!meets(requirement, labels)) return NO_PODS;
    } else if (!ofPods.get(key)?.push(requirement)) {
      ofPods.set(key, [requirement]);
    }
  }
  for (const [key, own] of ofPods) {
    const values = possibleValues(perPodLabels[key], own);
    const met = values.filter((value) => own.every((requirement) => meetsValue(requirement, value)));
    if (met.length === 0) return NO_PODS;
    if (met.length < values.length) by.push(key);
  }
  return by.length === 0 ? ALL_PODS : { pods: 'some', by };
}

type PodLabels = Pick<Workload, 'labels' | 'perPodLabels' | 'serviceAccount'>;

/** Of values that nobody knows only those matter that are asked for, and one that is not: it has characters of no label. */
function possibleValues(values: LabelValues, requirements: readonly Requirement[]): readonly string[] {
  return values === 'unknown' ? [...requirements.flatMap((requirement) => requirement.values), '\0'] : values;
}

/** Whether a namespace may meet them: of one that is not declared only the name is known. */
export function mayMatchNamespace({ requirements }: Selector, { labels, declared }: Namespace): boolean {
  const known = declared ? requirements : requirements.filter(({ key }) => key === NAMESPACE_NAME_LABEL);
  return known.every((requirement) => meets(requirement, labels));
}

function meets(requirement: Requirement, labels: Labels): boolean {
  const { key } = requirement;
  return meetsValue(requirement, Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : undefined);
}

function meetsValue({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && isAmong(value, values);
    // An absent key is not in any list.
    case 'NotIn':
      return value === undefined || !isAmong(value, values);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

const LONG = 16;
const longLists = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A long list is asked for the labels of many pods, so that it becomes a set. */
function isAmong(value: string, values: readonly string[]): boolean {
  if (values.length < LONG) return values.includes(value);
  let set = longLists.get(values);
  if (set === undefined) longLists.set(values, (set = new Set(values)));
  return set.has(value);
}

/** `app=web,tier in (a,b)`, or `*` for everything: the same text for the same selector. */
export function formatSelector({ requirements }: Selector): string {
  if (requirements.length === 0) return '*';
  return requirements.map(formatRequirement).join(',');
}

function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}
