import { Capability } from '../../plus/cdk8s-plus';

/** The user and group that an image is known to need. */
export interface ImageIdentity {
  readonly user: number;
  readonly group: number;
}

/** What a known image needs to run without root and with read-only files. */
export interface ImageNeeds {
  /** Any user will do where there is none. */
  readonly identity?: ImageIdentity;
  /** Where it writes at run time besides /tmp and its data. */
  readonly writablePaths: readonly string[];
  /** Where it keeps its data, for which somebody has to name a volume. */
  readonly dataPaths: readonly string[];
  /** Without these in its bounding set the program cannot be executed, because its file has them. */
  readonly capabilities: readonly Capability[];
  /** What has to be done for it to run so, where that is more than users, folders and capabilities. */
  readonly advice?: string;
}
