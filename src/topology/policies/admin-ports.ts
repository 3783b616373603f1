import { soleOf } from './admin-lists';
import { namedPorts, readNumber, readRange } from './admin-port-numbers';
import { Part } from './doubts';
import { PolicyPort, PROTOCOLS } from '../model';

const KEYS = ['portNumber', 'portRange', 'namedPort'] as const;

/** Reads an entry of `ports` of an AdminNetworkPolicy or a BaselineAdminNetworkPolicy. */
export function readPort(entry: Part): readonly PolicyPort[] {
  const key = soleOf(entry, KEYS, 'for every port, leave `ports` out');
  if (key === undefined) return [];
  return key === 'namedPort' ? namedPorts(entry.get(key).field) : readNumbers(entry.get(key), key, 'one');
}

/** Reads an entry of `ports` of EKS, whose API server does not check that it is one port. */
export function readEksPort(entry: Part): readonly PolicyPort[] {
  entry.checkMap(KEYS);
  const [key, ...more] = KEYS.filter((one) => !entry.field.get(one).isAbsent);
  if (key === undefined || more.length > 0) {
    entry.doubt('is not exactly one port');
    return [];
  }
  // Of a port that has a name, EKS's controller looks for those of TCP.
  return key === 'namedPort'
    ? namedPorts(entry.get(key).field, ['TCP'])
    : readNumbers(entry.get(key), key, 'longer than one');
}

function readNumbers(
  part: Part,
  key: 'portNumber' | 'portRange',
  least: 'one' | 'longer than one',
): readonly PolicyPort[] {
  const protocol = part.field.get('protocol').oneOf(PROTOCOLS, 'TCP');
  if (key === 'portRange') return readRange(part, protocol, least, ['protocol']);
  part.checkMap(['protocol', 'port']);
  return readNumber(part.field.get('port'), protocol);
}
