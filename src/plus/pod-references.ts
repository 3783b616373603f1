import { compareText } from '../support/order';

/** A ConfigMap or Secret that a pod reads. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

interface Named {
  readonly name?: string;
}

interface RenderedContainer {
  readonly env?: readonly {
    readonly valueFrom?: { readonly configMapKeyRef?: Named; readonly secretKeyRef?: Named };
  }[];
  readonly envFrom?: readonly { readonly configMapRef?: Named; readonly secretRef?: Named }[];
}

interface RenderedVolume {
  readonly configMap?: Named;
  readonly secret?: { readonly secretName?: string };
  readonly csi?: { readonly nodePublishSecretRef?: Named };
  readonly projected?: { readonly sources?: readonly { readonly configMap?: Named; readonly secret?: Named }[] };
  /** Kinds of storage that log in, each with its own options. */
  readonly [source: string]: unknown;
}

/** A pod's spec as it is rendered. */
export interface RenderedPod {
  readonly containers?: readonly RenderedContainer[];
  readonly initContainers?: readonly RenderedContainer[];
  readonly volumes?: readonly RenderedVolume[];
  readonly imagePullSecrets?: readonly Named[];
}

/** Each ConfigMap and Secret that a pod reads, whichever of its containers and in whatever way, once and sorted. */
export function referencesOf(pod: RenderedPod): ConfigReference[] {
  const { containers = [], initContainers = [], volumes = [], imagePullSecrets = [] } = pod;
  const references = new Map<string, ConfigReference>();
  const add = (kind: ConfigReference['kind'], name: string | undefined): void => {
    if (name !== undefined) references.set(`${kind}/${name}`, { kind, name });
  };
  for (const { env = [], envFrom = [] } of [...containers, ...initContainers]) {
    for (const { valueFrom } of env) {
      add('ConfigMap', valueFrom?.configMapKeyRef?.name);
      add('Secret', valueFrom?.secretKeyRef?.name);
    }
    for (const { configMapRef, secretRef } of envFrom) {
      add('ConfigMap', configMapRef?.name);
      add('Secret', secretRef?.name);
    }
  }
  for (const { name } of imagePullSecrets) add('Secret', name);
  for (const volume of volumes) {
    const { configMap, csi, projected } = volume;
    add('ConfigMap', configMap?.name);
    add('Secret', csi?.nodePublishSecretRef?.name);
    for (const source of Object.values(volume)) {
      const { secretName, secretRef } = (source ?? {}) as { readonly secretName?: string; readonly secretRef?: Named };
      add('Secret', secretName ?? secretRef?.name);
    }
    for (const source of projected?.sources ?? []) {
      add('ConfigMap', source.configMap?.name);
      add('Secret', source.secret?.name);
    }
  }
  return [...references].sort(([a], [b]) => compareText(a, b)).map(([, reference]) => reference);
}
