import { IConstruct } from 'constructs';
import { IConnectionTarget } from './connection-target';
import { Variable } from './parts/environment';
import { loginOf } from './parts/login';
import { LoginOptions, loginVariables } from './parts/login-variables';
import { clientPorts, findPort } from './values/port-mapping';
import { ServicePort } from './values/service-port';
import { IConnectable } from '../network/connections';
import { checkHttpRequests, HttpRequest } from '../network/mesh/http-request';
import { isHttp } from '../network/mesh/port-protocols';
import { refuseTarget } from '../network/mesh/requests';
import { fixForTarget } from '../support/no-target';
import { inWords, refuse } from '../support/refuse';

/** What a connection opens, and how the client learns the address. */
export interface ConnectOptions extends LoginOptions {
  /**
   * The names of the target's ports to open.
   *
   * @default - all of them but one that is there for `metrics` alone
   */
  readonly ports?: string[];

  /**
   * A variable that gets the host name.
   *
   * @default - none
   */
  readonly hostEnv?: string;

  /**
   * A variable that gets the Service's port.
   *
   * @default - none
   */
  readonly portEnv?: string;

  /**
   * A variable that gets `host:port`.
   *
   * @default - none
   */
  readonly addressEnv?: string;

  /**
   * A variable that gets the URL, such as `http://api` or `postgresql://db:5432`.
   *
   * @default - none
   */
  readonly urlEnv?: string;

  /**
   * The HTTP requests that the target takes from this client on these ports; it refuses all others. A mesh or Cilium judges them, as the
   * cluster profile says. Of two connections of one client to one port the wider one counts: one without `http` opens all requests.
   *
   * @default - whatever the client sends
   */
  readonly http?: HttpRequest[];

  /**
   * Why a client outside of the mesh may connect to a target inside: the target then takes connections on these ports from the
   * addresses of pods, of whom it cannot know who they are.
   *
   * @default - such a connection is refused
   */
  readonly withoutIdentity?: string;

  /**
   * The names of the containers that get these variables: the main one's is the workload's name.
   *
   * @default - the main container, and the init containers as far as they have no variable of that name
   */
  readonly containers?: string[];
}

/** A workload as a client: it can be told things, and its pods connect. */
export interface Client extends IConstruct, IConnectable {
  /** Checks variables for containers; what it returns sets all of them. */
  _checkedEnv(variables: readonly Variable[], containers?: readonly string[]): () => void;
}

/** Opens the path from client to target and tells the client where the target is. */
export function connect(client: Client, target: IConnectionTarget, options: ConnectOptions): void {
  checkTarget(client, target);
  const ports = selectPorts(client, target, options.ports);
  // What can fail comes before what changes anything: a call that fails opens nothing and sets nothing.
  const variables = [
    ...addressVariables(client, target, ports, options),
    ...loginVariables(client, target, options, () => ({
      host: target.hostFrom(client),
      port: onlyPort(client, target, ports, 'dsnEnv').port,
    })),
  ];
  const setVariables = client._checkedEnv(variables, options.containers);
  const { withoutIdentity } = options;
  if (withoutIdentity !== undefined) checkWhy(client, withoutIdentity);
  const http = options.http && checkHttp(client, target, ports, options.http);
  const isOpened = client.connections._terms.during({ withoutIdentity, http }, () =>
    target.acceptConnectionsFrom(client, ports),
  );
  // Nothing was opened, and so nothing changed: there is nobody who would judge requests.
  if (http !== undefined && !isOpened) refuseTarget(client);
  setVariables();
}

/** The variables that say where the target is. */
function addressVariables(
  client: Client,
  target: IConnectionTarget,
  ports: ServicePort[],
  { hostEnv, portEnv, addressEnv, urlEnv }: ConnectOptions,
): Variable[] {
  const variables: Variable[] = [];
  if (hostEnv !== undefined) variables.push([hostEnv, target.hostFrom(client)]);
  if (portEnv !== undefined) variables.push([portEnv, String(onlyPort(client, target, ports, 'portEnv').port)]);
  if (addressEnv !== undefined) {
    const { port } = onlyPort(client, target, ports, 'addressEnv');
    variables.push([addressEnv, `${target.hostFrom(client)}:${port}`]);
  }
  if (urlEnv !== undefined) {
    variables.push([urlEnv, target.urlForPort(client, onlyPort(client, target, ports, 'urlEnv'))]);
  }
  return variables;
}

/** Whoever reviews it reads why. */
function checkWhy(client: Client, withoutIdentity: string): void {
  if (withoutIdentity.trim() !== '') return;
  refuse(client, {
    what: 'withoutIdentity',
    got: withoutIdentity,
    allowed: 'a text that says why',
    fix: "write for example withoutIdentity: 'its program cannot run beside a proxy', or leave it out",
  });
}

/** Checks the requests of a connection, and that the ports may speak HTTP in clear text: inside of TLS nobody can read it. */
function checkHttp(
  client: Client,
  target: IConnectionTarget,
  ports: readonly ServicePort[],
  requests: readonly HttpRequest[],
): HttpRequest[] {
  const encrypted = ports.find(({ appProtocol }) => /^(.*\/)?(https|tls)$/i.test(appProtocol ?? ''));
  if (encrypted !== undefined) {
    refuse(client, {
      what: 'http',
      got: inWords(
        `port ${encrypted.name ?? encrypted.port} of "${target.node.path}", which speaks ${encrypted.appProtocol}`,
      ),
      allowed: 'HTTP in clear text: a proxy cannot read requests inside of the TLS of client and server',
      fix: 'let the target take plain HTTP, which the mesh or Cilium encrypts, or leave `http` out',
    });
  }
  const { family } = loginOf(target) ?? {};
  const opaque = ports.find(({ appProtocol = family }) => appProtocol !== undefined && !isHttp(appProtocol));
  if (opaque !== undefined) {
    const { name, port, appProtocol = family } = opaque;
    refuse(client, {
      what: 'http',
      got: inWords(`port ${name ?? port} of "${target.node.path}", which speaks ${appProtocol}`),
      allowed: 'ports that speak HTTP: where no proxy can read a request, none would be let through',
      fix: "leave `http` out; or, if the port does speak HTTP, write it: ports: [{ port: 8080, appProtocol: 'http' }]",
    });
  }
  return checkHttpRequests(client, requests);
}

/** The types say the same; this is for those who do not have them. */
function checkTarget(client: Client, target: IConnectionTarget): void {
  if (typeof (target as Partial<IConnectionTarget> | undefined)?.acceptConnectionsFrom === 'function') return;
  refuse(client, {
    what: 'connectTo',
    got: (target as IConstruct | undefined)?.node?.path ?? target,
    allowed:
      'a construct with a Service: InternalService, PublicWebApp, StatefulService, HeadlessDatabase, ServiceGroup or ExternalAlias',
    fix: fixForTarget(target),
  });
}

function selectPorts(client: Client, target: IConnectionTarget, names: string[] | undefined): ServicePort[] {
  if (names === undefined) return clientPorts(target.ports);
  if (names.length === 0) {
    refuse(client, {
      what: `ports of "${target.node.path}"`,
      got: names,
      allowed: 'at least one name',
      fix: 'leave `ports` out for all of them',
    });
  }
  return names.map((name) => findPort(client, target.ports, name, `port of "${target.node.path}"`));
}

function onlyPort(client: Client, target: IConnectionTarget, ports: ServicePort[], option: string): ServicePort {
  if (ports.length === 1) return ports[0];
  return refuse(client, {
    what: `${option}: ports of "${target.node.path}"`,
    got: ports.map((port) => port.name ?? port.port),
    allowed: 'exactly one port for one variable',
    fix: ports.length === 0 ? 'give the target a `port`' : 'call connectTo once per port: { ports: ["http"], … }',
  });
}
