/** What comes of code: what it renders, or the message by which it is refused. */
export interface Outcome {
  readonly rendered?: string;
  readonly refused?: string;
}

/** Code that is run: a block, or a statement of a block whose statements are refused. */
export interface Case {
  readonly code: string;
  /** Whether it is a file, which makes its own app, or relies on an app and a chart. */
  readonly isFile: boolean;
}
