import { FieldPath } from '../../topology/manifest';
import { Direction, Policy, PolicyRule } from '../../topology/model';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** Where policies of any kind say which pods they select. */
const SUBJECTS = ['podSelector', 'endpointSelector', 'subject'];

/** Where they have the ports of a rule. */
const PORT_LISTS: ReadonlySet<string> = new Set(['ports', 'toPorts', 'protocols']);

/** What a policy is called in messages and details: `ingress[0]`, `egressDeny[0]`, `specs[1].egress[0]`. */
export function ruleName(direction: Direction, index: number, { path }: PolicyRule): string {
  return path ?? `${direction}[${index}]`;
}

/** The field that says which pods a policy selects. */
export function subjectOf({ root }: CheckedObject): Raw | FieldPath {
  const found = SUBJECTS.map((key) => root.get('spec', key)).find(({ isAbsent }) => !isAbsent);
  return found ?? ['spec'];
}

/** A rule as it was written, by its name. */
export function ruleField({ root }: CheckedObject, name: string): Raw {
  // Of a policy with several specs, the name says which.
  const start = name.startsWith('specs[') ? root : root.get('spec');
  return keysOf(name).reduce<Raw>(
    (field, key) => (typeof key === 'number' ? itemOf(field, key) : field.get(key)),
    start,
  );
}

/** One peer of a rule; the rule itself where a kind of policy may make several peers of one. */
export function peerField(object: CheckedObject, { kind }: Policy, direction: Direction, name: string, i: number): Raw {
  const rule = ruleField(object, name);
  return kind === undefined ? (rule.get(direction === 'ingress' ? 'from' : 'to').items()[i] ?? rule) : rule;
}

/** The port of a rule that has a number or a name; the rule itself where none has it. */
export function portField(object: CheckedObject, name: string, port: number | string): Raw {
  const rule = ruleField(object, name);
  return findPort(rule, port, false) ?? rule;
}

/** Cilium writes numbers as texts. What a program made may hold itself: each part is looked at once. */
function findPort(
  field: Raw,
  port: number | string,
  isInPorts: boolean,
  seen: Set<unknown> = new Set(),
): Raw | undefined {
  if (seen.has(field.value)) return undefined;
  if (typeof field.value === 'object') seen.add(field.value);
  for (const item of field.items()) {
    const found = findPort(item, port, isInPorts, seen);
    if (found !== undefined) return found;
  }
  for (const [key, member] of field.entries()) {
    const { value } = member;
    if (isInPorts && (value === port || (typeof value === 'string' && value.toLowerCase() === String(port)))) {
      return field;
    }
    if (!isInPorts && !PORT_LISTS.has(key)) continue;
    const found = findPort(member, port, true, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function itemOf(field: Raw, index: number): Raw {
  return field.items()[index] ?? field;
}

/** `specs[1].egress[0]` → specs, 1, egress, 0. */
export function keysOf(name: string): (string | number)[] {
  return name.split('.').flatMap((part) => {
    const [key, ...indexes] = part.split('[');
    return [key, ...indexes.map((index) => Number(index.replace(']', '')))];
  });
}
