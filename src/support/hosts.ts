import { isIP } from 'net';
import { isDnsSubdomain } from './names';
import { refuse, Where } from './refuse';
import { refuseMadeOfUnset } from './unset';

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
  refuseMadeOfUnset(where, what, hostname);
  if (isHostname(bare)) return hostname;
  const named = hostIn(hostname);
  const host = (named ?? hostname).toLowerCase();
  return refuse(where, {
    what,
    got: hostname,
    allowed: 'a DNS name in lower case, without scheme, port or path',
    fix: isHostname(host)
      ? `write ${JSON.stringify(host)}${named === undefined ? '' : ', and the port apart'}`
      : undefined,
  });
}

/** The host in a URL or in `host:port`. Who logs in stands before the last "@", which a password may have as well. */
function hostIn(text: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(.*)$/is.exec(text)?.[1];
  const behind = (authority ?? text).slice((authority ?? text).lastIndexOf('@') + 1);
  return (authority === undefined ? /^([a-z0-9.-]+):\d+$/i : /^([^/:?#]+)/).exec(behind)?.[1];
}

/** A host name for an Ingress or a route; the first label may be `*`. */
export function checkRouteHostname(where: Where, hostname: string): string {
  refuseMadeOfUnset(where, 'host', hostname);
  const bare = hostname.startsWith('*.') ? hostname.slice(2) : hostname;
  if (isIP(hostname) === 0 && hostname.length <= 253 && isHostname(bare)) return hostname;
  return refuse(where, {
    what: 'host',
    got: hostname,
    allowed:
      'a DNS name in lower case such as "shop.example.com", or "*.example.com"; no address, scheme, port or path',
  });
}

/** A host name, or a pattern whose first label is `*`. */
export function checkHostPattern(where: Where, pattern: string, what: string): string {
  const isWildcard = pattern.startsWith('*.');
  const bare = isWildcard ? pattern.slice(2) : pattern;
  if (!bare.includes('*') && pattern.length <= 253) {
    checkHostname(where, bare, what);
    return pattern;
  }
  return refuse(where, {
    what,
    got: pattern,
    allowed: 'a DNS name in lower case, of at most 253 characters, whose first label may be "*" as a whole',
    fix: bare.includes('*') ? 'write for example "*.example.com"' : undefined,
  });
}

/** A DNS name that can exist: the API server does not look at the length of its parts, DNS does. */
function isHostname(name: string): boolean {
  return isDnsSubdomain(name) && name.split('.').every((label) => label.length <= 63);
}
