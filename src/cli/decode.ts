/** The text of some bytes. Strict, because a text in another encoding would be read as nonsense. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
