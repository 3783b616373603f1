import { Construct } from 'constructs';
import { IdentityOpening } from './identity-opening';
import type { Mesh } from './mesh';
import type { PortProtocols } from './port-protocols';
import { PolicyOwner } from '../policy-beside';
import { Port } from '../port';

/** The pods that the objects of a mesh are for. */
export interface MeshOwner extends PolicyOwner {
  readonly namespace: string;
  /** The ports that clients use. */
  readonly ports: readonly Port[];
  readonly mesh: Mesh;
  /** What the pods' ports speak; complete when everything is rendered. */
  readonly protocols: PortProtocols;
}

/** A Service of the cluster that pods connect to by its name. */
export interface ReachedService {
  /** `api.shop.svc.cluster.local` */
  readonly host: string;
  readonly namespace: string;
  /** The Service's ports. */
  readonly ports: readonly Port[];
}

/** Something outside of the cluster that pods connect to. */
export interface ReachedHosts {
  /** The id of the construct that stands for it, and its path for messages. */
  readonly alias: { readonly name: string; readonly path: string };
  /** Its names, as clients ask for them: the first label of one may be `*`. Empty: there are none. */
  readonly names: readonly string[];
  /** Its networks, where they were said. Empty: nobody knows. */
  readonly networks: readonly string[];
  /** Its ports, with what they speak. */
  readonly ports: readonly { readonly port: Port; readonly appProtocol?: string }[];
}

/**
 * The objects by which a mesh lets clients into some pods, and these pods out. What opens nothing yet closes everything: the objects that
 * close are made with this one.
 */
export abstract class MeshPolicies {
  /**
   * Whether these objects let pods of the mesh in by themselves. Where they and network policies are united, a network policy that
   * opened the same pods would let in whom these objects keep out.
   */
  public readonly opensPods: boolean = false;

  constructor(
    protected readonly scope: Construct,
    protected readonly owner: MeshOwner,
  ) {}

  /** Lets a client in. What the mesh cannot say is refused, before anything is changed. */
  public abstract allowFrom(opening: IdentityOpening): void;

  /** Lets these pods out to a Service of the cluster; for meshes that decide about it. */
  public allowToService(_service: ReachedService): void {
    // Most meshes leave it to network policies.
  }

  /** Lets these pods out to names and networks outside of the cluster; for meshes that decide about it. */
  public allowToHosts(_hosts: ReachedHosts): void {
    // Most meshes leave it to network policies.
  }

  /** Lets these pods out to whatever a peer of a network policy is; for meshes that decide about it. */
  public allowToPeer(_peer: ReachedPeer): void {
    // Most meshes leave it to network policies.
  }

  /** Keeps that requests to these pods come through a waypoint, for the mesh that has them: it judges who may send them. */
  public standBehindWaypoint(_service: ServiceOfPods): void {
    // Other meshes have none.
  }
}

/** A Service in front of pods. */
export interface ServiceOfPods {
  readonly service: string;
  readonly namespace: string;
}

/** A peer that pods connect to, and that is no Service of the app. */
export interface ReachedPeer {
  /** In words. */
  readonly description: string;
  /** Its pods are in these namespaces. Empty: not known. */
  readonly namespaces: readonly string[];
  /** Its addresses. Empty: it is no addresses. */
  readonly blocks: readonly string[];
  readonly ports: readonly Port[];
}
