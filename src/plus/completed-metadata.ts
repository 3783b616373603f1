import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Resource } from './cdk8s-plus';

/** The labels and annotations of an object, or of the pods that it makes. */
export interface Metadata {
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
}

/** Completes what an object of this kind, or the pods ("Pod"), would carry without it. */
export type Completion = (kind: string, metadata: Metadata) => Metadata;

const COMPLETIONS = new WeakMap<IConstruct, Completion>();
/** What renders metadata without what completes them. */
const PLAIN = new WeakMap<ApiObjectMetadataDefinition, () => unknown>();

/** Has the metadata of all objects of a construct completed whenever they are rendered. */
export function completeMetadata(owner: IConstruct, completion: Completion): void {
  COMPLETIONS.set(owner, completion);
}

/** What an object of a construct carries now. */
export function completedMetadata(owner: IConstruct, kind: string, metadata: Metadata): Metadata {
  for (let scope: IConstruct | undefined = owner; scope !== undefined; scope = scope.node.scope) {
    const completion = COMPLETIONS.get(scope);
    if (completion !== undefined) return completion(kind, metadata);
  }
  return metadata;
}

/** Lets the object's construct complete its metadata. JSON patches come behind that and find it. */
export function withCompletedMetadata<T extends ApiObject>(object: T): T {
  completeWhenRendered(object.metadata, object, object.kind);
  return object;
}

/** The same for metadata that is not an object's own: that of the pods. */
export function completeWhenRendered(metadata: ApiObjectMetadataDefinition, owner: IConstruct, kind: string): void {
  if (PLAIN.has(metadata)) return;
  PLAIN.set(metadata, metadata.toJson.bind(metadata));
  changeWhenRendered(metadata, (rendered) => completedMetadata(owner, kind, rendered));
}

/** What an object was given itself, for another one that is to carry the same. */
export function plainMetadata({ metadata }: Pick<Resource, 'metadata'>): { name: string; labels: Metadata['labels'] } {
  const render = PLAIN.get(metadata) ?? (() => metadata.toJson() as unknown);
  return { labels: {}, ...(render() as { name: string }) };
}

/** Changes metadata whenever they are rendered, by what is known then. */
export function changeWhenRendered(
  metadata: ApiObjectMetadataDefinition,
  change: (rendered: Metadata) => Metadata,
): void {
  const render = metadata.toJson.bind(metadata) as () => Partial<Metadata>;
  metadata.toJson = () => {
    const rendered = render();
    const { labels = {}, annotations = {} } = rendered;
    return { ...rendered, ...withoutEmpty(change({ labels, annotations })) };
  };
}

/** Empty ones are not rendered. */
function withoutEmpty(metadata: Metadata): Partial<Metadata> {
  return Object.fromEntries(Object.entries(metadata).filter(([, texts]) => Object.keys(texts as object).length > 0));
}
