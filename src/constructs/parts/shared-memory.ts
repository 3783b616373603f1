import { Size } from 'cdk8s';
import { WritablePath } from '../values/writable-path';

/** What a container gets without asking, in mebibytes. */
const USUAL = 64;

/**
 * The memory that processes of a container share, which PostgreSQL needs for parallel queries: a quarter of the memory limit,
 * because it counts against that, and no less than containers have without.
 */
export function sharedMemory(memoryLimit: Size): WritablePath {
  const limit = Math.floor(memoryLimit.toKibibytes() / 1024);
  const size = Math.max(1, Math.min(limit, Math.max(USUAL, Math.floor(limit / 4))));
  return WritablePath.at('/dev/shm', { inMemory: true, sizeLimit: Size.mebibytes(size) });
}
