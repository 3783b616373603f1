import { OutsideKey } from './admin-api';
import { Part } from './doubts';

const OUTSIDE: readonly OutsideKey[] = ['networks', 'nodes', 'domainNames'];

/** The first port of a rule that is given by its name. */
export function firstNamed(rule: Part, portsKey: string, nameKey: string): Part | undefined {
  return membersOf(rule, portsKey).find((port) => has(port, nameKey));
}

/** The first peer of a rule that is no pods, and so has no ports with names. */
export function firstOutside(rule: Part): Part | undefined {
  return membersOf(rule, 'to').find((peer) => OUTSIDE.some((key) => has(peer, key)));
}

/** What the API server of the upstream kinds checks: such a rule would match nothing of what has no ports with names. */
export function refuseNamedPorts(portsKey: string, nameKey: string): (rule: Part) => void {
  return (rule) => {
    if (firstOutside(rule) === undefined) return;
    const named = firstNamed(rule, portsKey, nameKey);
    named?.field
      .get(nameKey)
      .problem(
        'numbers in rules with networks, nodes or names, which have no named ports',
        'make it a rule of its own',
      );
  };
}

function membersOf(rule: Part, key: string): Part[] {
  return Array.isArray(rule.field.get(key).value) ? rule.get(key).items() : [];
}

function has({ field }: Part, key: string): boolean {
  const { value } = field;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !field.get(key).isAbsent;
}
