import { isIP } from 'net';
import { isDnsSubdomain } from './names';
import { refuse, Where } from './refuse';

/** A host name outside the cluster; an address, a URL or `host:port` is refused with the way to write it instead. */
export function checkHostname(where: Where, hostname: string, what = 'hostname'): string {
  const bare = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  if (isIP(hostname) !== 0) {
    return refuse(where, {
      what,
      got: hostname,
      allowed: 'a DNS name',
      fix: what === 'hostname' ? `for an address use \`addresses: [${JSON.stringify(hostname)}]\`` : undefined,
    });
  }
  if (isDnsSubdomain(bare)) return hostname;
  const named =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:@]+)/i.exec(hostname)?.[1] ?? /^([a-z0-9.-]+):\d+$/i.exec(hostname)?.[1];
  const host = (named ?? hostname).toLowerCase();
  return refuse(where, {
    what,
    // A URL may have a password in it.
    got: hostname.replace(/\/\/[^/@]*@/, '//***@'),
    allowed: 'a DNS name in lower case, without scheme, port or path',
    fix: isDnsSubdomain(host)
      ? `write ${JSON.stringify(host)}${named === undefined ? '' : ', and the port apart'}`
      : undefined,
  });
}

/** A host name for an Ingress or a route; the first label may be `*`. */
export function checkRouteHostname(where: Where, hostname: string): string {
  const bare = hostname.startsWith('*.') ? hostname.slice(2) : hostname;
  if (isIP(hostname) === 0 && isDnsSubdomain(bare)) return hostname;
  return refuse(where, {
    what: 'host',
    got: hostname,
    allowed:
      'a DNS name in lower case such as "shop.example.com", or "*.example.com"; no address, scheme, port or path',
  });
}

/** A path that a URL may begin with. */
export function checkUrlPath(where: Where, path: string, what = 'path'): string {
  if (path.startsWith('/') && !/\s/.test(path)) return path;
  const suggestion = path.trim().replace(/^\/*/, '/').replace(/\s/g, '%20');
  return refuse(where, {
    what,
    got: path,
    allowed: 'a path that begins with "/", without spaces',
    fix: `write ${JSON.stringify(suggestion)}`,
  });
}

/** A path prefix for an Ingress or a route: no empty or relative segments, plain or encoded. */
export function checkRoutePath(where: Where, path: string): string {
  checkUrlPath(where, path);
  if (!/\/\/|\/\.{1,2}(\/|$)|%2f/i.test(path)) return path;
  return refuse(where, { what: 'path', got: path, allowed: 'a path without "//", "/./", "/../" and "%2f"' });
}

/** An absolute path in a container. */
export function checkContainerPath(where: Where, path: string, what: string): string {
  const legal = path.startsWith('/') && path !== '/' && !path.includes(':') && !path.split('/').includes('..');
  if (legal) return path;
  return refuse(where, {
    what,
    got: path,
    allowed: 'an absolute path below "/", without ":" and ".."',
  });
}
