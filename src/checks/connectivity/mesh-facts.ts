import { MeshMembership } from '../../topology/model';

/** What network policies must open where pods are in a mesh; `src/network/mesh/mesh-facts.ts` has the same for constructs. */
export interface MeshNeeds {
  /** What it is called in messages. */
  readonly name: string;
  /** The port by which two pods of the mesh connect, whatever the port of the server is. */
  readonly wire?: number;
  /** What the proxies in the pods ask, by TCP. */
  readonly controlPlane: readonly { readonly port: number; readonly what: string }[];
  /** Where that is, unless it was installed elsewhere. */
  readonly namespace: string;
}

/** By the mesh that pods are surely in. */
export const MESH_NEEDS: { readonly [mesh in MeshMembership]?: MeshNeeds } = {
  istio: {
    name: 'Istio',
    controlPlane: [{ port: 15012, what: 'istiod' }],
    namespace: 'istio-system',
  },
  'istio-ambient': { name: 'Istio ambient', wire: 15008, controlPlane: [], namespace: 'istio-system' },
  linkerd: {
    name: 'Linkerd',
    wire: 4143,
    controlPlane: [
      { port: 8080, what: 'identity' },
      { port: 8086, what: 'destination' },
      { port: 8090, what: 'policy' },
    ],
    namespace: 'linkerd',
  },
};
