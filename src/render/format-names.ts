/** The formats of `reach`, the default first. They stand apart from what renders them, so that help need not load that. */
export const REACH_FORMAT_NAMES = ['table', 'json', 'csv', 'md', 'dot', 'mermaid', 'svg', 'html'] as const;

/** Those of them that are pictures. They show what something decides, and count what nothing does. */
export const PICTURE_FORMAT_NAMES: readonly string[] = ['svg', 'html'];

/** The formats of `diff`. */
export const DIFF_FORMAT_NAMES = ['table', 'md', 'json', 'mermaid', 'svg', 'html', 'sarif', 'gitlab'] as const;

/** The formats of `explain`. */
export const EXPLAIN_FORMAT_NAMES = ['text', 'json'] as const;

/** The formats of `check`. */
export const CHECK_FORMAT_NAMES = ['table', 'md', 'json', 'sarif', 'gitlab', 'junit'] as const;
