/** What is written behind an image's name. */
export interface ImageVersion {
  readonly tag?: string;
  readonly hasDigest: boolean;
}

/** Reads the end of an image reference; whether the rest of it is one is left to whoever pulls it. */
export function versionOf(image: string): ImageVersion {
  const [name] = image.split('@', 1);
  const colon = name.lastIndexOf(':');
  // In front of a slash it is the registry's port.
  const tag = colon > name.lastIndexOf('/') ? name.slice(colon + 1) : '';
  return { hasDigest: image.includes('@'), ...(tag === '' ? {} : { tag }) };
}

/** Whether what is pulled may be another image tomorrow because nobody said which one. */
export function isFloating({ tag, hasDigest }: ImageVersion): boolean {
  return !hasDigest && (tag === undefined || tag === 'latest');
}
