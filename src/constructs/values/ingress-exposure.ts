import { ISSUER_ANNOTATIONS, Tls, TlsSpec } from './ingress-tls';
import { ISecret } from '../../plus/cdk8s-plus';
import { checkRouteHostname } from '../../support/hosts';
import { checkAnnotations, checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { checkPatternPath, checkRoutePath, INGRESS_PATTERNS, sameRoutePath } from '../../support/route-paths';

/** How an Ingress compares a path with that of a request. */
export enum IngressPathType {
  /** The path and all below it, part by part: "/api" is "/api/v1", too, and not "/apis". */
  PREFIX = 'Prefix',
  /** This path alone. */
  EXACT = 'Exact',
  /** As the ingress controller likes: the one type that takes patterns. */
  IMPLEMENTATION_SPECIFIC = 'ImplementationSpecific',
}

/** A path of an Ingress, and the port that gets its traffic. */
export interface IngressPath {
  /**
   * The path, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * How it is compared.
   *
   * @default IngressPathType.PREFIX
   */
  readonly pathType?: IngressPathType;

  /**
   * The name of the port that gets the traffic.
   *
   * @default - that of the exposure
   */
  readonly portName?: string;
}

/** A host of an Ingress. */
export interface IngressHost {
  /** The host name, such as "shop.example.com" or "*.example.com". */
  readonly host: string;

  /**
   * Its paths.
   *
   * @default - those of the exposure
   */
  readonly paths?: IngressPath[];

  /**
   * Where its certificate comes from.
   *
   * @default - from where those of all hosts of the exposure come
   */
  readonly tls?: Tls;
}

/** Options for `Exposure.ingress`. */
export interface IngressOptions {
  /**
   * The host name, such as "shop.example.com" or "*.example.com".
   *
   * @default - none; then `hosts` is required
   */
  readonly host?: string;

  /**
   * Several hosts.
   *
   * @default - the one of `host`
   */
  readonly hosts?: IngressHost[];

  /**
   * The path, as a URL sends it: at most 1,024 characters of ASCII, without query.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * How it is compared.
   *
   * @default IngressPathType.PREFIX
   */
  readonly pathType?: IngressPathType;

  /**
   * Several paths, for every host that has none of its own.
   *
   * @default - the one of `path`
   */
  readonly paths?: IngressPath[];

  /**
   * The ingress class.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * The Secret with the certificate of all hosts; `tls` says other ways to come by one.
   *
   * @default - no TLS at the ingress
   */
  readonly tlsSecret?: ISecret;

  /**
   * Where the certificate of all hosts comes from.
   *
   * @default - from `tlsSecret`
   */
  readonly tls?: Tls;

  /**
   * Annotations of the Ingress.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * The name of the port that gets the traffic, which is HTTP and so needs a TCP port.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;
}

/** A path with every default filled in. @internal */
export interface IngressPathSpec {
  readonly path: string;
  readonly pathType: IngressPathType;
  readonly portName?: string;
}

/** An Ingress as it was checked. @internal */
export interface IngressSpec {
  readonly className?: string;
  readonly annotations: { readonly [key: string]: string };
  readonly hosts: readonly {
    readonly host: string;
    readonly paths: readonly IngressPathSpec[];
    readonly tls?: TlsSpec;
  }[];
  /** Whether pods that solve HTTP-01 challenges may be started beside the app. */
  readonly http01Solver: boolean;
}

/** Checks the options of an Ingress, and fills the defaults in. */
export function checkIngress(where: string, options: IngressOptions): IngressSpec {
  const { className, tlsSecret, tls } = options;
  if (tlsSecret !== undefined && tls !== undefined) {
    refuse(where, {
      what: 'tls',
      got: inWords('`tls` and `tlsSecret`'),
      allowed: 'one of the two',
      fix: 'leave `tlsSecret` out; Tls.secret(…) says the same',
    });
  }
  const ofAll = tlsSecret === undefined ? tls?._spec : ({ kind: 'secret', secret: tlsSecret } as const);
  const paths = pathsOf(where, options, options.portName);
  const hosts = hostsOf(where, options).map((host) => {
    checkIngressHost(where, host.host);
    const own = host.paths === undefined ? paths : listPaths(where, host.paths, options.portName);
    return { host: host.host, paths: own, tls: host.tls?._spec ?? ofAll };
  });
  const twice = hosts.find(({ host }, i) => hosts.findIndex((other) => other.host === host) !== i);
  if (twice !== undefined) {
    refuse(where, {
      what: 'hosts',
      got: inWords(`${twice.host} twice`),
      allowed: 'each host once',
      fix: 'give one entry all its `paths`',
    });
  }
  checkAnnotations(where, options.annotations ?? {});
  if (className !== undefined) checkObjectName(where, className, 'className');
  checkIngressClass(where, options);
  const certificates = hosts.flatMap((host) => host.tls ?? []);
  const annotations = withIssuers(where, options.annotations ?? {}, certificates);
  return { className, annotations, hosts, http01Solver: asksByHttp(annotations, hosts) };
}

function hostsOf(where: string, { host, hosts }: IngressOptions): readonly IngressHost[] {
  if (host !== undefined && hosts !== undefined) {
    refuse(where, {
      what: 'hosts',
      got: inWords('`host` and `hosts`'),
      allowed: 'one of the two',
      fix: 'move `host` into an entry of `hosts`',
    });
  }
  if (host !== undefined) return [{ host }];
  if (hosts !== undefined && hosts.length > 0) return hosts;
  return refuse(where, {
    what: hosts === undefined ? 'host' : 'hosts',
    got: hosts,
    allowed: 'at least one host; without any the Ingress would answer for every host of the controller',
    fix: 'write for example { host: "shop.example.com" }',
  });
}

function pathsOf(where: string, { path, pathType, paths }: IngressOptions, portName?: string): IngressPathSpec[] {
  if (paths === undefined) return listPaths(where, [{ path, pathType }], portName);
  if (path !== undefined || pathType !== undefined) {
    refuse(where, {
      what: 'paths',
      got: inWords(`\`paths\` and \`${path === undefined ? 'pathType' : 'path'}\``),
      allowed: 'either `paths`, or `path` and `pathType`',
      fix: 'move them into an entry of `paths`',
    });
  }
  return listPaths(where, paths, portName);
}

function listPaths(where: string, paths: readonly IngressPath[], portName?: string): IngressPathSpec[] {
  if (paths.length === 0) {
    refuse(where, { what: 'paths', got: [], allowed: 'at least one path', fix: 'leave it out for "/"' });
  }
  const list = paths.map((entry) => {
    const { path = '/', pathType = IngressPathType.PREFIX } = entry;
    if (pathType === IngressPathType.IMPLEMENTATION_SPECIFIC) checkPatternPath(where, path);
    else checkRoutePath(where, path, INGRESS_PATTERNS);
    return { path, pathType, portName: entry.portName ?? portName };
  });
  const twice = list.find(({ path }, i) => list.findIndex((other) => sameRoutePath(other.path, path)) !== i);
  if (twice === undefined) return list;
  return refuse(where, {
    what: 'paths',
    got: inWords(`${twice.path} twice`),
    allowed: 'each path of a host once, whatever its type: cdk8s-plus renders no second one',
  });
}

/** cdk8s-plus keeps the rules of an Ingress in an object, by their hosts. */
function checkIngressHost(where: string, host: string): void {
  checkRouteHostname(where, host);
  if (!(host in {})) return;
  refuse(where, {
    what: 'host',
    got: host,
    allowed: 'another name, because cdk8s-plus renders no Ingress for this one',
    fix: `use the full name, such as "${host}.example.com"`,
  });
}

/** The annotation is what `className` was called before; the API server takes both only if they agree. */
function checkIngressClass(where: string, { className, annotations = {} }: IngressOptions): void {
  const annotated = annotations['kubernetes.io/ingress.class'];
  if (annotated === undefined || className === undefined || annotated === className) return;
  refuse(where, {
    what: 'annotation "kubernetes.io/ingress.class"',
    got: annotated,
    allowed: `the same as \`className\`, which is ${JSON.stringify(className)}`,
    fix: 'leave the annotation out',
  });
}

/** cert-manager reads one issuer from the annotations of an Ingress, for all its hosts. */
function withIssuers(
  where: string,
  given: { readonly [key: string]: string },
  all: readonly TlsSpec[],
): { readonly [key: string]: string } {
  const annotations = { ...given };
  for (const tls of all) {
    if (tls.kind !== 'certManager') continue;
    for (const key of [...ISSUER_ANNOTATIONS, ...Object.keys(tls.annotations)]) {
      const own = tls.annotations[key];
      if (annotations[key] === undefined || annotations[key] === own || key === 'kubernetes.io/tls-acme') continue;
      refuse(where, {
        what: `annotation "${key}"`,
        got: annotations[key],
        allowed: own === undefined ? 'none beside the issuer of `tls`' : `the issuer of \`tls\`, which is "${own}"`,
        fix: 'leave the annotation out; for a second issuer make a second Ingress with addService',
      });
    }
    Object.assign(annotations, tls.annotations);
  }
  return annotations;
}

/** No HTTP-01 challenge is there for a wildcard, and none where `tls` says so. */
function asksByHttp(annotations: { readonly [key: string]: string }, hosts: IngressSpec['hosts']): boolean {
  if (!ISSUER_ANNOTATIONS.some((key) => Object.hasOwn(annotations, key))) return false;
  return hosts.some(
    ({ host, tls }) =>
      !host.startsWith('*.') &&
      tls !== undefined &&
      tls.kind !== 'controller' &&
      (tls.kind !== 'certManager' || tls.http01Solver),
  );
}
