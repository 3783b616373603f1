import { k8s, Volume } from './cdk8s-plus';
import { checkDataKey, checkDnsLabel, checkObjectName } from '../support/names';
import { checkWholeNumber } from '../support/numbers';
import { checkSubPath } from '../support/paths';
import { refuse, Where } from '../support/refuse';

/** The rights of a file, from none to all. */
const FILE_MODES = { min: 0, max: 0o777, fix: 'write it in octal, for example 0o440' };

/** Checks a volume that was made with cdk8s-plus. */
export function checkVolume(where: Where, volume: Volume): void {
  checkDnsLabel(
    where,
    volume.name,
    'volume name',
    'name the volume, for example Volume.fromSecret(scope, id, secret, { name: "certs" })',
  );
  const what = `volume "${volume.name}"`;
  const source = volume._toKube();
  const { secret, configMap, persistentVolumeClaim, projected, hostPath, nfs, csi } = source;
  if (secret !== undefined) {
    checkObjectName(where, secret.secretName ?? '', `${what}: name of the Secret`);
    checkFiles(where, what, secret);
  }
  if (configMap !== undefined) {
    checkObjectName(where, configMap.name ?? '', `${what}: name of the ConfigMap`);
    checkFiles(where, what, configMap);
  }
  for (const each of projected?.sources ?? []) {
    if (each.secret !== undefined) checkFiles(where, what, each.secret);
    if (each.configMap !== undefined) checkFiles(where, what, each.configMap);
  }
  if (persistentVolumeClaim !== undefined) {
    checkObjectName(where, persistentVolumeClaim.claimName, `${what}: name of the claim`);
  }
  if (hostPath !== undefined) checkAbsolute(where, `${what}: path on the host`, hostPath.path);
  if (nfs !== undefined) {
    checkGiven(where, `${what}: server`, nfs.server);
    checkAbsolute(where, `${what}: path on the server`, nfs.path);
  }
  checkDisks(where, what, source);
  if (csi !== undefined && !/^[a-zA-Z0-9]([-a-zA-Z0-9.]{0,61}[a-zA-Z0-9])?$/.test(csi.driver)) {
    refuse(where, {
      what: `${what}: driver`,
      got: csi.driver,
      allowed: 'at most 63 letters, digits, "-" and ".", beginning and ending with a letter or digit',
    });
  }
}

/** Disks of clouds, by the names of the fields that cdk8s-plus fills. */
function checkDisks(
  where: Where,
  what: string,
  { awsElasticBlockStore, gcePersistentDisk, azureDisk }: k8s.Volume,
): void {
  if (awsElasticBlockStore !== undefined) checkGiven(where, `${what}: volumeId`, awsElasticBlockStore.volumeId);
  if (gcePersistentDisk !== undefined) checkGiven(where, `${what}: pdName`, gcePersistentDisk.pdName);
  for (const disk of [awsElasticBlockStore, gcePersistentDisk]) {
    const partition = disk?.partition;
    if (partition !== undefined) checkWholeNumber(where, partition, { what: `${what}: partition`, min: 0, max: 255 });
  }
  if (azureDisk === undefined) return;
  checkGiven(where, `${what}: diskName`, azureDisk.diskName);
  const isManaged = azureDisk.kind === 'Managed';
  const begins = isManaged ? '/subscriptions/' : 'https://';
  if (azureDisk.diskUri.toLowerCase().startsWith(begins)) return;
  refuse(where, {
    what: `${what}: diskUri`,
    got: azureDisk.diskUri,
    allowed: `a URI that begins with "${begins}", as that of a ${isManaged ? 'managed disk' : 'blob'} does`,
  });
}

function checkGiven(where: Where, what: string, text: string): void {
  if (text === '') refuse(where, { what, got: text, allowed: 'a text that is not empty' });
}

function checkFiles(
  where: Where,
  what: string,
  { defaultMode, items = [] }: Pick<k8s.SecretVolumeSource, 'defaultMode' | 'items'>,
): void {
  if (defaultMode !== undefined) checkWholeNumber(where, defaultMode, { what: `${what}: defaultMode`, ...FILE_MODES });
  for (const { key, path, mode } of items) {
    checkDataKey(where, key, `${what}: key`);
    checkSubPath(where, path, `${what}: path of "${key}"`);
    if (path.startsWith('..')) {
      refuse(where, {
        what: `${what}: path of "${key}"`,
        got: path,
        allowed: 'a path that does not begin with ".."',
        fix: 'rename the file',
      });
    }
    if (mode !== undefined) checkWholeNumber(where, mode, { what: `${what}: mode of "${key}"`, ...FILE_MODES });
  }
}

function checkAbsolute(where: Where, what: string, path: string): void {
  if (path.startsWith('/') && !path.split('/').includes('..')) return;
  refuse(where, { what, got: path, allowed: 'an absolute path without ".."' });
}
