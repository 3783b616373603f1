import { Mesh } from 'cdk8s-service-patterns';

/** What differs from one mesh to the next. What is not in here is the same with all of them. */
export interface MeshedCluster {
  /** The name of the folder that its manifests go to. */
  readonly name: string;
  readonly mesh: Mesh;
  /** The class of the Gateway that people come in by. */
  readonly gatewayClass: string;
}

/** One line for each. Istio's Gateway is a part of the mesh; with Linkerd its pods have to be injected. */
export const MESHES: readonly MeshedCluster[] = [
  { name: 'istio', mesh: Mesh.istio(), gatewayClass: 'istio' },
  { name: 'istio-ambient', mesh: Mesh.istioAmbient({ waypoint: 'waypoint' }), gatewayClass: 'istio' },
  { name: 'linkerd', mesh: Mesh.linkerd(), gatewayClass: 'eg' },
  { name: 'cilium', mesh: Mesh.cilium(), gatewayClass: 'cilium' },
];
