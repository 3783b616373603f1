import { checkAttachment, checkHostnames, GatewayAttachment } from './gateway-exposure';
import { refuse } from '../../support/refuse';

/** The version of the API of a TLSRoute; the cluster's CRDs must have it. */
export enum TlsRouteVersion {
  /** Gateway API 1.5 and newer, standard channel. */
  V1 = 'v1',
  /** Gateway API 1.4 and 1.5, experimental channel. */
  V1ALPHA3 = 'v1alpha3',
  /** Gateway API until 1.5, experimental channel. */
  V1ALPHA2 = 'v1alpha2',
}

/** Options for `Exposure.tlsRoute`. */
export interface TlsRouteOptions extends GatewayAttachment {
  /** The host names that clients ask for in the TLS handshake, 1 to 16. */
  readonly hostnames: string[];

  /**
   * The name of the port that gets the traffic, which is TCP and speaks TLS itself.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;

  /**
   * The version of the API.
   *
   * @default TlsRouteVersion.V1
   */
  readonly version?: TlsRouteVersion;
}

/** A TLSRoute as it was checked. @internal */
export interface TlsRouteSpec extends GatewayAttachment {
  readonly hostnames: readonly string[];
  readonly portName?: string;
  readonly version: TlsRouteVersion;
}

/** Checks the options of a TLSRoute. */
export function checkTlsRoute(where: string, options: TlsRouteOptions): TlsRouteSpec {
  const { portName, version = TlsRouteVersion.V1 } = options;
  if (options.hostnames.length === 0) {
    refuse(where, {
      what: 'hostnames',
      got: [],
      allowed: '1 to 16, by which the Gateway tells connections',
      fix: 'name the hosts that clients ask for',
    });
  }
  const hostnames = checkHostnames(where, options.hostnames, 'TLSRoute')!;
  return { ...checkAttachment(where, options), hostnames, portName, version };
}
