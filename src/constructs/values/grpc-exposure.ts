import { checkAttachment, checkHostnames, GatewayAttachment } from './gateway-exposure';
import { inWords, refuse } from '../../support/refuse';

/** A gRPC service, a method of it, or a method of any service. */
export interface GrpcMethod {
  /**
   * The service with its package, such as "shop.v1.Cart".
   *
   * @default - any service
   */
  readonly service?: string;

  /**
   * The method, such as "AddItem".
   *
   * @default - any method
   */
  readonly method?: string;
}

/** Options for `Exposure.grpcRoute`. */
export interface GrpcRouteOptions extends GatewayAttachment {
  /**
   * The host names to answer for, at most 16.
   *
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: string[];

  /**
   * The methods to answer for, at most 8.
   *
   * @default - all
   */
  readonly methods?: GrpcMethod[];

  /**
   * The name of the port that gets the traffic, which is TCP.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;
}

/** A GRPCRoute as it was checked. @internal */
export interface GrpcRouteSpec extends GatewayAttachment {
  readonly hostnames?: readonly string[];
  readonly methods: readonly GrpcMethod[];
  readonly portName?: string;
}

/** The most matches of one rule. */
const MOST_METHODS = 8;
const SERVICE = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const METHOD = /^[A-Za-z_]\w*$/;

/** Checks the options of a GRPCRoute. */
export function checkGrpcRoute(where: string, options: GrpcRouteOptions): GrpcRouteSpec {
  const { methods, portName } = options;
  const attached = checkAttachment(where, options);
  const hostnames = checkHostnames(where, options.hostnames, 'GRPCRoute');
  if (methods !== undefined && (methods.length === 0 || methods.length > MOST_METHODS)) {
    refuse(where, {
      what: 'methods',
      got: methods.length === 0 ? [] : inWords(`${methods.length} methods`),
      allowed: `1 to ${MOST_METHODS}`,
      fix: methods.length === 0 ? 'leave it out for all' : 'name their service alone, without `method`',
    });
  }
  for (const each of methods ?? []) checkMethod(where, each);
  const keys = (methods ?? []).map(({ service, method }) => `${service ?? '*'}/${method ?? '*'}`);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) {
    refuse(where, { what: 'methods', got: inWords(`${twice} twice`), allowed: 'each method once' });
  }
  return { ...attached, hostnames, methods: (methods ?? []).map((each) => ({ ...each })), portName };
}

function checkMethod(where: string, { service, method }: GrpcMethod): void {
  if (service === undefined && method === undefined) {
    refuse(where, {
      what: 'methods',
      got: inWords('an entry without `service` and `method`'),
      allowed: 'a `service`, a `method` or both',
      fix: 'leave `methods` out for all',
    });
  }
  if (service !== undefined && (service.length > 1024 || !SERVICE.test(service))) {
    refuse(where, {
      what: 'service',
      got: service,
      allowed: 'the name of a gRPC service with its package, such as "shop.v1.Cart"',
      fix: service.includes('/') ? 'write what follows the "/" as `method`' : undefined,
    });
  }
  if (method !== undefined && (method.length > 1024 || !METHOD.test(method))) {
    refuse(where, { what: 'method', got: method, allowed: 'the name of a gRPC method, such as "AddItem"' });
  }
}
