import { ImageIdentity } from './security-profile';
import { ImageReference, parseImage } from '../../support/image';
import { Where } from '../../support/refuse';

/** What an official image needs to run without root and with read-only files. */
export interface ImageNeeds {
  readonly identity: ImageIdentity;
  /** Where it writes at run time besides /tmp and its data. */
  readonly writablePaths: readonly string[];
}

const identity = (user: number, group: number = user): ImageIdentity => ({ user, group });

/**
 * The official images whose Dockerfiles and entrypoints were read; docs/images.md names the versions. Whatever is not
 * listed runs as user 10001 with /tmp writable, until the construct's props say otherwise.
 */
const KNOWN_IMAGES: { readonly [repository: string]: (alpine: boolean) => ImageNeeds } = {
  'docker.io/library/nginx': () => ({
    identity: identity(101),
    writablePaths: ['/var/cache/nginx', '/var/run'],
  }),
  'docker.io/nginxinc/nginx-unprivileged': () => ({ identity: identity(101), writablePaths: [] }),
  'docker.io/library/postgres': (alpine) => ({
    identity: identity(alpine ? 70 : 999),
    writablePaths: ['/var/run/postgresql'],
  }),
  // mysqld of 8.0.37 and later stops without /var/lib/mysql-files.
  'docker.io/library/mysql': () => ({
    identity: identity(999),
    writablePaths: ['/var/run/mysqld', '/var/lib/mysql-files'],
  }),
  'docker.io/library/mariadb': () => ({ identity: identity(999), writablePaths: ['/run/mysqld'] }),
  'docker.io/library/mongo': () => ({ identity: identity(999), writablePaths: ['/data/configdb'] }),
  'docker.io/library/redis': (alpine) => ({ identity: identity(999, alpine ? 1000 : 999), writablePaths: [] }),
  'docker.io/valkey/valkey': (alpine) => ({ identity: identity(999, alpine ? 1000 : 999), writablePaths: [] }),
};

/** What is known of an image, from any registry that mirrors Docker Hub under its own name: nothing. */
export function imageNeeds({ repository, tag }: ImageReference): ImageNeeds | undefined {
  return KNOWN_IMAGES[repository]?.(tag?.includes('alpine') ?? false);
}

/** The same for an image as a container names it. */
export function needsOfImage(where: Where, image = ''): ImageNeeds | undefined {
  return imageNeeds(parseImage(where, image));
}
