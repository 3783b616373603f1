import { Protocol } from '../../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../../support/refuse';
import { Port } from '../port';

/** TCP ports by number, sorted; Istio's policies list them one by one, and name none where all are meant. */
export type TcpPorts = readonly number[] | 'every';

/** The number of a port that was named, where it is known. */
export type PortNumber = (port: Port) => number | undefined;

/** Istio has no ranges. A list that is longer than this says something else than was meant. */
const LONGEST_RANGE = 100;

/**
 * The TCP ports of some ports. Istio sees no other protocol: for UDP and SCTP network policies alone decide, and nothing is rendered.
 *
 * @param pods whose ports they are, for messages
 */
export function tcpPortsOf(where: Where, ports: readonly Port[], numberOf: PortNumber, pods: string): TcpPorts {
  const tcp = ports.filter(({ protocol }) => protocol === undefined || protocol === Protocol.TCP);
  if (tcp.some(({ number, name }) => number === undefined && name === undefined)) return 'every';
  return sortedNumbers(tcp.flatMap((port) => numbersOf(where, port, numberOf, pods)));
}

function numbersOf(where: Where, port: Port, numberOf: PortNumber, pods: string): number[] {
  const { number = numberOf(port), endNumber = number } = port;
  if (number === undefined || endNumber === undefined) {
    return refuse(where, {
      what: `port of ${pods}`,
      got: inWords(port.toString()),
      allowed: 'ports whose number is known, where there is Istio, whose policies have numbers alone',
      fix: 'write the number: Port.tcp(8080)',
    });
  }
  if (endNumber - number >= LONGEST_RANGE) {
    refuse(where, {
      what: `ports of ${pods}`,
      got: inWords(port.toString()),
      allowed: `ranges of at most ${LONGEST_RANGE} ports, where there is Istio, whose policies list each port`,
      fix: 'write a shorter range, or Port.allTcp()',
    });
  }
  return Array.from({ length: endNumber - number + 1 }, (_, i) => number + i);
}

export function sortedNumbers(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The ports of both. */
export function unitedPorts(a: TcpPorts, b: TcpPorts): TcpPorts {
  return a === 'every' || b === 'every' ? 'every' : sortedNumbers([...a, ...b]);
}

/** The ports of the first that are none of the others. */
export function portsBeside(ports: TcpPorts, others: TcpPorts): TcpPorts {
  if (others === 'every') return [];
  return ports === 'every' ? 'every' : ports.filter((port) => !others.includes(port));
}
