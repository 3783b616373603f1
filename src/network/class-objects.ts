import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { namespaceOf } from './namespace';

/** A class, or a Gateway, that the app itself makes. */
export interface DeclaredClass {
  readonly name: string;
  /** The controller of a class; the class of a Gateway. */
  readonly leadsTo?: string;
}

const IS_DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** The IngressClass of that name, or the one that is the default. */
export function ingressClassOf(owner: IConstruct, name: string | undefined): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean => (name === undefined ? isDefault(object) : object.name === name);
  return describe(find(owner, 'IngressClass', 'networking.k8s.io/', isWanted), 'controller');
}

/** The GatewayClass of that name. */
export function gatewayClassOf(owner: IConstruct, name: string): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean => object.name === name;
  return describe(find(owner, 'GatewayClass', 'gateway.networking.k8s.io/', isWanted), 'controllerName');
}

/** The Gateway of that name in a namespace. */
export function gatewayOf(owner: IConstruct, name: string, namespace: string | undefined): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean =>
    object.name === name && namespaceOf(object) === (namespace ?? namespaceOf(owner));
  return describe(find(owner, 'Gateway', 'gateway.networking.k8s.io/', isWanted), 'gatewayClassName');
}

function isDefault(object: ApiObject): boolean {
  const { annotations } = object.metadata.toJson() as { readonly annotations?: { readonly [key: string]: string } };
  return annotations?.[IS_DEFAULT] === 'true';
}

/** What is there by now: whatever is made later has no say. */
function find(
  owner: IConstruct,
  kind: string,
  group: string,
  isWanted: (object: ApiObject) => boolean,
): ApiObject | undefined {
  const visit = (construct: IConstruct): ApiObject | undefined => {
    if (ApiObject.isApiObject(construct)) {
      const isOfKind = construct.kind === kind && construct.apiVersion.startsWith(group);
      return isOfKind && isWanted(construct) && ClusterProfile._isSameCluster(owner, construct) ? construct : undefined;
    }
    for (const child of construct.node.children) {
      const found = visit(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(owner.node.root);
}

function describe(object: ApiObject | undefined, field: string): DeclaredClass | undefined {
  if (object === undefined) return undefined;
  const { spec } = object.toJson() as { readonly spec?: { readonly [field: string]: unknown } };
  const leadsTo = spec?.[field];
  return { name: object.name, ...(typeof leadsTo === 'string' ? { leadsTo } : {}) };
}
