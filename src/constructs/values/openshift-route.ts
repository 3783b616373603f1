import { checkRouteHostname } from '../../support/hosts';
import { checkAnnotations } from '../../support/names';
import { checkWholeNumber } from '../../support/numbers';
import { refuse } from '../../support/refuse';
import { checkRoutePath, NO_PATTERNS } from '../../support/route-paths';

/** Where the TLS of an OpenShift Route ends. */
export enum RouteTermination {
  /** At the router, which speaks HTTP to the pods. */
  EDGE = 'edge',
  /** At the pods: the router passes the bytes on. */
  PASSTHROUGH = 'passthrough',
  /** At the router, which speaks TLS to the pods, too. */
  REENCRYPT = 'reencrypt',
}

/** What an OpenShift Route with TLS does with requests that come without. */
export enum InsecureEdgeTerminationPolicy {
  /** It answers nothing. */
  NONE = 'None',
  /** It sends them on. */
  ALLOW = 'Allow',
  /** It sends clients to the URL with https. */
  REDIRECT = 'Redirect',
}

/** For which hosts an OpenShift Route answers. */
export enum RouteWildcardPolicy {
  /** For its host. */
  NONE = 'None',
  /** For all hosts beside it: with `www.example.com` for `*.example.com`. The router must allow it. */
  SUBDOMAIN = 'Subdomain',
}

/** Options for `Exposure.openshiftRoute`. */
export interface OpenShiftRouteOptions {
  /**
   * The host name.
   *
   * @default - made of the names of Route and namespace, and the router's domain
   */
  readonly host?: string;

  /**
   * The path prefix, as a URL sends it.
   *
   * @default - all paths
   */
  readonly path?: string;

  /**
   * Where TLS ends.
   *
   * @default - no TLS
   */
  readonly tls?: RouteTermination;

  /**
   * What happens to requests without TLS.
   *
   * @default InsecureEdgeTerminationPolicy.REDIRECT
   */
  readonly insecureEdgeTerminationPolicy?: InsecureEdgeTerminationPolicy;

  /**
   * The certificate of the authority that signed those of the pods, as PEM; with `RouteTermination.REENCRYPT`.
   *
   * @default - that of OpenShift's own service certificates
   */
  readonly destinationCaCertificate?: string;

  /**
   * For which hosts it answers.
   *
   * @default RouteWildcardPolicy.NONE
   */
  readonly wildcardPolicy?: RouteWildcardPolicy;

  /**
   * The weight of the Service, 0 to 256; it counts where a patch adds `alternateBackends`.
   *
   * @default 100
   */
  readonly weight?: number;

  /**
   * Annotations of the Route, for the router and for cert-manager's issuer of Routes.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels of the Route beside those of the app, by which routers of one shard find it.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * The name of the port that gets the traffic, which is TCP.
   *
   * @default - the first TCP port
   */
  readonly portName?: string;
}

/** Checks the options of an OpenShift Route. */
export function checkOpenShiftRoute(where: string, options: OpenShiftRouteOptions): OpenShiftRouteOptions {
  const { host, path, tls, insecureEdgeTerminationPolicy: insecure, wildcardPolicy, annotations } = options;
  if (host !== undefined) checkHost(where, host);
  if (path !== undefined) checkRoutePath(where, path, NO_PATTERNS);
  if (path !== undefined && tls === RouteTermination.PASSTHROUGH) {
    refuse(where, {
      what: 'path',
      got: path,
      allowed: 'none with `RouteTermination.PASSTHROUGH`: the router does not see it',
      fix: 'leave it out, or end TLS at the router with RouteTermination.EDGE or REENCRYPT',
    });
  }
  if (insecure !== undefined && tls === undefined) {
    refuse(where, {
      what: 'insecureEdgeTerminationPolicy',
      got: insecure,
      allowed: 'none without `tls`',
      fix: 'write for example tls: RouteTermination.EDGE',
    });
  }
  if (insecure === InsecureEdgeTerminationPolicy.ALLOW && tls === RouteTermination.PASSTHROUGH) {
    refuse(where, {
      what: 'insecureEdgeTerminationPolicy',
      got: insecure,
      allowed: '"None" or "Redirect" with `RouteTermination.PASSTHROUGH`',
      fix: 'write InsecureEdgeTerminationPolicy.REDIRECT',
    });
  }
  if (options.destinationCaCertificate !== undefined) checkCertificate(where, options);
  if (wildcardPolicy === RouteWildcardPolicy.SUBDOMAIN && host === undefined) {
    refuse(where, {
      what: 'wildcardPolicy',
      got: wildcardPolicy,
      allowed: '"None" without `host`',
      fix: 'name a host, such as "www.example.com" for all of "*.example.com"',
    });
  }
  if (options.weight !== undefined) checkWholeNumber(where, options.weight, { what: 'weight', min: 0, max: 256 });
  if (annotations !== undefined) checkAnnotations(where, annotations);
  return { ...options };
}

function checkHost(where: string, host: string): void {
  if (host.startsWith('*.')) {
    refuse(where, {
      what: 'host',
      got: host,
      allowed: 'a host name without "*"',
      fix: `write host: "www${host.slice(1)}" and wildcardPolicy: RouteWildcardPolicy.SUBDOMAIN`,
    });
  }
  checkRouteHostname(where, host);
}

function checkCertificate(where: string, { destinationCaCertificate, tls }: OpenShiftRouteOptions): void {
  if (tls !== RouteTermination.REENCRYPT) {
    refuse(where, {
      what: 'destinationCaCertificate',
      got: destinationCaCertificate,
      allowed: 'none without `tls: RouteTermination.REENCRYPT`',
      fix: 'leave it out',
    });
  }
  if (/^\s*-----BEGIN CERTIFICATE-----/.test(destinationCaCertificate!)) return;
  refuse(where, {
    what: 'destinationCaCertificate',
    got: destinationCaCertificate,
    allowed: 'a certificate as PEM, which begins with "-----BEGIN CERTIFICATE-----"',
    fix: 'read the file: readFileSync("ca.crt", "utf8")',
  });
}
