import { soleOf } from './admin-lists';
import { namedPorts, readNumber, readRange } from './admin-port-numbers';
import { Part } from './doubts';
import { PolicyPort, Protocol } from '../model';

const BY_KEY: Readonly<Record<'tcp' | 'udp' | 'sctp', Protocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

/**
 * Reads an entry of `protocols` of a ClusterNetworkPolicy.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/
 */
export function readProtocol(entry: Part): readonly PolicyPort[] {
  const key = soleOf(entry, ['tcp', 'udp', 'sctp', 'destinationNamedPort'], 'for every port, leave `protocols` out');
  if (key === undefined) return [];
  if (key === 'destinationNamedPort') return namedPorts(entry.get(key).field);
  const match = entry.get(key);
  match.checkFields(['destinationPort']);
  const protocol = BY_KEY[key];
  const port = match.get('destinationPort');
  if (!port.field.isAbsent) return readDestination(port, protocol);
  const isEmpty = Object.keys(match.field.map() ?? {}).length === 0;
  if (isEmpty) {
    const got = `got an empty map, which the API server may refuse; it is read as every ${protocol} port`;
    match.field.warn(
      `${match.name}: ${got}. Fix: write ${key}: { destinationPort: { range: { start: 1, end: 65535 } } }`,
    );
  }
  return [{ protocol, kind: 'all' }];
}

function readDestination(port: Part, protocol: Protocol): readonly PolicyPort[] {
  const key = soleOf(port, ['number', 'range']);
  if (key === undefined) return [];
  return key === 'number'
    ? readNumber(port.get(key).field, protocol)
    : readRange(port.get(key), protocol, 'longer than one');
}
