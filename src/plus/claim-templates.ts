import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AbstractPod, k8s, PersistentVolumeAccessMode } from './cdk8s-plus';
import { sizeQuantity } from './quantity';
import { checkDnsLabel, checkObjectName } from '../support/names';
import { inWords, refuse, Where } from '../support/refuse';

/** A volume that each pod of a StatefulSet claims for itself, in the words of the versions of cdk8s-plus that know them. */
export interface ClaimTemplate {
  readonly name: string;
  readonly metadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly accessModes?: PersistentVolumeAccessMode[];
  readonly storage?: Size;
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly volume?: object;
}

/**
 * A StatefulSet with what newer versions of cdk8s-plus than 28 have. The templates stand there in each version, so that they are read
 * and added to in one place; with 28 nobody but this package renders them.
 */
interface ClaimingStatefulSet {
  volumeClaimTemplates?: ClaimTemplate[];
}

/** What the pods claim for themselves; those of all but a StatefulSet claim nothing. */
export function claimTemplates(pods: AbstractPod): readonly ClaimTemplate[] {
  return (pods as ClaimingStatefulSet).volumeClaimTemplates ?? [];
}

/** Has each pod of a StatefulSet claim one more volume. */
export function addClaimTemplate(owner: Construct, pods: AbstractPod, template: ClaimTemplate): void {
  checkTemplate(owner, template);
  const others = claimTemplates(pods);
  if (others.some(({ name }) => name === template.name)) {
    refuse(owner, {
      what: 'volumeClaimTemplates: name',
      got: template.name,
      allowed: 'each name once, because the claims are called by it',
    });
  }
  (pods as ClaimingStatefulSet).volumeClaimTemplates = [...others, template];
}

/**
 * The claim templates as they are rendered. Newer versions of cdk8s-plus render name, modes, class and size alone; here labels,
 * annotations and the volume's mode are not lost.
 */
export function renderClaimTemplates(
  owner: Construct,
  pods: AbstractPod,
): k8s.KubePersistentVolumeClaimProps[] | undefined {
  const templates = claimTemplates(pods);
  const mounted = new Set(pods.containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume.name)));
  for (const template of templates) {
    // Once more: the list can be written as a whole.
    checkTemplate(owner, template);
    if (!mounted.has(template.name)) {
      refuse(owner, {
        what: `volumeClaimTemplates "${template.name}"`,
        got: inWords('a volume that no container mounts'),
        allowed: 'one that a container mounts which runs in the pod; init containers do not count for cdk8s-plus',
        fix: `mount it: Volume.fromName(scope, id, "${template.name}")`,
      });
    }
  }
  return templates.length === 0 ? undefined : templates.map(rendered);
}

function rendered({
  name,
  metadata,
  accessModes,
  storage,
  storageClassName,
  volumeMode,
}: ClaimTemplate): k8s.KubePersistentVolumeClaimProps {
  return {
    metadata: { name, labels: metadata?.labels, annotations: metadata?.annotations },
    spec: {
      accessModes: accessModes && [...accessModes],
      storageClassName,
      volumeMode,
      resources: { requests: { storage: k8s.Quantity.fromString(sizeQuantity(storage!)) } },
    },
  };
}

/** What the API server refuses, and what could not be mounted. */
function checkTemplate(where: Where, template: ClaimTemplate): void {
  const { name, accessModes = [], storage, storageClassName, volumeMode, volume } = template;
  checkDnsLabel(where, name, 'volumeClaimTemplates: name');
  const what = `volumeClaimTemplates "${name}"`;
  if (storage === undefined || storage.toKibibytes() <= 0) {
    refuse(where, { what: `${what}: storage`, got: storage && inWords(sizeQuantity(storage)), allowed: 'more than 0' });
  }
  if (accessModes.length === 0) {
    refuse(where, {
      what: `${what}: accessModes`,
      got: accessModes,
      allowed: 'at least one mode',
      fix: 'write `accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE]`',
    });
  }
  if (storageClassName !== undefined) checkObjectName(where, storageClassName, `${what}: storageClassName`);
  if (volumeMode !== undefined && volumeMode !== 'Filesystem') {
    refuse(where, { what: `${what}: volumeMode`, got: volumeMode, allowed: 'FILE_SYSTEM: a container mounts it' });
  }
  if (volume !== undefined) {
    refuse(where, {
      what: `${what}: volume`,
      got: inWords('a PersistentVolume'),
      allowed: 'none: each pod claims a volume of its own',
      fix: 'leave it out',
    });
  }
}
