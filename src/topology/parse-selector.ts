import { isLabelKey, isLabelValue } from './label-syntax';
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
  return parseSole(field) ?? parseAny(field);
}

/** The most frequent form, `matchLabels` with one label, is looked up if there was an equal one before. */
function parseSole(field: Field): Selector | undefined {
  const labels = soleMember(field.value, 'matchLabels');
  const key = soleKey(labels);
  const value = key === undefined ? undefined : (labels as Readonly<Record<string, unknown>>)[key];
  if (key === undefined || typeof value !== 'string') return undefined;
  const known = field.parts.knownSelector(key, value);
  if (known !== undefined || !isLabelKey(key) || !isLabelValue(value)) return known;
  return field.parts.keepSelector(key, value, { requirements: [{ key, operator: 'In', values: [value] }] });
}

function soleMember(value: unknown, key: string): unknown {
  return soleKey(value) === key ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** The key of a map that has but one. */
function soleKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let found: string | undefined;
  for (const key in value) {
    if (found !== undefined || !Object.prototype.hasOwnProperty.call(value, key)) return undefined;
    found = key;
  }
  return found;
}

function parseAny(field: Field): Selector {
  const requirements: Requirement[] = [];
  const labels = field.get('matchLabels').labels();
  for (const key of Object.keys(labels)) requirements.push({ key, operator: 'In', values: [labels[key]] });
  for (const expression of field.get('matchExpressions').items()) {
    const requirement = parseExpression(expression);
    if (requirement !== undefined) requirements.push(requirement);
  }
  if (requirements.length === 0) return EVERYTHING;
  return field.parts.selector(requirements.length > 1 ? requirements.sort(compareRequirements) : requirements);
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

/** The order of requirements in a selector. */
export function compareRequirements(a: Requirement, b: Requirement): number {
  const key = (r: Requirement): string => `${r.key}\n${r.operator}\n${r.values.join('\n')}`;
  return key(a) < key(b) ? -1 : 1;
}
