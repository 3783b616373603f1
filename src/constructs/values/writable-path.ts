import { Size } from 'cdk8s';
import { checked } from '../../checked/checked';
import { EmptyDirMedium } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { checkContainerPath, normalPath } from '../../support/paths';
import { inWords, refuse, Where } from '../../support/refuse';

/** Options for `WritablePath.at`. */
export interface WritablePathOptions {
  /**
   * How much may be written; the kubelet evicts the pod beyond it.
   *
   * @default - 64 MiB
   */
  readonly sizeLimit?: Size;

  /**
   * Whether it lives in memory instead of on the node's disk. It then counts against the memory limit.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/**
 * A folder that the container may write to, empty at each start of the pod and gone with it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 *
 * @example
 *
 * const cache = WritablePath.at('/var/cache/app', { sizeLimit: Size.gibibytes(2) });
 */
@checked
export class WritablePath {
  /** A folder, by its absolute path in the container. */
  public static at(path: string, options: WritablePathOptions = {}): WritablePath {
    const sizeLimit = options.sizeLimit ?? Size.mebibytes(64);
    const kibibytes = sizeLimit.toKibibytes();
    if (kibibytes <= 0 || kibibytes % 1024 !== 0) {
      refuse('WritablePath.at', {
        what: 'sizeLimit',
        got: inWords(sizeQuantity(sizeLimit)),
        allowed: 'whole mebibytes, at least one',
      });
    }
    return new WritablePath(
      normalPath(checkContainerPath('WritablePath.at', path, 'path')),
      sizeLimit,
      options.inMemory === true ? EmptyDirMedium.MEMORY : undefined,
    );
  }

  private constructor(
    /** The absolute path in the container. */
    public readonly path: string,
    /** How much may be written. */
    public readonly sizeLimit: Size,
    /** @internal */
    public readonly _medium: EmptyDirMedium | undefined,
  ) {}
}

/**
 * The folders to make writable: the given ones, then those that the image and /tmp need and nobody named.
 */
export function resolveWritablePaths(
  where: Where,
  given: readonly (string | WritablePath)[],
  needed: readonly (string | WritablePath)[],
): WritablePath[] {
  const paths = new Map<string, WritablePath>();
  for (const entry of given) {
    const path = typeof entry === 'string' ? checkedPath(where, entry) : entry;
    if (paths.has(path.path)) {
      refuse(where, { what: 'writablePaths', got: inWords(`${path.path} twice`), allowed: 'each path once' });
    }
    paths.set(path.path, path);
  }
  for (const entry of needed) {
    const path = typeof entry === 'string' ? WritablePath.at(entry) : entry;
    if (!paths.has(path.path)) paths.set(path.path, path);
  }
  return [...paths.values()];
}

function checkedPath(where: Where, path: string): WritablePath {
  checkContainerPath(where, path, 'writablePaths');
  return WritablePath.at(path);
}
