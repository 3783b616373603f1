import { constants } from 'node:buffer';
import { UnreadableError } from './file-errors';

/** The longest text that the engine of JavaScript holds, about 512 MB. */
export const MOST_BYTES = constants.MAX_STRING_LENGTH;

/** The text of some bytes. Strict, because a text in another encoding would be read as nonsense. */
export function decode(bytes: Uint8Array): string {
  refuseOtherFormats(bytes);
  return decoded(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** The same for bytes that come piece by piece, from a source that may have no end: it ends with the first that is no text. */
export async function decodeStream(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const texts: string[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (size === 0) refuseOtherFormats(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) refuseSize();
    texts.push(decoded(() => decoder.decode(chunk, { stream: true })));
  }
  return texts.join('') + decoded(() => decoder.decode());
}

/** Refuses what is too long for one text; `size` is in bytes, if it is known. */
export function refuseSize(size?: number): never {
  const got = size === undefined ? 'more' : `${Math.ceil(size / 2 ** 20)} MB`;
  throw new UnreadableError(
    `cannot be read: got ${got}; allowed: at most ${Math.floor(MOST_BYTES / 2 ** 20)} MB at once. Fix: take it apart into several files`,
  );
}

function decoded(decoder: () => string): string {
  try {
    return decoder();
  } catch {
    throw new UnreadableError('cannot be read: it is not UTF-8. Fix: save it as UTF-8');
  }
}

/** Bytes that are surely something else than YAML or JSON in UTF-8; said by name, for others could not tell. */
function refuseOtherFormats(bytes: Uint8Array): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new UnreadableError('cannot be read: it is not UTF-8 but UTF-16. Fix: save it as UTF-8');
  }
  if (first === 0x1f && second === 0x8b) {
    throw new UnreadableError(
      'cannot be read: it is compressed (gzip). Fix: unpack it; a chart is rendered by helm template',
    );
  }
  if (bytes.subarray(0, 1000).includes(0)) {
    throw new UnreadableError('cannot be read: it has zero bytes, so it is no text in UTF-8. Fix: save it as UTF-8');
  }
}
