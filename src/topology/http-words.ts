/** What is asked of HTTP requests. */
export interface HttpWords {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
}

/**
 * The paths that a regular expression is for at most, as they are written elsewhere: `/users/*` for `^/users/.*$`, and for an
 * expression that says besides how a path does not go on. What says something else stays as it is. Nothing: all paths.
 */
export function pathsOfExpression(expression: string): string | undefined {
  const [, literal, rest] =
    /^\^((?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9])*)(\.[*+]|\(\?:.*\)\??)?\$$/.exec(expression) ?? [];
  if (literal === undefined) return expression;
  const start = literal.replace(/\\(.)/g, '$1');
  if (rest === undefined) return start;
  return start === '/' || start === '' ? undefined : `${start}*`;
}

/** Which requests are let through: `HTTP GET /health`. */
export function httpWords({ method, path, host, headers = [] }: HttpWords): string {
  const words = [
    method,
    path,
    host === undefined ? undefined : `host ${host}`,
    ...headers.map((header) => `header ${header}`),
  ];
  return ['HTTP', ...words.filter((word) => word !== undefined)].join(' ');
}
