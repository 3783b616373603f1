import { refuse, Where } from './refuse';
import { refuseMadeOfUnset } from './unset';

/** An image reference, taken apart. */
export interface ImageReference {
  /** The repository with the registry, Docker Hub's defaults filled in: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const NAME = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DOMAIN = '(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*(?::\\d+)?';
const REFERENCE = new RegExp(
  `^(?:(?<domain>${DOMAIN})/)??(?<path>${NAME}(?:/${NAME})*)` +
    '(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$',
);

/** A name of 255 characters, a tag of 128 and a digest of 136, and what joins them: no longer one can be pulled. */
const LONGEST_REFERENCE = 255 + 1 + 128 + 1 + 136;

/**
 * Takes an image reference apart.
 *
 * @see https://github.com/distribution/reference for the grammar
 */
export function parseImage(where: Where, image: string): ImageReference {
  const match = image.length > LONGEST_REFERENCE ? null : REFERENCE.exec(image);
  if (match?.groups === undefined) {
    return refuse(where, {
      what: 'image',
      got: image,
      allowed:
        '"repository:tag" or "registry/repository:tag@sha256:…", the repository in lower case, the digest in full, no spaces',
      fix: /^https?:\/\//.test(image) ? 'leave out the scheme' : undefined,
    });
  }
  refuseMadeOfUnset(where, 'image', image);
  const { domain, path, tag, digest } = match.groups;
  return { repository: fullRepository(domain, path), tag, digest };
}

/** The rule of Docker: the first part is a registry only if it cannot be a folder of Docker Hub. */
function fullRepository(domain: string | undefined, path: string): string {
  const parts = domain === undefined ? path.split('/') : [domain, ...path.split('/')];
  const isRegistry = parts.length > 1 && (/[.:A-Z]/.test(parts[0]) || parts[0] === 'localhost');
  const named = isRegistry ? parts.shift()! : 'docker.io';
  const registry = named === 'index.docker.io' ? 'docker.io' : named;
  const isOfficial = registry === 'docker.io' && parts.length === 1;
  return [registry, ...(isOfficial ? ['library'] : []), ...parts].join('/');
}
