import { Capability } from '../../plus/cdk8s-plus';

/** What was read of an image at its Dockerfile and entrypoint; docs/images.md says which versions. */
export interface KnownImage {
  /** The user and group that it needs. Without them it runs as any user. */
  readonly runsAs?: readonly [user: number, group: number];
  /** Where it writes at run time besides /tmp and its data. */
  readonly writes?: readonly string[];
  /** Where it keeps its data. */
  readonly keeps?: readonly string[];
  /** Capabilities of the program's file: without them in its bounding set the kernel refuses to execute it. */
  readonly capabilities?: readonly Capability[];
  /** What has to be done, where it does not run restricted by itself. */
  readonly advice?: string;
  /** What is different where the tag has this word in it. */
  readonly tagged?: { readonly [word: string]: Partial<KnownImage> };
}

/** By repository: the name alone for official images of Docker Hub, namespace and name for all others. */
export interface KnownImages {
  readonly [repository: string]: KnownImage;
}
