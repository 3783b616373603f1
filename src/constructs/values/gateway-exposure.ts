import { RouteFilter } from './route-filter';
import { checkRouteHostname } from '../../support/hosts';
import { checkNamespace, checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { checkRegularExpression, checkRoutePath, GATEWAY_PATTERNS, sameRoutePath } from '../../support/route-paths';

/** To which Gateway a route belongs. @internal */
export interface GatewayAttachment {
  /** The name of the Gateway. */
  readonly gateway: string;

  /**
   * The namespace of the Gateway.
   *
   * @default - the namespace of the app
   */
  readonly namespace?: string;

  /**
   * The class of the Gateway, its `gatewayClassName`: from it follows whose pods are let in.
   *
   * @default - that of the Gateway, where the app makes it; else the cluster profile's `gateway` says who is let in, and without that it is refused
   */
  readonly gatewayClass?: string;

  /**
   * The listener of the Gateway.
   *
   * @default - all listeners that allow this route
   */
  readonly sectionName?: string;
}

/** How an HTTPRoute compares a path with that of a request. */
export enum RoutePathType {
  /** The path and all below it, part by part: "/api" is "/api/v1", too, and not "/apis". */
  PREFIX = 'PathPrefix',
  /** This path alone. */
  EXACT = 'Exact',
  /** A regular expression, where the Gateway's implementation reads them. */
  REGULAR_EXPRESSION = 'RegularExpression',
}

/** A path of an HTTPRoute, and the port that gets its traffic. */
export interface RoutePath {
  /**
   * The path, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * How it is compared.
   *
   * @default RoutePathType.PREFIX
   */
  readonly pathType?: RoutePathType;

  /**
   * What the Gateway changes on the way.
   *
   * @default - those of the exposure
   */
  readonly filters?: RouteFilter[];

  /**
   * The name of the port that gets the traffic.
   *
   * @default - that of the exposure
   */
  readonly portName?: string;
}

/** Options for `Exposure.gateway`. */
export interface GatewayOptions extends GatewayAttachment {
  /**
   * The host names to answer for, at most 16.
   *
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: string[];

  /**
   * The path, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * How it is compared.
   *
   * @default RoutePathType.PREFIX
   */
  readonly pathType?: RoutePathType;

  /**
   * Several paths, at most 16.
   *
   * @default - the one of `path`
   */
  readonly paths?: RoutePath[];

  /**
   * What the Gateway changes on the way, for every path that has no filters of its own.
   *
   * @default - nothing
   */
  readonly filters?: RouteFilter[];

  /**
   * The name of the port that gets the traffic, which is HTTP and so needs a TCP port.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;

  /**
   * Whether cert-manager solves HTTP-01 challenges for this Gateway in the namespace of the app, which is so where the
   * Gateway is there, too. A DefaultDenyPolicy of the namespace then lets the Gateway reach the pods that answer.
   *
   * @default false
   */
  readonly http01Solver?: boolean;
}

/** The rule of one path, with every default filled in. @internal */
export interface RouteRuleSpec {
  readonly path: string;
  readonly pathType: RoutePathType;
  readonly filters: readonly RouteFilter[];
  readonly portName?: string;
}

/** An HTTPRoute as it was checked. @internal */
export interface HttpRouteSpec extends GatewayAttachment {
  readonly hostnames?: readonly string[];
  readonly rules: readonly RouteRuleSpec[];
  readonly http01Solver: boolean;
}

/** The most host names, and the most rules, that an HTTPRoute or a GRPCRoute takes. */
const MOST_OF_ROUTE = 16;

/** Checks the options of an HTTPRoute, and fills the defaults in. */
export function checkHttpRoute(where: string, options: GatewayOptions): HttpRouteSpec {
  const { path, pathType, paths, filters, portName, http01Solver = false } = options;
  const attached = checkAttachment(where, options);
  const hostnames = checkHostnames(where, options.hostnames, 'HTTPRoute');
  if (paths !== undefined && (path !== undefined || pathType !== undefined)) {
    refuse(where, {
      what: 'paths',
      got: inWords(`\`paths\` and \`${path === undefined ? 'pathType' : 'path'}\``),
      allowed: 'either `paths`, or `path` and `pathType`',
      fix: 'move them into an entry of `paths`',
    });
  }
  const given = paths ?? [{ path, pathType }];
  if (given.length === 0 || given.length > MOST_OF_ROUTE) {
    refuse(where, {
      what: 'paths',
      got: given.length === 0 ? [] : inWords(`${given.length} paths`),
      allowed: `1 to ${MOST_OF_ROUTE}`,
      fix: given.length === 0 ? 'leave it out for "/"' : 'make another HTTPRoute for the rest with addService',
    });
  }
  const rules = given.map((entry) => checkRule(where, entry, filters ?? [], portName));
  const twice = rules.find((rule, i) => rules.findIndex((other) => isSame(other, rule)) !== i);
  if (twice !== undefined) {
    refuse(where, {
      what: 'paths',
      got: inWords(`${twice.path} twice`),
      allowed: 'each path once: the second one would get nothing',
    });
  }
  return { ...attached, hostnames, rules, http01Solver };
}

/** Checks to which Gateway a route belongs. */
export function checkAttachment(where: string, options: GatewayAttachment): GatewayAttachment {
  const { gateway, namespace, gatewayClass, sectionName } = options;
  checkObjectName(where, gateway, 'gateway');
  if (namespace !== undefined) checkNamespace(where, namespace);
  if (sectionName !== undefined) checkObjectName(where, sectionName, 'sectionName');
  if (gatewayClass !== undefined) checkObjectName(where, gatewayClass, 'gatewayClass');
  return { gateway, namespace, gatewayClass, sectionName };
}

/** Checks the host names of a route. */
export function checkHostnames(
  where: string,
  hostnames: readonly string[] | undefined,
  kind: string,
): readonly string[] | undefined {
  if (hostnames === undefined) return undefined;
  if (hostnames.length === 0 || hostnames.length > MOST_OF_ROUTE) {
    refuse(where, {
      what: 'hostnames',
      got: hostnames.length === 0 ? [] : inWords(`${hostnames.length} names`),
      allowed: `1 to ${MOST_OF_ROUTE}${hostnames.length === 0 ? '; an empty list would answer for all of the Gateway' : ''}`,
      fix:
        hostnames.length === 0
          ? 'leave it out to say so'
          : `name them with "*.example.com", or make another ${kind} for the rest`,
    });
  }
  for (const hostname of hostnames) checkRouteHostname(where, hostname);
  const twice = hostnames.find((hostname, i) => hostnames.indexOf(hostname) !== i);
  if (twice !== undefined) {
    refuse(where, { what: 'hostnames', got: inWords(`${twice} twice`), allowed: 'each name once' });
  }
  return [...hostnames];
}

function checkRule(
  where: string,
  { path = '/', pathType = RoutePathType.PREFIX, filters, portName }: RoutePath,
  filtersOfAll: readonly RouteFilter[],
  portOfAll: string | undefined,
): RouteRuleSpec {
  if (pathType === RoutePathType.REGULAR_EXPRESSION) checkRegularExpression(where, path);
  else checkRoutePath(where, path, GATEWAY_PATTERNS);
  const own = filters ?? filtersOfAll;
  const types = own.map(({ _type }) => _type);
  const twice = types.find((type, i) => types.indexOf(type) !== i);
  if (twice !== undefined) {
    refuse(where, { what: 'filters', got: inWords(`${twice} twice`), allowed: 'each kind of filter once for a path' });
  }
  if (types.includes('RequestRedirect') && types.includes('URLRewrite')) {
    refuse(where, {
      what: 'filters',
      got: inWords('a redirect and a rewrite'),
      allowed: 'one of the two: what is redirected is not sent on',
    });
  }
  if (pathType !== RoutePathType.PREFIX && own.some(({ _needsPrefix }) => _needsPrefix)) {
    refuse(where, {
      what: 'filters',
      got: inWords(`a filter that replaces a prefix, on a path of type ${pathType}`),
      allowed: 'such a filter on a path of type PathPrefix',
      fix: 'leave `pathType` out',
    });
  }
  return { path, pathType, filters: [...own], portName: portName ?? portOfAll };
}

function isSame(a: RouteRuleSpec, b: RouteRuleSpec): boolean {
  if (a.pathType !== b.pathType) return false;
  return a.pathType === RoutePathType.PREFIX ? sameRoutePath(a.path, b.path) : a.path === b.path;
}
