import { AdminApi } from './admin-api';
import { readRules } from './admin-rules';
import { readSubject } from './admin-selectors';
import { Doubts, Part } from './doubts';
import { NotJudged, PolicyIdentity } from './policy-reader';
import { Field } from '../manifest';
import { Direction, Policy, PolicyRule, TierName } from '../model';

const MAX_PRIORITY = 1000;

/** When a policy is asked, read from its `spec`. */
export type OrderReader = (spec: Field) => NonNullable<Policy['order']>;

/** Reads a policy of an administrator: an order, a subject, and rules that are asked one after the other. */
export function readAdminPolicy(
  root: Field,
  { id, kind, name, origin }: PolicyIdentity,
  api: AdminApi,
  orderOf: OrderReader,
  arrange: (rules: readonly PolicyRule[], direction: Direction, spec: Part) => readonly PolicyRule[] = (rules) => rules,
): readonly Policy[] | NotJudged {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  if (spec.field.isAbsent) {
    spec.field.problem('a map, and it is required');
    return [];
  }
  spec.checkFields(api.fields);
  const rules: Partial<Record<Direction, readonly PolicyRule[]>> = {};
  for (const direction of ['ingress', 'egress'] as const) {
    const read = readRules(spec.get(direction), direction, api);
    // Without rules, it does not touch the direction.
    if (read.length > 0) rules[direction] = arrange(read, direction, spec);
  }
  const policy = { id, kind, namespace: '', name, ...readSubject(spec.get('subject'), api), rules };
  const order = orderOf(spec.field);
  return doubts.first === undefined ? [{ ...policy, order, origin }] : { notJudged: doubts.first };
}

/** Which of the two tiers a policy belongs to, and its priority there. */
export function readTierAndPriority(spec: Field): NonNullable<Policy['order']> {
  const tier = spec.get('tier').requiredOneOf<TierName>(['Admin', 'Baseline']) ?? 'Admin';
  return { tier, priority: readPriority(spec) };
}

/** Lower ones are asked first. */
export function readPriority(spec: Field): number {
  const field = spec.get('priority');
  const { value } = field;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PRIORITY) return value;
  field.problem(`a whole number from 0 to ${MAX_PRIORITY}, and it is required`);
  return 0;
}
