import { Field } from './manifest';
import { Requirement, Selector } from './model';

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
  const labels = field.get('matchLabels').labels();
  for (const key of Object.keys(labels)) requirements.push({ key, operator: 'In', values: [labels[key]] });
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
  if (key !== undefined) field.get('key').checkLabelKey(key);
  if (key === undefined || operator === undefined) return undefined;
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) field.get('values').problem(`at least one value for operator ${operator}`);
  if (!takesValues && values.length > 0) field.get('values').problem(`no values for operator ${operator}`);
  for (const value of valueFields) {
    if (typeof value.value === 'string') value.checkLabelValue(value.value);
  }
  return { key, operator, values: [...new Set(values)].sort() };
}

function compareRequirements(a: Requirement, b: Requirement): number {
  const key = (r: Requirement): string => `${r.key}\n${r.operator}\n${r.values.join('\n')}`;
  return key(a) < key(b) ? -1 : 1;
}
