import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { classObjectsNear } from './app-index';
import { ClusterProfile } from './cluster-profile';
import { namespaceOf } from './namespace';

/** A class, or a Gateway, that the app itself makes. */
export interface DeclaredClass {
  readonly name: string;
  /** The controller of a class; the class of a Gateway. */
  readonly leadsTo?: string;
}

/** Lists the classes and Gateways of the app that somebody belongs to. */
export type Lister = (owner: IConstruct) => ApiObject[];

const IS_DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** The IngressClass of that name, or the one that is the default. */
export function ingressClassOf(
  owner: IConstruct,
  name: string | undefined,
  list: Lister = classObjectsNear,
): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean => (name === undefined ? isDefault(object) : object.name === name);
  return describe(find(list(owner), owner, 'IngressClass', 'networking.k8s.io/', isWanted), 'controller');
}

/** The GatewayClass of that name. */
export function gatewayClassOf(
  owner: IConstruct,
  name: string,
  list: Lister = classObjectsNear,
): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean => object.name === name;
  return describe(find(list(owner), owner, 'GatewayClass', 'gateway.networking.k8s.io/', isWanted), 'controllerName');
}

/** The Gateway of that name in a namespace. */
export function gatewayOf(
  owner: IConstruct,
  name: string,
  namespace: string | undefined,
  list: Lister = classObjectsNear,
): DeclaredClass | undefined {
  const isWanted = (object: ApiObject): boolean =>
    object.name === name && namespaceOf(object) === (namespace ?? namespaceOf(owner));
  return describe(find(list(owner), owner, 'Gateway', 'gateway.networking.k8s.io/', isWanted), 'gatewayClassName');
}

function isDefault(object: ApiObject): boolean {
  const { annotations } = object.metadata.toJson() as { readonly annotations?: { readonly [key: string]: string } };
  return annotations?.[IS_DEFAULT] === 'true';
}

/** What is there by now: whatever is made later has no say. */
function find(
  objects: readonly ApiObject[],
  owner: IConstruct,
  kind: string,
  group: string,
  isWanted: (object: ApiObject) => boolean,
): ApiObject | undefined {
  return objects.find(
    (object) =>
      object.kind === kind &&
      object.apiVersion.startsWith(group) &&
      isWanted(object) &&
      ClusterProfile._isSameCluster(owner, object),
  );
}

function describe(object: ApiObject | undefined, field: string): DeclaredClass | undefined {
  if (object === undefined) return undefined;
  const { spec } = object.toJson() as { readonly spec?: { readonly [field: string]: unknown } };
  const leadsTo = spec?.[field];
  return { name: object.name, ...(typeof leadsTo === 'string' ? { leadsTo } : {}) };
}
