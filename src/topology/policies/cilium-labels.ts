import { Part } from './doubts';
import { ACCOUNT_LABEL } from '../account-label';
import { NAMESPACE_NAME_LABEL, Requirement, Selector } from '../model';
import { compareRequirements, EVERYTHING } from '../parse-selector';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** What a requirement of Cilium is about: the pod, its namespace, or what is no pod. */
export type Subject = 'pod' | 'namespace' | 'reserved';

/** A requirement of a selector of endpoints, by the label that the pod, or its namespace, has. */
export interface EndpointRequirement {
  readonly requirement: Requirement;
  readonly about: Subject;
  /** Whether Cilium writes its own namespace over it in the selector of a policy that belongs to a namespace. */
  readonly isOverwritten: boolean;
  readonly part: Part;
}

/** Whether it asks for a label that is there; the others hold for what has no labels as well. */
export function isPositive({ operator }: Requirement): boolean {
  return operator === 'In' || operator === 'Exists';
}

/**
 * Reads a selector of endpoints. Its keys may say where Cilium has the label from: `k8s:app`, `any:app`, `reserved:host`.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/kubernetes/
 */
export function readEndpointRequirements(selector: Part): EndpointRequirement[] {
  return writtenIn(selector).flatMap(meaningOf);
}

/** Reads a selector of what is no endpoint, nodes or Services, whose labels may be written with their source as well. */
export function readOtherSelector(selector: Part): Selector {
  const requirements = writtenIn(selector).flatMap(({ part, written, operator, values }) => {
    const { source, key } = split(written);
    if (isOfKubernetes(source)) return [{ key, operator, values }];
    part.doubt(`is a label of "${source}", and these are not known here`);
    return [];
  });
  return selectorOf(selector, requirements);
}

/** A selector with these requirements. */
export function selectorOf({ field }: Part, requirements: readonly Requirement[]): Selector {
  return requirements.length === 0 ? EVERYTHING : field.parts.selector([...requirements].sort(compareRequirements));
}

/** A requirement as it is written, with the place of its key. */
interface Written extends Pick<Requirement, 'operator' | 'values'> {
  readonly part: Part;
  readonly written: string;
  readonly isLabel: boolean;
}

function writtenIn(selector: Part): Written[] {
  selector.checkMap(['matchLabels', 'matchExpressions']);
  return [...labelsOf(selector.get('matchLabels')), ...selector.get('matchExpressions').items().flatMap(expressionOf)];
}

function labelsOf(matchLabels: Part): Written[] {
  return Object.keys(matchLabels.field.map() ?? {}).flatMap((written) => {
    const part = matchLabels.get(written);
    // The API server reads a label without a value as an empty one.
    const value = part.field.isAbsent ? '' : part.field.text();
    part.field.checkLabelKey(split(written).key);
    if (value === undefined) return [];
    part.field.checkLabelValue(value);
    return [{ part, written, operator: 'In', values: [value], isLabel: true }];
  });
}

function expressionOf(expression: Part): Written[] {
  expression.checkMap(['key', 'operator', 'values']);
  const { field } = expression;
  const written = field.get('key').requiredText();
  const operator = field.get('operator').requiredOneOf(OPERATORS);
  const valueFields = field.get('values').items();
  const values = valueFields.map((value) => value.text()).filter((value) => value !== undefined);
  if (written !== undefined) field.get('key').checkLabelKey(split(written).key);
  if (written === undefined || operator === undefined) return [];
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) field.get('values').problem(`at least one value for operator ${operator}`);
  if (!takesValues && values.length > 0) field.get('values').problem(`no values for operator ${operator}`);
  for (const value of valueFields) if (typeof value.value === 'string') value.checkLabelValue(value.value);
  const part = expression.get('key');
  return [{ part, written, operator, values: [...new Set(values)].sort(), isLabel: false }];
}

/** What a requirement of an endpoint asks for; nothing if nobody knows. */
function meaningOf({ part, written, operator, values, isLabel }: Written): EndpointRequirement[] {
  const { source, key } = split(written);
  const found = (about: Subject, label: string): EndpointRequirement[] => [
    {
      requirement: { key: label, operator, values },
      about,
      isOverwritten: isLabel && written === `k8s:${POD_NAMESPACE}`,
      part,
    },
  ];
  if (source === 'reserved') return found('reserved', key);
  if (!isOfKubernetes(source)) {
    part.doubt(`is a label of "${source}", and these are not known here`);
  } else if (key === POD_NAMESPACE) {
    return found('namespace', NAMESPACE_NAME_LABEL);
  } else if (key.startsWith(NAMESPACE_LABELS)) {
    return found('namespace', key.slice(NAMESPACE_LABELS.length));
  } else if (key === ACCOUNT_LABEL) {
    return found('pod', key);
  } else if (key.startsWith('io.cilium.')) {
    part.doubt(`is ${CILIUM_LABELS.get(key) ?? 'a label of Cilium'}, which is not known here`);
  } else if (NO_IDENTITY.test(key)) {
    part.doubt('is a label that Cilium does not look at unless it is told to');
  } else {
    return found('pod', key);
  }
  return [];
}

function isOfKubernetes(source: string): boolean {
  return source === 'any' || source === 'k8s';
}

const CILIUM_LABELS: ReadonlyMap<string, string> = new Map([['io.cilium.k8s.policy.cluster', 'the name of a cluster']]);

/** The labels of pods that are not part of their identity, if nobody configured others. */
const NO_IDENTITY = new RegExp(
  '^(' +
    [
      'io\\.kubernetes',
      'kubernetes\\.io',
      'k8s\\.io',
      '.*beta\\.kubernetes\\.io',
      'statefulset\\.kubernetes\\.io/pod-name',
      'apps\\.kubernetes\\.io/pod-index',
      'batch\\.kubernetes\\.io/(job-completion-index|controller-uid)',
      'pod-template-(generation|hash)',
      'controller-(revision-hash|uid)',
      'annotation',
      'etcd_node',
    ].join('|') +
    ')',
);

function split(written: string): { readonly source: string; readonly key: string } {
  if (written.startsWith('$')) return { source: 'reserved', key: written.slice(1) };
  const colon = written.indexOf(':');
  if (colon >= 0) return { source: written.slice(0, colon), key: written.slice(colon + 1) };
  if (written.startsWith('reserved.')) return { source: 'reserved', key: written.slice('reserved.'.length) };
  return { source: 'any', key: written };
}
