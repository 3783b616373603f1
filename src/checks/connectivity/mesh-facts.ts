import { MeshMembership } from '../../topology/model';

/** What network policies must open where pods are in a mesh; `src/network/mesh/mesh-facts.ts` has the same for constructs. */
export interface MeshNeeds {
  /** What it is called in messages. */
  readonly name: string;
  /** The port by which two pods of the mesh connect, whatever the port of the server is. */
  readonly wire?: number;
  /** Ports of TCP that the proxies of pods listen on, whatever containers declare. */
  readonly proxyPorts: readonly number[];
  /** What the proxies in the pods ask, by TCP. */
  readonly controlPlane: readonly { readonly port: number; readonly what: string }[];
  /** Where that is, unless it was installed elsewhere. */
  readonly namespace: string;
}

/** By the mesh that pods are surely in. */
export const MESH_NEEDS: { readonly [mesh in MeshMembership]?: MeshNeeds } = {
  istio: {
    name: 'Istio',
    proxyPorts: [15008, 15020, 15021, 15090],
    controlPlane: [{ port: 15012, what: 'istiod' }],
    namespace: 'istio-system',
  },
  'istio-ambient': {
    name: 'Istio ambient',
    wire: 15008,
    proxyPorts: [15008],
    controlPlane: [],
    namespace: 'istio-system',
  },
  linkerd: {
    name: 'Linkerd',
    wire: 4143,
    proxyPorts: [4143, 4191],
    controlPlane: [
      { port: 8080, what: 'identity' },
      { port: 8086, what: 'destination' },
      { port: 8090, what: 'policy' },
    ],
    namespace: 'linkerd',
  },
};

/** Whether the proxy of some pods listens on a port, as far as the manifests tell whether they have one. */
export function isOfProxy(mesh: MeshMembership, port: number): boolean {
  const needs = mesh === 'unknown' ? Object.values(MESH_NEEDS) : [MESH_NEEDS[mesh]];
  return needs.some((each) => each?.proxyPorts.includes(port) === true);
}
