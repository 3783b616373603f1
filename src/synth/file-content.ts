import { createHash } from 'crypto';

/** What tells a file's content from any other. */
export function hashOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Whether a file holds what one of the hashes was made of; git may have changed the ends of its lines. */
export function hasHash(content: Buffer, hashes: readonly string[]): boolean {
  return (
    hashes.includes(hashOf(content)) || (content.includes('\r\n') && hashes.includes(hashOf(withLineFeeds(content))))
  );
}

/** Whether two contents are the same, whatever the ends of their lines on disk. */
export function isSame(onDisk: Buffer, content: Buffer): boolean {
  return onDisk.equals(content) || (onDisk.includes('\r\n') && withLineFeeds(onDisk).equals(content));
}

/** What synth writes has no carriage returns, so that this gives it back. */
function withLineFeeds(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
