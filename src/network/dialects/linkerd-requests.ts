import { isWithin, matchOf, PathMatch, pathsOf, PathPattern } from './linkerd-paths';
import { compareText } from '../../support/order';
import { HttpRequest } from '../mesh/http-request';
import { MeshClient } from '../mesh/identity-opening';

/** Whom some requests are let through from. */
export interface RequestOpening {
  readonly client: MeshClient;
  readonly requests: readonly HttpRequest[];
}

/** Requests that the same clients may send. */
export interface RequestCell {
  /** Absent: all methods that no other cell of these paths names. */
  readonly method?: string;
  readonly paths: PathPattern;
  readonly clients: ReadonlySet<MeshClient>;
}

/** The cells that one HTTPRoute is for: those of the same clients. */
export interface RequestGroup {
  readonly clients: readonly MeshClient[];
  /** They are sorted. */
  readonly cells: readonly RequestCell[];
}

interface RequestPattern {
  readonly method?: string;
  readonly paths: PathPattern;
  readonly client: MeshClient;
}

/**
 * The cells that requests of several clients overlap in. A request matches one HTTPRoute, so that whoever may send it has to be
 * authorized by that one.
 *
 * @param isAnythingLetThrough whether there are clients that may send anything: all requests need a route then
 */
export function cellsOf(openings: readonly RequestOpening[], isAnythingLetThrough: boolean): RequestCell[] {
  const patterns = openings.flatMap(({ client, requests }) =>
    requests.map((request): RequestPattern => ({ client, method: request.method, paths: pathsOf(request) })),
  );
  if (patterns.length === 0) return [];
  const all = uniquePaths([...patterns.map(({ paths }) => paths), ...(isAnythingLetThrough ? [pathsOf({})] : [])]);
  const cellsAt = new Map(all.map((paths) => [paths, cellsAtPaths(paths, patterns, isAnythingLetThrough)]));
  // Paths for which the same is said as for wider ones need no cells of their own.
  return all
    .filter((paths) => {
      const wider = nextWider(paths, all);
      return wider === undefined || !isSame(cellsAt.get(paths), cellsAt.get(wider));
    })
    .flatMap((paths) => cellsAt.get(paths) ?? []);
}

/** The cells, by their clients. */
export function groupsOf(cells: readonly RequestCell[]): RequestGroup[] {
  const groups: RequestCell[][] = [];
  for (const cell of [...cells].sort((a, b) => compareText(keyOf(a), keyOf(b)))) {
    const same = groups.find(([{ clients }]) => isEqual(clients, cell.clients));
    if (same === undefined) groups.push([cell]);
    else same.push(cell);
  }
  return groups.map((own) => ({ clients: [...own[0].clients], cells: own }));
}

/** How an HTTPRoute says which requests it is for. */
export function renderMatch(
  { method, paths }: RequestCell,
  cells: readonly RequestCell[],
): { method?: string; path: PathMatch } {
  const path = matchOf(paths, uniquePaths(cells.map((cell) => cell.paths)));
  return { ...(method === undefined ? {} : { method }), path };
}

function cellsAtPaths(
  paths: PathPattern,
  patterns: readonly RequestPattern[],
  isAnythingLetThrough: boolean,
): RequestCell[] {
  const covering = patterns.filter((pattern) => isWithin(paths, pattern.paths));
  const methods = new Set(covering.map(({ method }) => method));
  const withMethod = (method?: string): RequestCell => {
    const own = covering.filter((pattern) => pattern.method === undefined || pattern.method === method);
    return { method, paths, clients: new Set(own.map(({ client }) => client)) };
  };
  const others = methods.has(undefined) || isAnythingLetThrough ? [withMethod()] : [];
  const named = [...methods].flatMap((method) => (method === undefined ? [] : [withMethod(method)]));
  return [...others, ...named.filter(({ clients }) => !others.some((each) => isEqual(each.clients, clients)))];
}

function nextWider(paths: PathPattern, all: readonly PathPattern[]): PathPattern | undefined {
  const wider = all.filter((each) => each !== paths && isWithin(paths, each));
  return wider.find((each) => wider.every((other) => isWithin(each, other)));
}

function isSame(own: readonly RequestCell[] = [], others: readonly RequestCell[] = []): boolean {
  return (
    own.length === others.length &&
    own.every(({ method, clients }) =>
      others.some((other) => other.method === method && isEqual(other.clients, clients)),
    )
  );
}

function isEqual(a: ReadonlySet<MeshClient>, b: ReadonlySet<MeshClient>): boolean {
  return a.size === b.size && [...a].every((client) => b.has(client));
}

function keyOf({ method = '', paths: { text, isPrefix } }: RequestCell): string {
  return JSON.stringify([text, isPrefix, method]);
}

function uniquePaths(paths: readonly PathPattern[]): PathPattern[] {
  return [...new Map(paths.map((path) => [JSON.stringify([path.text, path.isPrefix]), path])).values()];
}
