import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ClusterProfile } from '../../network/cluster-profile';
import { namespaceOf } from '../../network/namespace';
import { PerPass } from '../../support/render-pass';

/** Kinds of objects that pods refer to by name. */
export type ReferredKind = 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret';

const KINDS: readonly string[] = ['ConfigMap', 'PersistentVolumeClaim', 'Secret'] satisfies ReferredKind[];

/** The objects of an app that pods may refer to, found in one walk. */
const INDEX = new PerPass<IConstruct, ReadonlyMap<string, readonly ApiObject[]>>((root) => {
  const index = new Map<string, ApiObject[]>();
  const visit = (construct: IConstruct): void => {
    if (ApiObject.isApiObject(construct) && KINDS.includes(construct.kind) && construct.apiVersion === 'v1') {
      const key = keyOf(construct.kind, namespaceOf(construct), construct.name);
      index.set(key, [...(index.get(key) ?? []), construct]);
    }
    for (const child of construct.node.children) visit(child);
  };
  visit(root);
  return index;
});

/**
 * The object of that kind and name that the app itself makes, in whichever chart, for pods of a construct: one of the same
 * namespace and cluster. What somebody else makes is not known.
 */
export function objectOfApp(owner: IConstruct, kind: ReferredKind, name: string): ApiObject | undefined {
  const found = INDEX.get(owner.node.root).get(keyOf(kind, namespaceOf(owner), name)) ?? [];
  return found.find((object) => ClusterProfile._isSameCluster(owner, object));
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
