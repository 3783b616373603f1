import { Part } from './doubts';
import { Field } from '../manifest';
import { PolicyPort, Protocol, PROTOCOLS } from '../model';

/** Reads the number of a port, which must be there. */
export function readNumber(field: Field, protocol: Protocol): readonly PolicyPort[] {
  const port = required(field);
  return port === undefined ? [] : [{ protocol, kind: 'range', first: port, last: port }];
}

/**
 * Reads a range of ports by its two ends.
 *
 * @param least of one port there is no range in most versions
 * @param more what it has besides its ends
 */
export function readRange(
  range: Part,
  protocol: Protocol,
  least: 'one' | 'longer than one',
  more: readonly string[] = [],
): readonly PolicyPort[] {
  range.checkMap(['start', 'end', ...more]);
  const { field } = range;
  if (field.isAbsent) return [];
  const [first, last] = [required(field.get('start')), required(field.get('end'))];
  if (first === undefined || last === undefined) return [];
  if (last < first || (last === first && least !== 'one')) {
    const allowed = `${least === 'one' ? 'at least' : 'more than'} \`start\`, which is ${first}`;
    field.get('end').problem(allowed, last === first ? 'write one port by its number' : undefined);
    return [];
  }
  return [{ protocol, kind: 'range', first, last }];
}

/** The pods' ports of a name, whatever their protocol, which no such rule can say. */
export function namedPorts(field: Field, protocols: readonly Protocol[] = PROTOCOLS): readonly PolicyPort[] {
  const name = field.value === '' ? field.requiredText() : field.portName();
  return name === undefined ? [] : protocols.map((protocol) => ({ protocol, kind: 'named', name }));
}

function required(field: Field): number | undefined {
  if (field.isAbsent) field.problem('a port number from 1 to 65535, and it is required');
  return field.port();
}
