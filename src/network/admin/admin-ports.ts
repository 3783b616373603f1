import { inWords, refuse, Where } from '../../support/refuse';
import { Port } from '../port';

/** The ports of a rule, each once; every port of every protocol is none. */
export function checkAdminPorts(where: Where, ports: readonly Port[]): readonly Port[] | undefined {
  const named = ports.find(({ name }) => name !== undefined);
  if (named !== undefined) {
    refuse(where, {
      what: 'ports',
      got: inWords(named.toString()),
      allowed:
        'ports by number: names are known to some versions of these policies alone, and mean another thing in each',
      fix: 'write for example Port.tcp(8080)',
    });
  }
  if (ports.some(({ protocol }) => protocol === undefined)) return undefined;
  return [...new Map(ports.map((port) => [port.toString(), port])).values()];
}

/** The numbers of a port; without a number it is all of the protocol. */
export function rangeOf({ number, endNumber }: Port): readonly [first: number, last: number] {
  return number === undefined ? [1, 65535] : [number, endNumber ?? number];
}
