import { isWithin, matchOf, PathMatch, pathsOf, PathPattern } from './linkerd-paths';
import { HttpRequest } from '../mesh/http-request';
import { MeshClient } from '../mesh/identity-opening';

/** Whom some requests are let through from. */
export interface RequestOpening {
  readonly client: MeshClient;
  readonly requests: readonly HttpRequest[];
}

/** Requests that the same clients may send, whatever else they may send: what one HTTPRoute is for. */
export interface RequestCell {
  /** Absent: all methods that no other cell of these paths names. */
  readonly method?: string;
  readonly paths: PathPattern;
}

interface RequestPattern extends RequestCell {
  readonly client: MeshClient;
}

/**
 * The cells that requests of several clients overlap in. A request matches one HTTPRoute, so that whoever may send it has to be
 * authorized by that one. Cells are never taken away by further openings.
 *
 * @param isAnythingLetThrough whether there are clients that may send anything: all requests need a route then
 */
export function cellsOf(openings: readonly RequestOpening[], isAnythingLetThrough: boolean): RequestCell[] {
  const patterns = patternsOf(openings);
  if (patterns.length === 0) return [];
  const everyPath = isAnythingLetThrough ? [pathsOf({})] : [];
  const paths = uniquePaths([...patterns.map((each) => each.paths), ...everyPath]);
  return paths.flatMap((each) => {
    const covering = patterns.filter((pattern) => isWithin(each, pattern.paths));
    const methods = new Set(covering.map(({ method }) => method));
    if (isAnythingLetThrough) methods.add(undefined);
    return [...methods].map((method) => ({ method, paths: each }));
  });
}

/** Who may send the requests of a cell. */
export function clientsOf({ method, paths }: RequestCell, openings: readonly RequestOpening[]): MeshClient[] {
  return patternsOf(openings)
    .filter((pattern) => pattern.method === undefined || pattern.method === method)
    .filter((pattern) => isWithin(paths, pattern.paths))
    .map(({ client }) => client);
}

/** How an HTTPRoute says which requests it is for. */
export function renderMatch(
  { method, paths }: RequestCell,
  cells: readonly RequestCell[],
): { method?: string; path: PathMatch } {
  const path = matchOf(paths, uniquePaths(cells.map((cell) => cell.paths)));
  return { ...(method === undefined ? {} : { method }), path };
}

function patternsOf(openings: readonly RequestOpening[]): RequestPattern[] {
  return openings.flatMap(({ client, requests }) =>
    requests.map((request) => ({ client, method: request.method, paths: pathsOf(request) })),
  );
}

function uniquePaths(paths: readonly PathPattern[]): PathPattern[] {
  return [...new Map(paths.map((path) => [JSON.stringify([path.text, path.isPrefix]), path])).values()];
}
