import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { withCompletedMetadata } from './completed-metadata';
import { convertible } from './convertible';
import { carryNewerFields } from './newer-fields';

/** A class of cdk8s-plus's L1, whose objects are converted when they are rendered. */
interface ConvertingClass {
  manifest(props: unknown): object;
}

/** Patches in Kubernetes' spelling, for objects that are converted here. */
const AFTERWARDS = new WeakMap<ApiObject, JsonPatch[]>();

/**
 * Has an object of cdk8s-plus rendered without loss. cdk8s applies JSON patches before cdk8s-plus converts the object to
 * Kubernetes' spelling, and the conversion drops what it does not know: a quantity that is a text, a field that is
 * spelled as Kubernetes spells it, a field newer than cdk8s-plus. Here these are kept; what is still not known is
 * refused.
 *
 * A part may put a newer field (`src/support/kubernetes-features.ts`) into the structs of the L1 as it is: it is rendered, and
 * patches find it.
 */
export function withoutLoss<T extends ApiObject>(object: T, owner = object.node.scope as Construct): T {
  withCompletedMetadata(object);
  const { manifest } = object.constructor as unknown as Partial<ConvertingClass>;
  // An object that is no L1 of cdk8s-plus is not converted.
  if (manifest === undefined || AFTERWARDS.has(object)) return object;
  const afterwards: JsonPatch[] = [];
  AFTERWARDS.set(object, afterwards);
  object.toJson = () => {
    const rendered = ApiObject.prototype.toJson.call(object) as object;
    const source = isPatched(object) ? 'JSON patch' : addsMetadata(rendered) ? 'metadata' : undefined;
    const resolved = source === undefined ? rendered : convertible({ owner, source }, object, rendered, manifest);
    const converted = manifest(resolved);
    carryNewerFields(object.kind, resolved, converted);
    return JsonPatch.apply(converted, ...afterwards) as object;
  };
  return object;
}

/**
 * Whether somebody patched an object, which cdk8s keeps to itself. A method of our own on the object would not notice it: from
 * Python and other languages the method of the class is called.
 */
function isPatched(object: ApiObject): boolean {
  const { patches } = object as unknown as { readonly patches?: readonly JsonPatch[] };
  return patches?.length !== 0;
}

/** What `ApiObjectMetadataDefinition` has members for. */
const METADATA = ['annotations', 'finalizers', 'labels', 'name', 'namespace', 'ownerReferences'];

/** Whether somebody put a field of any name into the metadata of an object or its pods: `metadata.add('key', …)`. */
function addsMetadata(rendered: object): boolean {
  const { metadata = {}, spec } = rendered as { metadata?: object; spec?: Templated };
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  return [...Object.keys(metadata), ...Object.keys(template?.metadata ?? {})].some((key) => !METADATA.includes(key));
}

/** The spec of an object with pods. */
interface Templated {
  readonly template?: { readonly metadata?: object };
  readonly jobTemplate?: { readonly spec?: Templated };
}

/** Applies patches to what an object renders, after cdk8s-plus converted it. */
export function patchAfterwards(object: ApiObject, patches: readonly JsonPatch[]): void {
  const known = AFTERWARDS.get(object);
  if (known !== undefined) {
    known.push(...patches);
    return;
  }
  const render = object.toJson.bind(object) as () => object;
  object.toJson = () => JsonPatch.apply(render(), ...patches) as object;
}
