import { checkUrlPath } from './paths';
import { inWords, refuse, show, Where } from './refuse';

/** The longest path that an HTTPRoute takes; a prefix beyond it is a mistake in an Ingress, too. */
const LONGEST_ROUTE_PATH = 1024;

/** What nobody writes but in a pattern: a part that may be anything, a choice, a group, an anchor. */
const PATTERN = /\*|\||\\|\^|\[|\]|\.\+|\(\?|\$(?=$|\))/;

/** How to write a path that is a pattern, where plain ones are read. */
export const INGRESS_PATTERNS =
  'for a controller that reads patterns write pathType: IngressPathType.IMPLEMENTATION_SPECIFIC; ingress-nginx also wants the annotation "nginx.ingress.kubernetes.io/use-regex": "true"';
export const GATEWAY_PATTERNS =
  'for a Gateway that reads patterns write pathType: RoutePathType.REGULAR_EXPRESSION, with ".*" for what may be anything';
export const NO_PATTERNS = 'name the part before it: a prefix covers all that follows it';

/**
 * A plain path for an Ingress or a route: the path of a URL as it is sent, without query, and without empty or relative
 * segments, plain or encoded.
 *
 * @param patterns how to write a pattern instead
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch
 */
export function checkRoutePath(where: Where, path: string, patterns: string): string {
  if (PATTERN.test(path)) refusePattern(where, path, patterns);
  checkUrlPath(where, path);
  if (/\/\/|\/\.{1,2}(\/|$)|%2f/i.test(path)) {
    refuse(where, {
      what: 'path',
      got: path,
      allowed: 'a path without "//", "/./", "/../" and "%2f"',
      fix: `write ${show(plainPath(path))}`,
    });
  }
  checkLength(where, path);
  if (/^[-A-Za-z0-9/._~!$&'()*+,;=:@%]+$/.test(path)) return path;
  return refuse(where, {
    what: 'path',
    got: path,
    allowed: `the path of a URL, without query: letters and digits of ASCII, "%" with two hexadecimal digits, and -._~!$&'()+,;=:@/`,
    fix: routePathFix(path),
  });
}

/** A path that the controller reads as it likes: a pattern, perhaps. The API server wants the "/" in front. */
export function checkPatternPath(where: Where, path: string): string {
  checkLength(where, path);
  if (path.startsWith('/') && !/[\s\p{Cc}]/u.test(path)) return path;
  return refuse(where, {
    what: 'path',
    got: path,
    allowed: 'a path or pattern that begins with "/", without spaces',
    fix: `write ${show(
      path
        .trim()
        .replace(/^\^?\/*/, '/')
        .replace(/\s/g, '%20'),
    )}`,
  });
}

/** A regular expression of a Gateway. */
export function checkRegularExpression(where: Where, path: string): string {
  checkLength(where, path);
  // The engine of a Gateway has groups and flags of its own, all of which begin so.
  if (path !== '' && (path.includes('(?') || isRegularExpression(path))) return path;
  return refuse(where, {
    what: 'path',
    got: path,
    allowed: 'a regular expression',
    fix: 'write for example "/v[0-9]+/.*"',
  });
}

/** Whether two paths are one for a prefix: a "/" at the end changes nothing. */
export function sameRoutePath(a: string, b: string): boolean {
  return withoutSlash(a) === withoutSlash(b);
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function refusePattern(where: Where, path: string, patterns: string): never {
  const prefix = /^(\/[-A-Za-z0-9/._~]*?)\/?(\.?\*|\(\/\|\$\)\(\.\*\))$/.exec(path)?.[1];
  const plain = prefix === undefined ? '' : `write ${show(prefix)}: a prefix covers all that follows it; `;
  refuse(where, {
    what: 'path',
    got: path,
    allowed: 'a plain path: it is compared letter by letter, and a pattern would match nothing',
    fix: patterns === NO_PATTERNS && plain !== '' ? plain.slice(0, -2) : plain + patterns,
  });
}

function checkLength(where: Where, path: string): void {
  if (path.length <= LONGEST_ROUTE_PATH) return;
  refuse(where, {
    what: 'path',
    got: inWords(`${path.length} characters`),
    allowed: `at most ${LONGEST_ROUTE_PATH} characters`,
    fix: 'route a shorter prefix',
  });
}

/** The path without its empty and relative segments. */
function plainPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.replace(/%2f/gi, '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

function routePathFix(path: string): string {
  if (/[?#]/.test(path)) {
    return `leave out what follows ${JSON.stringify(/[?#]/.exec(path)![0])}: a prefix is about the path alone`;
  }
  if (/[{}]/.test(path)) return 'name the part before the placeholder: a prefix covers all that follows it';
  return `write ${show(encodeURI(path).replace(/%25/g, '%'))}`;
}
