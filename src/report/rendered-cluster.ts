import { IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';
import { Manifest as Rendered } from '../synth/inspection';
import { Manifest } from '../topology/manifest';
import { isRead } from '../topology/parse';
import { hasPodTemplate } from '../topology/pod-template-search';
import { kindInIds } from '../topology/pod-templates';
import { kindMeant } from '../topology/read-kinds';

/** A rendered object, with what tells it from others. */
export interface RenderedObject {
  readonly owner: IConstruct;
  readonly content: unknown;
  readonly kind: string;
  readonly apiVersion: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What one synth renders for one cluster. */
export interface RenderedCluster {
  /** Every object, those included that do not matter to reachability. */
  readonly objects: readonly RenderedObject[];
  /** Those that matter, as the engine reads them; their source is the construct's path. */
  readonly manifests: readonly Manifest[];
  /** Absent where nobody said which. */
  readonly podCidrs?: readonly string[];
  /** The labels of namespaces that are made elsewhere, by their names; absent where nobody said any. */
  readonly namespaceLabels?: { readonly [namespace: string]: { readonly [label: string]: string } };
}

/** A cluster that nothing is rendered for. */
export const NOTHING_RENDERED: RenderedCluster = { objects: [], manifests: [] };

interface Divided extends RenderedCluster {
  readonly objects: RenderedObject[];
  readonly manifests: Manifest[];
  podCidrs?: string[];
  namespaceLabels?: { readonly [namespace: string]: { readonly [label: string]: string } };
}

/** Divides rendered objects by cluster: charts with different cluster profiles are for different ones. */
export function divideByCluster(rendered: readonly Rendered[]): Map<string, RenderedCluster> {
  const clusters = new Map<string, Divided>();
  const matters = new Map<string, boolean>();
  for (const { owner, content } of rendered) {
    const object = asObject(owner, content);
    if (object === undefined) continue;
    const key = ClusterProfile._clusterOf(owner);
    let cluster = clusters.get(key);
    if (cluster === undefined) clusters.set(key, (cluster = { objects: [], manifests: [] }));
    cluster.objects.push(object);
    const type = `${object.apiVersion} ${object.kind}`;
    let isMatter = matters.get(type);
    if (isMatter === undefined) matters.set(type, (isMatter = mattersByKind(object)));
    // A kind that is not known and has pods is worth a word.
    if (isMatter || hasPodTemplate(content)) {
      cluster.manifests.push({ object: content, origin: { source: owner.node.path, document: 1 } });
    }
    const { podCidrs = [], namespaceLabels = {} } = ClusterProfile._applied(owner) ?? {};
    if (podCidrs.length > 0) cluster.podCidrs = [...new Set([...(cluster.podCidrs ?? []), ...podCidrs])];
    if (Object.keys(namespaceLabels).length > 0) {
      cluster.namespaceLabels = { ...cluster.namespaceLabels, ...namespaceLabels };
    }
  }
  return clusters;
}

function mattersByKind({ kind, apiVersion }: RenderedObject): boolean {
  return isRead(kind, apiVersion) || kindMeant(kind, apiVersion) !== undefined;
}

/** What was rendered as an object, if it is one. */
export function asObject(owner: IConstruct, content: unknown): RenderedObject | undefined {
  const object = content as Partial<RenderedObject & { readonly metadata: { name?: string; namespace?: string } }>;
  if (typeof object?.kind !== 'string' || typeof object.apiVersion !== 'string') return undefined;
  const { kind, apiVersion, metadata } = object;
  return { owner, content, kind, apiVersion, name: metadata?.name, namespace: metadata?.namespace };
}

/** Rendered objects as rules read them: all of them, with the path of the construct as their source. */
export function manifestsOf(objects: readonly RenderedObject[]): Manifest[] {
  return objects.map(({ owner, content }) => ({ object: content, origin: { source: owner.node.path, document: 1 } }));
}

/** The id of a rendered object, as the engine writes it. */
export function idOf({ kind, apiVersion, name, namespace = 'default' }: RenderedObject): string {
  return `${namespace}/${kindInIds(kind, apiVersion)}/${name}`;
}
