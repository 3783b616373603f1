import { Field } from './manifest';
import { Requirement, Selector } from './model';

const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const KEY_PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** The selector that selects everything. */
export const EVERYTHING: Selector = { requirements: [] };

/**
 * Reads a label selector; an absent one selects everything (callers decide whether absence means something else).
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function parseSelector(field: Field): Selector {
  const requirements: Requirement[] = [];
  const matchLabels = field.get('matchLabels');
  for (const [key, value] of Object.entries(matchLabels.labels())) {
    if (!isLabelKey(key)) refuseKey(matchLabels.get(key), key);
    if (!isLabelValue(value)) refuseValue(matchLabels.get(key));
    requirements.push({ key, operator: 'In', values: [value] });
  }
  for (const expression of field.get('matchExpressions').items()) {
    const requirement = parseExpression(expression);
    if (requirement !== undefined) requirements.push(requirement);
  }
  return { requirements: requirements.length > 1 ? requirements.sort(compareRequirements) : requirements };
}

function parseExpression(field: Field): Requirement | undefined {
  const key = field.get('key').requiredText();
  const operator = field.get('operator').requiredOneOf(OPERATORS);
  const valueFields = field.get('values').items();
  const values = valueFields.map((value) => value.text()).filter((value) => value !== undefined);
  if (key !== undefined && !isLabelKey(key)) refuseKey(field.get('key'), key);
  if (key === undefined || operator === undefined) return undefined;
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) field.get('values').problem(`at least one value for operator ${operator}`);
  if (!takesValues && values.length > 0) field.get('values').problem(`no values for operator ${operator}`);
  for (const value of valueFields) {
    if (typeof value.value === 'string' && !isLabelValue(value.value)) refuseValue(value);
  }
  return { key, operator, values: [...new Set(values)].sort() };
}

function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  return (
    parts.length <= 2 &&
    name.length <= 63 &&
    KEY_NAME.test(name) &&
    (parts.length === 1 || (parts[0].length <= 253 && KEY_PREFIX.test(parts[0])))
  );
}

function isLabelValue(value: string): boolean {
  return value.length <= 63 && VALUE.test(value);
}

function refuseKey(field: Field, key: string): void {
  field.fail(`invalid label key: got ${JSON.stringify(key)}; allowed: "name" or "dns.prefix/name"`);
}

function refuseValue(field: Field): void {
  field.problem('a label value: at most 63 letters, digits, "-", "_" and "."');
}

function compareRequirements(a: Requirement, b: Requirement): number {
  const key = (r: Requirement): string => `${r.key}\n${r.operator}\n${r.values.join('\n')}`;
  return key(a) < key(b) ? -1 : 1;
}
