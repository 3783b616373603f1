import { checked } from '../../checked/checked';
import { Protocol } from '../../plus/cdk8s-plus';
import { checkPortName, checkQualifiedName } from '../../support/names';
import { checkPortNumber, checkWholeNumber } from '../../support/numbers';
import { Where } from '../../support/refuse';

/** One port of a service, from the client to the container. */
export interface PortMapping {
  /** The port of the Service: what clients use. */
  readonly port: number;

  /**
   * The port that the container listens on.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * The port's name: at most 15 lower-case letters, digits and "-".
   *
   * @default - none for an only port, else made of protocol and number, such as `tcp-8080`
   */
  readonly name?: string;

  /**
   * The protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;

  /**
   * What the port speaks, as a hint to load balancers and meshes: `http`, `kubernetes.io/h2c`, `grpc`, …
   *
   * @default - none; with the `mesh` of a cluster profile what is known of a TCP port: by the beginning of its name, by probes, routes
   * and requests that ask it; else `tcp`
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;

  /**
   * The port on every node, 30000 to 32767; only with an exposure through nodes or a load balancer.
   *
   * @default - assigned by the cluster where the Service needs one
   */
  readonly nodePort?: number;
}

/** The range that an API server assigns node ports from, unless it was configured otherwise. */
const NODE_PORTS = { min: 30000, max: 32767 };

/**
 * A port of a service with every default filled in. Constructs of this package have them as `ports`; a connection target of
 * your own passes these on, or makes them.
 *
 * @example
 *
 * const ports = [ServicePort.of({ port: 80, targetPort: 8080 })];
 */
@checked
export class ServicePort {
  /**
   * A port of a Service that this package did not make.
   *
   * @param mapping as in the `ports` of a service
   */
  public static of(mapping: PortMapping): ServicePort {
    return ServicePort._resolve('ServicePort.of', mapping, { named: false });
  }

  /**
   * Checks and completes a port; where there are several, each has a name.
   *
   * @internal
   */
  public static _resolve(where: Where, mapping: PortMapping, { named }: { readonly named: boolean }): ServicePort {
    const port = checkPortNumber(where, mapping.port, 'port');
    const targetPort = checkPortNumber(where, mapping.targetPort ?? port, 'targetPort');
    const protocol = mapping.protocol ?? Protocol.TCP;
    const name = mapping.name ?? (named ? `${protocol.toLowerCase()}-${port}` : undefined);
    const { appProtocol, nodePort } = mapping;
    if (name !== undefined) checkPortName(where, name);
    if (appProtocol !== undefined) checkQualifiedName(where, appProtocol, 'appProtocol');
    if (nodePort !== undefined) checkNodePort(where, nodePort);
    return new ServicePort({ port, targetPort, protocol, name, appProtocol, nodePort }, false);
  }

  /** The same port, for metrics alone or not. @internal */
  public static _forMetrics(port: ServicePort, metricsOnly: boolean): ServicePort {
    return new ServicePort(port, metricsOnly);
  }

  /** The same port on another port of the nodes. @internal */
  public static _onNodes(port: ServicePort, nodePort: number | undefined): ServicePort {
    return new ServicePort({ ...port, nodePort }, port.metricsOnly);
  }

  /** The port of the Service. */
  public readonly port: number;
  /** The port that the container listens on. */
  public readonly targetPort: number;
  /** The protocol. */
  public readonly protocol: Protocol;
  /** The name; an only port may have none. */
  public readonly name?: string;
  /** What the port speaks, if that was said. */
  public readonly appProtocol?: string;
  /** The port on every node, if it was chosen; else the cluster assigns one where the Service needs it. */
  public readonly nodePort?: number;
  /** Whether it is there for `metrics` alone: it is opened to the scraper, and to other clients only by its name. */
  public readonly metricsOnly: boolean;

  private constructor(checkedPort: CheckedPort, metricsOnly: boolean) {
    this.port = checkedPort.port;
    this.targetPort = checkedPort.targetPort;
    this.protocol = checkedPort.protocol;
    this.name = checkedPort.name;
    this.appProtocol = checkedPort.appProtocol;
    this.nodePort = checkedPort.nodePort;
    this.metricsOnly = metricsOnly;
  }
}

interface CheckedPort extends PortMapping {
  readonly targetPort: number;
  readonly protocol: Protocol;
}

/** Checks a node port. */
export function checkNodePort(where: Where, nodePort: number): number {
  return checkWholeNumber(where, nodePort, {
    what: 'nodePort',
    ...NODE_PORTS,
    fix: 'leave it out, and the cluster assigns a free one',
  });
}
