/** What is asked of HTTP requests. */
export interface HttpWords {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
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
