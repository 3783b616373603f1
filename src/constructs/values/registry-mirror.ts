import { checked } from '../../checked/checked';
import { parseImage } from '../../support/image';
import { refuse, Where } from '../../support/refuse';

const DOCKER_HUB = 'docker.io';
const HOST = '(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*(?::\\d+)?';
const REGISTRY = new RegExp(`^(${HOST})$`, 'i');
const MIRROR = new RegExp(`^(${HOST})((?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)$`, 'i');

/**
 * From where the images of other registries are pulled. An image keeps its path, tag and digest: `nginx:1.27.3` is
 * `library/nginx:1.27.3` of Docker Hub, and so on the mirror. What is in the mirror's own registry already stays as it is.
 *
 * Harbor's proxy projects, ECR's pull-through rules and Artifactory's remote repositories stand for one registry each:
 * name one for each. A virtual repository of Artifactory and a group of Nexus stand for all of them.
 *
 * @see https://goharbor.io/docs/main/administration/configure-proxy-cache/
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 *
 * @example
 *
 * new WorkloadDefaults({
 *   registry: RegistryMirror.of({
 *     'docker.io': 'harbor.acme.example/dockerhub',
 *     'ghcr.io': 'harbor.acme.example/github',
 *   }),
 * }).applyTo(chart);
 */
@checked
export class RegistryMirror {
  /**
   * One place for all registries. Images of two registries with equal paths are one image there: the mirror decides which.
   *
   * @param mirror the mirror's registry, with the folder in it: "acme.jfrog.io/docker"
   */
  public static ofAll(mirror: string): RegistryMirror {
    return new RegistryMirror({}, checkMirror('RegistryMirror.ofAll', mirror, 'mirror'));
  }

  /**
   * A place for each registry that is named; images of others are pulled from where they are.
   *
   * @param mirrors the mirrors, by the registries that they are of: "docker.io" is Docker Hub
   */
  public static of(mirrors: { [registry: string]: string }): RegistryMirror {
    const where = 'RegistryMirror.of';
    const entries = Object.entries(mirrors);
    if (entries.length === 0) {
      refuse(where, { what: 'mirrors', got: mirrors, allowed: 'at least one registry with its mirror' });
    }
    for (const [registry, mirror] of entries) {
      if (!isRegistry(registry)) {
        refuse(where, {
          what: 'registry',
          got: registry,
          allowed: 'a registry that images name, such as "docker.io", "ghcr.io" or "registry.example:5000"',
          fix: /docker\.io$/.test(registry) ? 'write "docker.io"' : undefined,
        });
      }
      checkMirror(where, mirror, `mirror of "${registry}"`);
    }
    return new RegistryMirror(Object.fromEntries(entries), undefined);
  }

  private constructor(
    private readonly ofRegistry: { readonly [registry: string]: string },
    private readonly ofOthers: string | undefined,
  ) {}

  /** From where an image is pulled. @internal */
  public _locate(where: Where, image: string): string {
    const { repository, tag, digest } = parseImage(where, image);
    const [registry, ...path] = repository.split('/');
    const mirror = Object.hasOwn(this.ofRegistry, registry) ? this.ofRegistry[registry] : this.ofOthers;
    if (mirror === undefined || this.hosts().includes(registry)) return image;
    return [
      [mirror, ...path].join('/'),
      tag === undefined ? '' : `:${tag}`,
      digest === undefined ? '' : `@${digest}`,
    ].join('');
  }

  /** The registries that the mirrors are in. */
  private hosts(): string[] {
    return [...Object.values(this.ofRegistry), this.ofOthers ?? ''].map((mirror) => mirror.split('/')[0]);
  }
}

/** As images name it: "index.docker.io" and others of Docker Hub are "docker.io" when an image is read. */
function isRegistry(registry: string): boolean {
  const isHub = /(^|\.)docker\.io$/.test(registry);
  return REGISTRY.test(registry) && (isHub ? registry === DOCKER_HUB : isHost(registry));
}

/** The rule of Docker: another first part of a name is a folder of Docker Hub. */
function isHost(name: string): boolean {
  return /[.:A-Z]/.test(name) || name === 'localhost';
}

function checkMirror(where: Where, mirror: string, what: string): string {
  const [, host] = MIRROR.exec(mirror) ?? [];
  if (host !== undefined && isHost(host)) return mirror;
  return refuse(where, {
    what,
    got: mirror,
    allowed:
      'a registry and, if there is one, the folder in it: "registry.example:5000/mirror"; no scheme, tag or "/" at the end',
    fix: fixOf(mirror),
  });
}

function fixOf(mirror: string): string | undefined {
  const bare = mirror.replace(/^[a-z]+:\/\//, '').replace(/\/+$/, '');
  const [, host] = MIRROR.exec(bare) ?? [];
  return bare !== mirror && host !== undefined && isHost(host) ? `write "${bare}"` : undefined;
}
