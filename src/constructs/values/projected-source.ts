import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checked } from '../../checked/checked';
import { IConfigMap, ISecret, k8s } from '../../plus/cdk8s-plus';
import { checkSeconds } from '../../support/numbers';
import { checkSubPath } from '../../support/paths';
import { refuse } from '../../support/refuse';

/** Which keys of a ConfigMap or Secret become files. */
export interface FilesOptions {
  /**
   * The keys that become files, each with the file's path in the folder.
   *
   * @default - each key, as a file of that name
   */
  readonly items?: { readonly [key: string]: string };

  /**
   * Whether pods start without the object or a key of it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Options for `ProjectedSource.serviceAccountToken`. */
export interface ServiceAccountTokenOptions {
  /**
   * Whom the token is for: whoever checks it compares it.
   *
   * @default - the API server
   */
  readonly audience?: string;

  /**
   * How long a token is good for; the kubelet replaces it in time. At least ten minutes.
   *
   * @default - an hour
   */
  readonly expiration?: Duration;
}

/** An object in a namespace that files come from, with the word for it. */
export interface FileOrigin {
  readonly kind: 'ConfigMap' | 'Secret' | 'claim';
  readonly object: IConstruct & { readonly name: string };
}

/**
 * One of the sources whose files are together in a folder: a `MountedVolume.projected(…)`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 *
 * @example
 *
 * const token = ProjectedSource.serviceAccountToken('token', { audience: 'vault' });
 */
@checked
export class ProjectedSource {
  /**
   * The files of a ConfigMap.
   *
   * @param configMap the ConfigMap, of the pods' namespace
   * @param options which keys, and whether it must be there
   */
  public static configMap(configMap: IConfigMap, options: FilesOptions = {}): ProjectedSource {
    const source = { configMap: { name: configMap.name, ...filesOf(options) } };
    return new ProjectedSource(source, { kind: 'ConfigMap', object: configMap });
  }

  /**
   * The files of a Secret.
   *
   * @param secret the Secret, of the pods' namespace
   * @param options which keys, and whether it must be there
   */
  public static secret(secret: ISecret, options: FilesOptions = {}): ProjectedSource {
    const source = { secret: { name: secret.name, ...filesOf(options) } };
    return new ProjectedSource(source, { kind: 'Secret', object: secret });
  }

  /**
   * A token of the pods' service account, for something outside of the cluster's API: a vault, a cloud.
   *
   * @param path the file
   * @param options whom it is for, and for how long
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection
   */
  public static serviceAccountToken(path: string, options: ServiceAccountTokenOptions = {}): ProjectedSource {
    const where = 'ProjectedSource.serviceAccountToken';
    const { audience, expiration } = options;
    checkSubPath(where, path, 'path');
    const expirationSeconds =
      expiration &&
      checkSeconds(where, expiration, { what: 'expiration', min: 600, max: 2 ** 32 - 1, ceiling: 2 ** 32 });
    return new ProjectedSource({ serviceAccountToken: { path, audience, expirationSeconds } });
  }

  /**
   * What the pod is: its name, namespace, labels and the like as files.
   *
   * @param fields for each file the field of the pod: `{ labels: 'metadata.labels' }`
   * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
   */
  public static downwardApi(fields: { readonly [path: string]: string }): ProjectedSource {
    const where = 'ProjectedSource.downwardApi';
    const items = Object.entries(fields).map(([path, fieldPath]) => {
      checkSubPath(where, path, 'fields');
      checkPodField(where, fieldPath);
      return { path, fieldRef: { fieldPath } };
    });
    if (items.length === 0) refuse(where, { what: 'fields', got: fields, allowed: 'at least one file' });
    return new ProjectedSource({ downwardApi: { items } });
  }

  private constructor(
    /** @internal */
    public readonly _source: k8s.VolumeProjection,
    /** Where its files come from, if it is another object. @internal */
    public readonly _origin?: FileOrigin,
  ) {}
}

/** The fields that say which keys become files. */
export function filesOf({ items, optional }: FilesOptions): { items?: k8s.KeyToPath[]; optional?: boolean } {
  return {
    // The API server does not store `false`.
    optional: optional === true ? true : undefined,
    items: items && Object.entries(items).map(([key, path]) => ({ key, path })),
  };
}

/** The fields that files may show. */
const FIELDS = ['annotations', 'labels', 'name', 'namespace', 'uid'].map((field) => `metadata.${field}`);

function checkPodField(where: string, field: string): void {
  if (FIELDS.includes(field) || /^metadata\.(labels|annotations)\['[^']+'\]$/.test(field)) return;
  refuse(where, {
    what: 'fields',
    got: field,
    allowed: `${FIELDS.join(', ')}, or one label or annotation: metadata.labels['tier']`,
  });
}
