/** HTTP requests that a connection is for. */
export interface HttpRequest {
  /**
   * The method, in capital letters: `GET`.
   *
   * @default - every method
   */
  readonly method?: string;

  /**
   * The path, exactly: `/users`; with `*` at its end, all paths that begin so: `/users/*`.
   *
   * @default - every path
   */
  readonly path?: string;
}
