import { IConstruct } from 'constructs';
import { Pods } from './part';
import { acceptFinding } from '../../network/accepted-findings';
import { anyVolume } from '../../plus/any-volume';
import { k8s, VolumeMount } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { checkObjectName } from '../../support/names';
import { normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { secretText } from '../../support/secret-text';
import { warn } from '../../support/warn';
import { ConfigFiles, PlacedFile } from '../values/config-files';

/** Files that stand in the app. @internal */
export interface ConfigProps {
  /**
   * Configuration files of the main container: a ConfigMap of the workload, and each file mounted at its path, beside what
   * the image has there. When one changes, the pods are replaced.
   *
   * @default - none
   */
  readonly config?: ConfigFiles;
}

/** A file of the ConfigMap. */
interface KeyedFile extends PlacedFile {
  readonly key: string;
}

/** The name of the volume. */
export const CONFIG_VOLUME = 'config';

/** What a ConfigMap holds. */
const MOST_BYTES = 1024 * 1024;

/** What `kubectl apply` can write of an object into an annotation of it. */
const MOST_OF_APPLY = 256 * 1024;

/** Makes the ConfigMap of a workload, and says where its files are mounted. */
export function configFiles(pods: Pods, { config }: ConfigProps, others: readonly VolumeMount[]): VolumeMount[] {
  if (config === undefined) return [];
  const { owner, name, labels } = pods;
  const files = keyed(config._files);
  checkSize(pods, files);
  const folder = (path: string): VolumeMount | undefined =>
    others.find((mount) => mount.subPath === undefined && path.startsWith(`${normalPath(mount.path)}/`));
  for (const { path } of files) {
    const around = folder(path);
    if (around === undefined || !isReadOnly(around)) continue;
    refuse(owner, {
      what: `config: file ${path}`,
      got: inWords(`one in the volume at ${around.path}`),
      allowed: 'a file outside of volumes that cannot be written to: nothing can be mounted in them',
      fix: 'put it into another folder',
    });
  }
  const map = withoutLoss(
    new k8s.KubeConfigMap(owner, 'Config', {
      metadata: { name: checkObjectName(owner, `${name}-config`, 'config: name'), labels: { ...labels } },
      data: contentsOf(files, ({ file }) => file._text),
      binaryData: contentsOf(files, ({ file }) =>
        file._text === undefined ? file._content.toString('base64') : undefined,
      ),
    }),
  );
  acceptTexts(map, files);
  const hasModes = files.some(({ file }) => file._options.mode !== undefined);
  const items = hasModes ? files.map(({ key, file }) => ({ key, path: key, mode: file._options.mode })) : undefined;
  const volume = anyVolume(owner, 'ConfigVolume', CONFIG_VOLUME, { configMap: { name: map.name, items } });
  return files.map(({ path, key }) => ({ path, volume, subPath: key, readOnly: true }));
}

/** `notSecret` says what checks cannot know, unless something else is found beside it. */
function acceptTexts(map: IConstruct, files: readonly KeyedFile[]): void {
  const found = files.filter(({ key, file }) => file._text !== undefined && secretText(key, file._text) !== undefined);
  if (found.length === 0 || !found.every(({ file }) => file._options.notSecret === true)) return;
  const names = found.map(({ key }) => key).join(', ');
  acceptFinding(map, 'secret-in-text', `\`notSecret\` says that anybody may read ${names}`);
}

/** Each file under a key that is its name, as far as that is legal and its own. */
function keyed(files: readonly PlacedFile[]): KeyedFile[] {
  const taken = new Set<string>();
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.map(({ path, file }) => {
    const legal = path.slice(path.lastIndexOf('/') + 1).replace(/[^-._a-zA-Z0-9]/g, '_');
    // Names that begin with ".." are the kubelet's own; cdk8s renders no object with the others.
    const base = legal.replace(/^(\.\.+|(?=(?:constructor|__proto__)$))/, '_').slice(0, 240);
    let key = base;
    for (let i = 2; taken.has(key); i++) key = `${i}-${base}`;
    taken.add(key);
    return { path, file, key };
  });
}

function contentsOf(
  files: readonly KeyedFile[],
  contentOf: (file: KeyedFile) => string | undefined,
): { [key: string]: string } | undefined {
  const contents = files.flatMap((file) => {
    const content = contentOf(file);
    return content === undefined ? [] : [[file.key, content] as const];
  });
  return contents.length === 0 ? undefined : Object.fromEntries(contents);
}

function checkSize({ owner }: Pods, files: readonly KeyedFile[]): void {
  const bytes = files.reduce((sum, { file }) => sum + file._content.length, 0);
  if (bytes > MOST_BYTES) {
    refuse(owner, {
      what: 'config',
      got: inWords(`${Math.ceil(bytes / 1024)} KiB`),
      allowed: 'at most 1024 KiB together, which a ConfigMap holds',
      fix: 'put large files into the image, or into a volume',
    });
  }
  if (bytes <= MOST_OF_APPLY) return;
  warn(
    owner,
    `config: ${Math.ceil(bytes / 1024)} KiB are more than "kubectl apply" can keep in an annotation. Apply it with ` +
      '"kubectl apply --server-side", or put large files into the image.',
  );
}

/** Whether nothing can be mounted in a volume, because the folder for it cannot be made. */
function isReadOnly({ volume, readOnly }: VolumeMount): boolean {
  const { configMap, secret, projected, downwardApi } = volume.asVolume()._toKube();
  return readOnly === true || [configMap, secret, projected, downwardApi].some((source) => source !== undefined);
}
