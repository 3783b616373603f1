import { RunningContainer } from './running-containers';
import { portNumber } from './whole-number';
import { Raw } from '../raw';

/** The probes that a container may have. An init container has none: it comes to its end. */
export const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** The actions of a probe that ask at a port. */
const ASKING = ['httpGet', 'tcpSocket', 'grpc'] as const;

/** What a probe asks with: the port, and whose it is. */
export interface AskedPort {
  readonly field: Raw;
  /** Another address than the pod's. Absent: the pod's. */
  readonly host?: string;
}

/** The port at which a probe asks, if it asks at one. */
export function askedPort(probe: Raw): AskedPort | undefined {
  const action = ASKING.map((name) => probe.get(name)).find((one) => !one.isAbsent);
  if (action === undefined) return undefined;
  const host = action.get('host').text() ?? '';
  return { field: action.get('port'), ...(host === '' ? {} : { host }) };
}

/** The ports of a container by their names. */
export function namedPorts({ field }: Pick<RunningContainer, 'field'>): ReadonlyMap<string, number | undefined> {
  const ports = field.get('ports').items();
  return new Map(ports.map((port) => [port.get('name').text() ?? '', portNumber(port.get('containerPort'))]));
}
