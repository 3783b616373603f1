import { UnjudgedPolicy } from '../topology/model';

/** A policy is never passed over in silence, because it may change any verdict on the pods that it selects. */
export function describeUnjudged({ id, apiVersion, effect }: UnjudgedPolicy): string {
  const what = {
    any: 'is not judged, and what it may decide is undefined',
    names: 'opens names, and what these stand for is undefined',
    entities: 'opens entities of Cilium, which are ends of their own',
  }[effect.kind];
  return `${id} (${apiVersion}) ${what}`;
}
