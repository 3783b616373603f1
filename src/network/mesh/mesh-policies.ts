import { Construct, IConstruct } from 'constructs';
import { IdentityOpening } from './identity-opening';
import type { Mesh } from './mesh';
import type { PortProtocols } from './port-protocols';
import type { ProbedPort } from './probed-ports';
import { ServiceName } from '../peer-parts';
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
  /** The number of a port that was named, where the containers declare it. */
  readonly portNumber: (port: Port) => number | undefined;
  /** The Services in front of the pods, when everything is rendered. */
  readonly services: () => readonly ReachedService[];
  /** The ports that the kubelet's probes ask, when everything is rendered. */
  readonly probed: () => readonly ProbedPort[];
}

/** A Service of the cluster that pods connect to by its name. */
export interface ReachedService {
  /** `api.shop.svc.cluster.local` */
  readonly host: string;
  readonly namespace: string;
  /** The Service's ports. */
  readonly ports: readonly Port[];
  /** The ports of the pods that they lead to, one for each; absent where it leads to no pods. */
  readonly targets?: readonly Port[];
}

/** Pods of the app that others connect to. */
export interface ReachedPods {
  /** The path of their construct. */
  readonly path: string;
  readonly namespace: string;
  /** The Services in front of them, when everything is rendered. */
  readonly services: () => readonly ReachedService[];
}

/** Something outside of the cluster that pods connect to. */
export interface ReachedHosts {
  /** The construct that stands for it: its name and namespace, and its path for messages. */
  readonly alias: {
    readonly name: string;
    readonly namespace?: string;
    readonly path: string;
    readonly scope: IConstruct;
    /** The labels of its objects. */
    readonly labels: { readonly [key: string]: string };
  };
  /** The Service that leads to it, if one does. */
  readonly service?: ReachedService;
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

  /** What the pods must say, so that these objects are all that lets somebody in. */
  public get podAnnotations(): { readonly [key: string]: string } {
    return {};
  }

  /** Lets a client in. What the mesh cannot say is refused, before anything is changed. */
  public abstract allowFrom(opening: IdentityOpening): void;

  /** Lets the kubelet ask; for meshes whose objects decide about it. */
  public allowProbes(_probes: readonly ProbedPort[]): void {
    // Most meshes let the node in.
  }

  /** Lets these pods out to a Service of the cluster; for meshes that decide about it. */
  public allowToService(_service: ReachedService): void {
    // Most meshes leave it to network policies.
  }

  /** Lets these pods out to pods of the app, by the Services in front of them; for meshes that decide about it. */
  public allowToPods(_pods: ReachedPods): void {
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
  /** The Services by whose names pods connect to it, where that is known. */
  readonly services?: readonly ServiceName[];
  readonly ports: readonly Port[];
}
