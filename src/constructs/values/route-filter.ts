import { checked } from '../../checked/checked';
import { checkRouteHostname } from '../../support/hosts';
import { inWords, refuse } from '../../support/refuse';
import { checkRoutePath, NO_PATTERNS } from '../../support/route-paths';

/** Options for `RouteFilter.requestHeaders` and `RouteFilter.responseHeaders`. */
export interface HeaderChanges {
  /**
   * Headers that get this value, whatever they had.
   *
   * @default - none
   */
  readonly set?: { readonly [name: string]: string };

  /**
   * Headers that get this value beside what they have.
   *
   * @default - none
   */
  readonly add?: { readonly [name: string]: string };

  /**
   * Headers that are taken out.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** Options for `RouteFilter.redirect`. */
export interface RedirectOptions {
  /**
   * The scheme, `http` or `https`.
   *
   * @default - that of the request
   */
  readonly scheme?: string;

  /**
   * The host name.
   *
   * @default - that of the request
   */
  readonly hostname?: string;

  /**
   * What stands in the URL instead of the path prefix of the route.
   *
   * @default - the path stays
   */
  readonly replacePrefix?: string;

  /**
   * The status: 301, 302, 303, 307 or 308.
   *
   * @default 302
   */
  readonly statusCode?: number;
}

const STATUS_CODES = [301, 302, 303, 307, 308];

/** A header's name: a token of HTTP. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/**
 * What a Gateway changes on the way of a request or its answer.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/#filters-optional
 *
 * @example
 *
 * const exposure = Exposure.gateway({
 *   gateway: 'public',
 *   path: '/shop',
 *   filters: [RouteFilter.rewritePrefix('/')],
 * });
 */
@checked
export class RouteFilter {
  /** Changes headers of the request. */
  public static requestHeaders(changes: HeaderChanges): RouteFilter {
    return new RouteFilter('RequestHeaderModifier', {
      requestHeaderModifier: renderHeaders('RouteFilter.requestHeaders', changes),
    });
  }

  /** Changes headers of the answer. */
  public static responseHeaders(changes: HeaderChanges): RouteFilter {
    return new RouteFilter('ResponseHeaderModifier', {
      responseHeaderModifier: renderHeaders('RouteFilter.responseHeaders', changes),
    });
  }

  /** Sends requests on with this in place of the route's path prefix: "/shop/cart" becomes "/cart" with "/". */
  public static rewritePrefix(prefix: string): RouteFilter {
    checkRoutePath('RouteFilter.rewritePrefix', prefix, NO_PATTERNS);
    return new RouteFilter('URLRewrite', {
      urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix } },
    });
  }

  /** Sends requests on with this host name. */
  public static rewriteHost(hostname: string): RouteFilter {
    checkPlainHost('RouteFilter.rewriteHost', hostname);
    return new RouteFilter('URLRewrite', { urlRewrite: { hostname } });
  }

  /** Answers with a redirect; then no request of the path comes to the app. */
  public static redirect(options: RedirectOptions): RouteFilter {
    const where = 'RouteFilter.redirect';
    const { scheme, hostname, replacePrefix, statusCode } = options;
    if (Object.values({ scheme, hostname, replacePrefix }).every((value) => value === undefined)) {
      refuse(where, {
        what: 'options',
        got: inWords('nothing that changes the URL'),
        allowed: 'a `scheme`, a `hostname` or a `replacePrefix`; without any the client would be sent where it is',
        fix: 'write for example RouteFilter.redirect({ scheme: "https" })',
      });
    }
    if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
      refuse(where, { what: 'scheme', got: scheme, allowed: '"http" or "https"' });
    }
    if (statusCode !== undefined && !STATUS_CODES.includes(statusCode)) {
      refuse(where, { what: 'statusCode', got: statusCode, allowed: `one of ${STATUS_CODES.join(', ')}` });
    }
    if (hostname !== undefined) checkPlainHost(where, hostname);
    if (replacePrefix !== undefined) checkRoutePath(where, replacePrefix, NO_PATTERNS);
    const path = replacePrefix && { type: 'ReplacePrefixMatch', replacePrefixMatch: replacePrefix };
    return new RouteFilter('RequestRedirect', { requestRedirect: { scheme, hostname, path, statusCode } });
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    private readonly body: { readonly [key: string]: unknown },
  ) {}

  /** Whether it is about the path prefix of its route. @internal */
  public get _needsPrefix(): boolean {
    const { urlRewrite, requestRedirect } = this.body as { [key: string]: { path?: unknown } | undefined };
    return (urlRewrite?.path ?? requestRedirect?.path) !== undefined;
  }

  /** @internal */
  public _render(): { [key: string]: unknown } {
    return { type: this._type, ...this.body };
  }
}

function checkPlainHost(where: string, hostname: string): void {
  checkRouteHostname(where, hostname);
  if (!hostname.startsWith('*.')) return;
  refuse(where, { what: 'hostname', got: hostname, allowed: 'one host name, without "*"' });
}

function renderHeaders(where: string, { set = {}, add = {}, remove = [] }: HeaderChanges): unknown {
  const names = [...Object.keys(set), ...Object.keys(add), ...remove];
  if (names.length === 0) {
    refuse(where, {
      what: 'changes',
      got: inWords('none'),
      allowed: 'a header to `set`, to `add` or to `remove`',
      fix: 'write for example { set: { "x-tenant": "shop" } }',
    });
  }
  const wrong = names.find((name) => !HEADER_NAME.test(name));
  if (wrong !== undefined) {
    refuse(where, { what: 'header', got: wrong, allowed: 'the name of a header, such as "x-request-id"' });
  }
  for (const [name, value] of [...Object.entries(set), ...Object.entries(add)]) {
    if (value.length >= 1 && value.length <= 4096) continue;
    refuse(where, {
      what: `value of header "${name}"`,
      got: inWords(`${value.length} characters`),
      allowed: '1 to 4096 characters',
      fix: value === '' ? 'to take a header away write { remove: ["…"] }' : undefined,
    });
  }
  const lower = names.map((name) => name.toLowerCase());
  const twice = lower.find((name, i) => lower.indexOf(name) !== i);
  if (twice !== undefined) {
    refuse(where, {
      what: 'header',
      got: inWords(`${twice} twice`),
      allowed: 'each header once: case does not matter',
    });
  }
  const list = (headers: { readonly [name: string]: string }): unknown => {
    const entries = Object.entries(headers).map(([name, value]) => ({ name, value }));
    return entries.length === 0 ? undefined : entries;
  };
  return { set: list(set), add: list(add), remove: remove.length === 0 ? undefined : [...remove] };
}
