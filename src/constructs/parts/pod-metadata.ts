/** What the pods carry. @internal */
export interface PodMetadataProps {
  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };
}
