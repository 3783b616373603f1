import { Duration } from 'cdk8s';
import { ServicePort } from './service-port';
import { Protocol } from '../../plus/cdk8s-plus';
import { checkPortNumber, checkSeconds } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** A port that serves metrics, and how it is asked. */
export interface MetricsEndpoint {
  /**
   * The port that the container serves metrics on.
   *
   * @default - that of `portName`
   */
  readonly port?: number;

  /**
   * The name of one of the container's ports, instead of its number.
   *
   * @default - the number says which
   */
  readonly portName?: string;

  /**
   * The path that is asked. It is for scrapers that the cluster profile's `monitoring` tells of it.
   *
   * @default "/metrics"
   */
  readonly path?: string;

  /**
   * The time between two scrapes.
   *
   * @default - the scraper's own
   */
  readonly interval?: Duration;
}

/** Where a workload's metrics are scraped. */
export interface MetricsOptions extends MetricsEndpoint {
  /**
   * Further ports, or further paths of one.
   *
   * @default - none
   */
  readonly others?: MetricsEndpoint[];
}

/** An endpoint whose port is known. */
export interface Endpoint {
  readonly port: number;
  readonly path: string;
  readonly seconds?: number;
}

/** The endpoints of a workload whose container has these ports. */
export function endpointsOf(
  where: Where,
  options: MetricsOptions | undefined,
  ports: readonly ServicePort[],
): Endpoint[] {
  if (options === undefined) return [];
  const given: [string, MetricsEndpoint][] = [
    ['metrics', options],
    ...(options.others ?? []).map((other, i): [string, MetricsEndpoint] => [`metrics.others[${i}]`, other]),
  ];
  const endpoints = given.map(([what, { interval, path = '/metrics', ...port }]) => ({
    port: portOf(where, what, port, ports),
    path: checkPath(where, `${what}.path`, path),
    seconds: interval && checkSeconds(where, interval, { what: `${what}.interval`, min: 1 }),
  }));
  endpoints.forEach((endpoint, i) => refuseTwice(where, given[i][0], endpoint, endpoints.slice(0, i)));
  return endpoints;
}

function portOf(
  where: Where,
  what: string,
  { port, portName }: MetricsEndpoint,
  ports: readonly ServicePort[],
): number {
  if ((port === undefined) === (portName === undefined)) {
    refuse(where, {
      what,
      got: inWords(port === undefined ? 'neither a port nor its name' : 'a port and a name'),
      allowed: 'one of `port` and `portName`',
      fix: '{ port: 9090 }',
    });
  }
  if (port !== undefined) return checkPortNumber(where, port, `${what}.port`);
  const tcp = ports.filter(({ protocol, name }) => protocol === Protocol.TCP && name !== undefined);
  const found = tcp.find(({ name }) => name === portName);
  if (found !== undefined) return found.targetPort;
  const names = tcp.map(({ name }) => JSON.stringify(name)).join(', ');
  return refuse(where, {
    what: `${what}.portName`,
    got: portName,
    allowed: names === '' ? 'the name of a TCP port, and none has one' : `the name of a TCP port: ${names}`,
    fix: 'name the port by its number, `port`',
  });
}

function checkPath(where: Where, what: string, path: string): string {
  if (/^\/[^\s?#]*$/.test(path)) return path;
  return refuse(where, {
    what,
    got: path,
    allowed: 'a path that begins with "/", without spaces, "?" and "#"',
    fix: path.startsWith('/') ? undefined : `write ${JSON.stringify(`/${path}`)}`,
  });
}

function refuseTwice(where: Where, what: string, { port, path }: Endpoint, before: readonly Endpoint[]): void {
  if (!before.some((other) => other.port === port && other.path === path)) return;
  refuse(where, {
    what,
    got: inWords(`port ${port}, path ${path} a second time`),
    allowed: 'each port and path once, or its metrics would count twice',
    fix: 'leave it out',
  });
}
