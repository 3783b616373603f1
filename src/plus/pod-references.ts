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
}

/** A pod's spec as it is rendered. */
export interface RenderedPod {
  readonly containers?: readonly RenderedContainer[];
  readonly initContainers?: readonly RenderedContainer[];
  readonly volumes?: readonly RenderedVolume[];
}

/** Each ConfigMap and Secret that a pod reads, whichever of its containers and in whatever way, once and sorted. */
export function referencesOf({ containers = [], initContainers = [], volumes = [] }: RenderedPod): ConfigReference[] {
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
  for (const { configMap, secret, csi, projected } of volumes) {
    add('ConfigMap', configMap?.name);
    add('Secret', secret?.secretName);
    add('Secret', csi?.nodePublishSecretRef?.name);
    for (const source of projected?.sources ?? []) {
      add('ConfigMap', source.configMap?.name);
      add('Secret', source.secret?.name);
    }
  }
  return [...references].sort(([a], [b]) => compareText(a, b)).map(([, reference]) => reference);
}
