import { IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';
import { Manifest as Rendered } from '../synth/inspection';
import { Manifest } from '../topology/manifest';
import { isRead } from '../topology/parse';

/** What one synth renders for one cluster. */
export interface RenderedCluster {
  /** Every object, those included that do not matter to reachability. */
  readonly objects: readonly Rendered[];
  /** Those that matter, as the engine reads them; their source is the construct's path. */
  readonly manifests: readonly Manifest[];
  /** Absent where nobody said which. */
  readonly podCidrs?: readonly string[];
}

/** What every object has. */
interface KubernetesObject {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** Divides rendered objects by cluster: charts with different cluster profiles are for different ones. */
export function divideByCluster(rendered: readonly Rendered[]): Map<string, RenderedCluster> {
  const objects = new Map<string, Rendered[]>();
  const podCidrs = new Map<string, Set<string>>();
  for (const manifest of rendered) {
    const key = ClusterProfile._clusterOf(manifest.owner);
    const own = objects.get(key);
    if (own === undefined) objects.set(key, [manifest]);
    else own.push(manifest);
    const cidrs = podCidrs.get(key) ?? new Set();
    podCidrs.set(key, cidrs);
    for (const cidr of ClusterProfile._applied(manifest.owner)?.podCidrs ?? []) cidrs.add(cidr);
  }
  return new Map(
    [...objects].map(([key, own]) => {
      const cidrs = [...podCidrs.get(key)!];
      return [key, { objects: own, manifests: readable(own), ...(cidrs.length > 0 ? { podCidrs: cidrs } : {}) }];
    }),
  );
}

/** A rendered object, if it is one. */
export function asObject(content: unknown): KubernetesObject | undefined {
  const { kind, apiVersion } = (content ?? {}) as Partial<KubernetesObject>;
  return typeof kind === 'string' && typeof apiVersion === 'string' ? (content as KubernetesObject) : undefined;
}

/** The id of a rendered workload, as the engine writes it. */
export function idOf({ kind, metadata }: KubernetesObject): string {
  return `${metadata?.namespace ?? 'default'}/${kind}/${metadata?.name}`;
}

function readable(objects: readonly Rendered[]): Manifest[] {
  return objects.flatMap(({ owner, content }) => {
    const object = asObject(content);
    if (object === undefined || !isRead(object.kind, object.apiVersion)) return [];
    return [{ object, origin: { source: pathOf(owner), document: 1 } }];
  });
}

function pathOf(construct: IConstruct): string {
  return construct.node.path;
}
