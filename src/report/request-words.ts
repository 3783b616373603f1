import { HttpRequest } from '../network/mesh/http-request';

/** What a policy says of requests, read from the engine's words: `HTTP GET /users/*`. */
interface Requests {
  /** Absent: every method. */
  readonly method?: string;
  /** All paths of it begin so. */
  readonly start: string;
  readonly matches: (path: string) => boolean;
  /** Whether it asks for more than a method and a path. */
  readonly isNarrowed: boolean;
}

/** Whether all requests that words mean are among some that were declared. */
export function areAmong(words: string, declared: readonly HttpRequest[]): boolean {
  const requests = read(words);
  return declared.some(({ method, path }) => {
    if (method !== undefined && method !== requests.method) return false;
    if (path === undefined) return true;
    return path.endsWith('*') ? requests.start.startsWith(path.slice(0, -1)) : isExactly(requests, path);
  });
}

/** The declared requests that no words let through, as a whole. */
export function missingAmong(declared: readonly HttpRequest[], all: readonly string[]): HttpRequest[] {
  const rendered = all.map(read).filter(({ isNarrowed }) => !isNarrowed);
  return declared.filter(({ method, path = '/*' }) => {
    const own = rendered.filter((each) => each.method === undefined || each.method === method);
    return !samplesOf(path, own).every((sample) => own.some((each) => each.matches(sample)));
  });
}

/** A path, or those of a prefix at which rendered rules may part. */
function samplesOf(path: string, rendered: readonly Requests[]): string[] {
  if (!path.endsWith('*')) return [path];
  const prefix = path.slice(0, -1);
  const longer = rendered.map(({ start }) => start).filter((start) => start.startsWith(prefix));
  return [prefix, ...longer].flatMap((start) => [start, `${start}x`, `${start}/x`]);
}

function isExactly({ start, matches }: Requests, path: string): boolean {
  return start === path && matches(path) && !matches(`${path}x`) && !matches(`${path}/x`);
}

function read(words: string): Requests {
  const [, ...rest] = words.split(' ');
  const method = rest[0] !== undefined && /^[A-Z]+$/.test(rest[0]) ? rest.shift() : undefined;
  const path = rest[0] !== undefined && /^[/^*]/.test(rest[0]) ? rest.shift() : undefined;
  return { ...(method === undefined ? {} : { method }), ...readPath(path), isNarrowed: rest.length > 0 };
}

function readPath(path: string | undefined): Pick<Requests, 'start' | 'matches'> {
  if (path === undefined) return { start: '', matches: () => true };
  if (path.startsWith('^')) return readExpression(path);
  if (path.startsWith('*')) return { start: '', matches: (asked) => asked.endsWith(path.slice(1)) };
  // Templates of Istio have braces, and stand for whatever is there.
  const start = path.replace(/[{*].*$/, '');
  if (path === `${start}*`) return { start, matches: (asked) => asked.startsWith(start) };
  return { start, matches: (asked) => asked === path };
}

/** What all texts of an anchored expression begin with: its letters up to the first that has a meaning. */
function readExpression(path: string): Pick<Requests, 'start' | 'matches'> {
  const [letters] = /^(?:\\[^A-Za-z0-9]|[^\\.+*?()|[\]{}^$])*/.exec(path.slice(1))!;
  const next = path[letters.length + 1];
  // A letter that may be left out does not count.
  const sure = next !== undefined && '*?{'.includes(next) ? letters.replace(/\\?.$/, '') : letters;
  const expression = toExpression(path);
  return {
    start: hasChoices(path) ? '' : sure.replace(/\\(.)/g, '$1'),
    matches: (asked) => expression?.test(asked) === true,
  };
}

/** Whether an expression is for one text or another as a whole: a choice in parentheses is not. */
function hasChoices(path: string): boolean {
  const meaningful = path.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  let depth = 0;
  for (const letter of meaningful) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === '|' && depth === 0) return true;
  }
  return false;
}

function toExpression(path: string): RegExp | undefined {
  try {
    return new RegExp(path);
  } catch {
    return undefined;
  }
}
