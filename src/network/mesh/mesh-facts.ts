import { Port } from '../port';

/** Which mesh it is. */
export type MeshKind = 'istio' | 'istio-ambient' | 'linkerd' | 'cilium';

/** Pods of a mesh's control plane that the pods of the mesh connect to. */
export interface ControlPlanePods {
  readonly labels: { readonly [key: string]: string };
  readonly ports: readonly Port[];
}

/** What network policies must open for a mesh. */
export interface MeshFacts {
  /** What it is called in messages. */
  readonly name: string;
  /** How a profile says it. */
  readonly factory: string;
  /** The namespace of its control plane, unless it was installed elsewhere. */
  readonly controlPlaneNamespace: string;
  /** Where proxies of pods connect to. */
  readonly controlPlane: readonly ControlPlanePods[];
  /** What goes over the wire between two pods of the mesh, beside the target port or in its place. */
  readonly wirePorts: readonly Port[];
  /** Addresses from which the kubelet's probes come to pods, if not from the node's own. */
  readonly probeSources: readonly string[];
  /** The user that the proxy has, and nobody else may have; absent: there is no proxy in the pods. */
  readonly proxyUser?: number;
  /** Whether pods get a container beside their own. */
  readonly hasSidecars: boolean;
}

/**
 * What each mesh needs, from its own documentation and charts.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/
 * @see https://linkerd.io/2/reference/architecture/
 * @see https://docs.cilium.io/en/stable/network/servicemesh/mutual-authentication/mutual-authentication/
 */
export const MESH_FACTS: { readonly [kind in MeshKind]: MeshFacts } = {
  istio: {
    name: 'Istio',
    factory: 'Mesh.istio()',
    controlPlaneNamespace: 'istio-system',
    controlPlane: [{ labels: { app: 'istiod' }, ports: [Port.tcp(15012)] }],
    wirePorts: [],
    probeSources: [],
    proxyUser: 1337,
    hasSidecars: true,
  },
  'istio-ambient': {
    name: 'Istio ambient',
    factory: 'Mesh.istioAmbient()',
    controlPlaneNamespace: 'istio-system',
    controlPlane: [],
    wirePorts: [Port.tcp(15008)],
    probeSources: ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'],
    hasSidecars: false,
  },
  linkerd: {
    name: 'Linkerd',
    factory: 'Mesh.linkerd()',
    controlPlaneNamespace: 'linkerd',
    controlPlane: [
      { labels: { 'linkerd.io/control-plane-component': 'destination' }, ports: [Port.tcp(8086), Port.tcp(8090)] },
      { labels: { 'linkerd.io/control-plane-component': 'identity' }, ports: [Port.tcp(8080)] },
    ],
    wirePorts: [Port.tcp(4143)],
    probeSources: [],
    proxyUser: 2102,
    hasSidecars: true,
  },
  cilium: {
    name: 'Cilium',
    factory: 'Mesh.cilium()',
    controlPlaneNamespace: 'kube-system',
    controlPlane: [],
    wirePorts: [],
    probeSources: [],
    hasSidecars: false,
  },
};
