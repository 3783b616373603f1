import { ImageNeeds } from './image-needs';
import { APPLICATION_IMAGES } from './known-applications';
import { BASE_IMAGES } from './known-bases';
import { DATABASE_IMAGES } from './known-databases';
import { KnownImage, KnownImages } from './known-image';
import { SERVER_IMAGES } from './known-servers';
import { ImageReference, parseImage } from '../../support/image';
import { Where } from '../../support/refuse';

/**
 * The images whose Dockerfiles and entrypoints were read; docs/images.md names the versions. Whatever is not listed runs as
 * user 10001 with /tmp writable, until the construct's props say otherwise.
 */
export const KNOWN_IMAGES: KnownImages = {
  ...BASE_IMAGES,
  ...DATABASE_IMAGES,
  ...SERVER_IMAGES,
  ...APPLICATION_IMAGES,
};

/** The same image by the name that it has on a registry of its makers. */
const ALIASES: { readonly [repository: string]: string } = {
  'elasticsearch/elasticsearch': 'elasticsearch',
  'kibana/kibana': 'kibana',
  'logstash/logstash': 'logstash',
  'prometheus/prometheus': 'prom/prometheus',
  'prometheus/alertmanager': 'prom/alertmanager',
};

/** What is known of an image: nothing, if it is not in the table. */
export function imageNeeds({ repository, tag = '' }: ImageReference): ImageNeeds | undefined {
  const known = knownImage(repository);
  if (known === undefined) return undefined;
  const { runsAs, writes, keeps, capabilities, advice } = Object.entries(known.tagged ?? {})
    .filter(([word]) => tag.includes(word))
    .reduce<KnownImage>((all, [, differences]) => ({ ...all, ...differences }), known);
  return {
    identity: runsAs && { user: runsAs[0], group: runsAs[1] },
    writablePaths: writes ?? [],
    dataPaths: keeps ?? [],
    capabilities: capabilities ?? [],
    advice,
  };
}

/** The same for an image as a container names it. */
export function needsOfImage(where: Where, image = ''): ImageNeeds | undefined {
  return imageNeeds(parseImage(where, image));
}

/**
 * Finds an image by its repository, through any registry and folder of mirrors: what ends in `library/<name>` is the official
 * image, as mirrors keep that folder of Docker Hub; what ends in `<namespace>/<name>` is the image of that namespace. The name
 * alone on another registry is an image of whoever owns the registry.
 */
function knownImage(repository: string): KnownImage | undefined {
  const [namespace, name] = repository.split('/').slice(-2);
  const full = namespace === 'library' ? name : `${namespace}/${name}`;
  const key = Object.hasOwn(ALIASES, full) ? ALIASES[full] : full;
  return Object.hasOwn(KNOWN_IMAGES, key) ? KNOWN_IMAGES[key] : undefined;
}
