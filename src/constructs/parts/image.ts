/** What runs. @internal */
export interface ImageProps {
  /** The image, with a tag or digest. */
  readonly image: string;

  /**
   * The program to run instead of the image's.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];
}

/** What the program is told. @internal */
export interface ArgumentsProps {
  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];
}
