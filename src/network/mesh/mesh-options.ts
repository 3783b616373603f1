/** What may differ of any mesh that is installed in a cluster. */
export interface InstalledMeshOptions {
  /**
   * The mesh's version, major and minor: "1.27".
   *
   * @default - unknown: the newest
   */
  readonly version?: string;

  /**
   * The namespace of the control plane.
   *
   * @default - "istio-system" or "linkerd"
   */
  readonly namespace?: string;
}

/** What may differ of meshes that put a proxy into each pod. */
export interface SidecarMeshOptions extends InstalledMeshOptions {
  /**
   * Whether the mesh's CNI plugin redirects the traffic of pods. Without it an init container does, which needs capabilities
   * that the Pod Security Standards forbid: workloads are then refused unless they stay outside of the mesh.
   *
   * @default true
   */
  readonly cniPlugin?: boolean;
}

/** What may differ of Istio in any mode. */
export interface IstioMeshOptions extends InstalledMeshOptions {
  /**
   * The domain that identities begin with. Where the mesh has one of its own, "cluster.local" stands for it in policies.
   *
   * @default "cluster.local"
   */
  readonly trustDomain?: string;
}

/** What may differ of Istio with sidecars. */
export interface IstioOptions extends SidecarMeshOptions, IstioMeshOptions {
  /**
   * The revision of the control plane, or its tag, which injects the proxies.
   *
   * @default - the default revision
   */
  readonly revision?: string;
}

/** What may differ of Istio in ambient mode. */
export interface IstioAmbientOptions extends IstioMeshOptions {
  /**
   * The name of the waypoint in each namespace: the Gateway whose pods judge requests. What is declared of requests needs it.
   *
   * @default - none: connections are judged by identity and port, requests are not
   */
  readonly waypoint?: string;
}

/** What may differ of Linkerd. */
export interface LinkerdOptions extends SidecarMeshOptions {
  /**
   * Whether proxies, too, let pods out of the cluster to declared hosts alone, with an EgressNetwork and routes of the Gateway API's
   * experimental channel; since Linkerd 2.17. They are for all pods of a namespace: what others in it connect to is closed, what one
   * workload declares is open to all, and what administrators said in the namespace for the whole cluster does not count there any
   * more. Say it where the namespaces are the app's alone. Network policies tell workloads apart, with it or without.
   *
   * @default false
   */
  readonly egressNetworks?: boolean;
}

/** All that may differ of some mesh. */
export interface MeshOptions extends IstioOptions, IstioAmbientOptions, LinkerdOptions {}
