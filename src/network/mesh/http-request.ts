import { inWords, refuse, Where } from '../../support/refuse';

/** HTTP requests that a connection is for. */
export interface HttpRequest {
  /**
   * The method, in capital letters: `GET`.
   *
   * @default - every method
   */
  readonly method?: string;

  /**
   * The path, exactly: `/users`; with `*` at its end, all paths that begin so: `/users/*`. What comes after a `?` is no part of it:
   * whatever it is, the request is let through.
   *
   * @default - every path
   */
  readonly path?: string;
}

/** The methods that all meshes can say. */
const METHODS: readonly string[] = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

/** What may be in a path of a URL; braces and stars have meanings of their own in policies. */
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()+,;=:@/]|%[0-9A-Fa-f]{2})*$/;

/** Checks requests where they are written; equal ones are one. */
export function checkHttpRequests(where: Where, requests: readonly HttpRequest[]): HttpRequest[] {
  if (requests.length === 0) {
    refuse(where, {
      what: 'http',
      got: [],
      allowed: 'at least one request; with none, nothing would be let through',
      fix: 'leave `http` out for whatever is sent',
    });
  }
  const known = new Map<string, HttpRequest>();
  for (const { method, path } of requests) {
    checkRequest(where, { method, path });
    known.set(JSON.stringify([method, path]), {
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path }),
    });
  }
  return [...known.values()];
}

function checkRequest(where: Where, { method, path }: HttpRequest): void {
  if (method === undefined && path === undefined) {
    refuse(where, {
      what: 'http',
      got: inWords('a request without `method` and `path`, which would be every request'),
      allowed: 'requests that name one of them',
      fix: 'leave `http` out for whatever is sent',
    });
  }
  if (method !== undefined && !METHODS.includes(method)) {
    const capital = method.trim().toUpperCase();
    refuse(where, {
      what: 'method of http',
      got: method,
      allowed: `a method of HTTP in capital letters: ${METHODS.join(', ')}`,
      fix: METHODS.includes(capital) ? `write "${capital}"` : undefined,
    });
  }
  if (path !== undefined) checkPath(where, path);
}

function checkPath(where: Where, path: string): void {
  const exact = path.endsWith('*') ? path.slice(0, -1) : path;
  if (!PATH.test(exact)) {
    refuse(where, {
      what: 'path of http',
      got: path,
      allowed: 'a path as it is in a URL, that begins with "/", without a query, with a `*` at its end at most',
      fix: fixForPath(path),
    });
  }
  // Proxies resolve these before they compare, so that such a path would never be asked for.
  if (/\/\.{1,2}(?:\/|$)/.test(exact)) {
    refuse(where, { what: 'path of http', got: path, allowed: 'a path without "." and ".." between its slashes' });
  }
}

function fixForPath(path: string): string | undefined {
  const mended = path
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/^(?!\/)/, '/');
  return PATH.test(mended.replace(/\*$/, '')) ? `write "${mended}"` : undefined;
}

/** A request in words: `GET /users`. */
export function formatRequest({ method, path }: HttpRequest): string {
  return [method ?? 'every method', path ?? 'every path'].join(' ');
}
