import { ServiceFacts, WorkloadFacts } from './facts';
import { safePath } from './workload-text';
import { CheckedContainer } from '../../checks/checked-pods';
import { Raw } from '../../checks/raw';
import { ServicePort } from '../../topology/model';

/** What is spoken on a port, as far as manifests tell. */
export type Spoken = 'http' | 'https' | 'postgres' | 'mysql' | 'mongo' | 'redis' | 'other';

/** A port of a Service, with what is behind it. */
export interface PortFacts {
  readonly port: ServicePort;
  readonly appProtocol?: string;
  /** The containers that have it, with its number. */
  readonly containers: readonly { readonly name: string; readonly number: number }[];
  /** The pods' port by its number, where there is but one. */
  readonly target?: number;
  readonly spoken: Spoken;
  /** The path that a readiness probe asks on it. */
  readonly path?: string;
}

/** The ports of a Service. */
export function portsOf({ service, spec, backends }: ServiceFacts): PortFacts[] {
  const written = spec.get('ports').items();
  return service.ports.map((port, i) => {
    const appProtocol = written.at(i)?.get('appProtocol').text();
    const containers = unique(backends.slice(0, MOST_BACKENDS).flatMap((backend) => containersWith(backend, port)));
    const numbers = new Set(containers.map(({ number }) => number));
    const target =
      typeof port.targetPort === 'number' ? port.targetPort : numbers.size === 1 ? [...numbers][0] : undefined;
    const probe = backends
      .slice(0, MOST_BACKENDS)
      .map((backend) => probeOn(backend, target, port.targetPort))
      .find((one) => one !== undefined);
    return {
      port,
      ...(appProtocol === undefined ? {} : { appProtocol }),
      containers,
      ...(target === undefined ? {} : { target }),
      spoken: spokenOn(port, target, appProtocol, probe),
      ...(probe?.path === undefined ? {} : { path: probe.path }),
    };
  });
}

/** A Service may select a whole namespace. */
const MOST_BACKENDS = 10;

interface Probe {
  readonly path?: string;
  readonly isSecure: boolean;
}

function containersWith(
  { pods }: WorkloadFacts,
  { targetPort, protocol }: ServicePort,
): { name: string; number: number }[] {
  return (pods?.containers ?? []).flatMap(({ name, field }) =>
    field
      .get('ports')
      .items()
      .flatMap((port) => {
        const number = port.get('containerPort').number();
        const isMeant = typeof targetPort === 'number' ? number === targetPort : port.get('name').text() === targetPort;
        return number !== undefined && isMeant && (port.get('protocol').text() ?? 'TCP') === protocol
          ? [{ name, number }]
          : [];
      }),
  );
}

function unique(all: readonly { name: string; number: number }[]): { name: string; number: number }[] {
  return [...new Map(all.map((one) => [`${one.number} ${one.name}`, one])).values()];
}

function probeOn({ pods }: WorkloadFacts, target: number | undefined, name: number | string): Probe | undefined {
  for (const { field } of (pods?.containers ?? []) as readonly CheckedContainer[]) {
    const http = ['readinessProbe', 'livenessProbe', 'startupProbe']
      .map((probe): Raw => field.get(probe, 'httpGet'))
      .find((one) => !one.isAbsent && [target, name].includes(one.get('port').value as number | string));
    if (http === undefined) continue;
    const path = safePath(http.get('path').text());
    return { ...(path.endsWith('…') ? {} : { path }), isSecure: http.get('scheme').text() === 'HTTPS' };
  }
  return undefined;
}

const BY_NUMBER: ReadonlyMap<number, Spoken> = new Map([
  [80, 'http'],
  [443, 'https'],
  [3000, 'http'],
  [3306, 'mysql'],
  [5432, 'postgres'],
  [6379, 'redis'],
  [8000, 'http'],
  [8080, 'http'],
  [8443, 'https'],
  [9090, 'http'],
  [27017, 'mongo'],
]);

const BY_WORD: readonly (readonly [RegExp, Spoken])[] = [
  [/(^|[-./])https($|[-.])|^kubernetes\.io\/wss$/, 'https'],
  [/(^|[-./])(http|http-web|ws|metrics)($|[-.])/, 'http'],
  [/postgres|^pg/, 'postgres'],
  [/mysql|mariadb/, 'mysql'],
  [/mongo/, 'mongo'],
  [/redis|valkey/, 'redis'],
  [/grpc|h2c|^tcp($|-)|^udp($|-)/, 'other'],
];

function spokenOn(
  { name, port, protocol }: ServicePort,
  target: number | undefined,
  appProtocol: string | undefined,
  probe: Probe | undefined,
): Spoken {
  if (protocol !== 'TCP') return 'other';
  for (const text of [appProtocol, name]) {
    const known = text === undefined ? undefined : BY_WORD.find(([pattern]) => pattern.test(text.toLowerCase()));
    if (known !== undefined) return known[1];
  }
  if (probe !== undefined) return probe.isSecure ? 'https' : 'http';
  return BY_NUMBER.get(target ?? port) ?? BY_NUMBER.get(port) ?? 'other';
}
