import { Port } from '../port';

/** Which mesh it is. */
export type MeshKind = 'istio' | 'istio-ambient' | 'linkerd' | 'cilium';

/** Pods of a mesh's control plane that the pods of the mesh connect to. */
export interface ControlPlanePods {
  readonly labels: { readonly [key: string]: string };
  readonly ports: readonly Port[];
}

/** What pods carry that say of themselves whether they are in the mesh. */
export interface PodMark {
  readonly as: 'labels' | 'annotations';
  readonly key: string;
  readonly inside: string;
  readonly outside: string;
  /** What pods that are outside carry besides, since the mesh takes pods in by more than one way. */
  readonly besidesOutside?: { readonly [key: string]: string };
  /** Other values of pods that are inside. */
  readonly alsoInside?: readonly string[];
  /** The label that names the revision of the control plane whose proxy the pods get. */
  readonly revision?: string;
}

/** How the proxy of pods that end is told to end with them. */
export interface EndingProxies {
  /** The annotations that make it a sidecar of Kubernetes' own kind, the newest first, and the version that each is known from. */
  readonly annotations: readonly { readonly since: string; readonly key: string }[];
  /** What a program would have to do itself where the mesh knows none of them. */
  readonly shutdown: string;
}

/** What pods and network policies must have for a mesh. */
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
  /** The group of which the same is true. */
  readonly proxyGroup?: number;
  /** Whether pods get a container beside their own. */
  readonly hasSidecars: boolean;
  /** What pods carry; absent: they have no say. */
  readonly mark?: PodMark;
  /** How jobs end; absent: nothing keeps them from it. */
  readonly endingProxies?: EndingProxies;
  /** The port at which the proxy itself serves the metrics of its pod, past its own policies. */
  readonly mergedMetrics?: number;
  /** The port at which the proxy serves its own metrics. */
  readonly proxyMetrics?: number;
}

/**
 * What each mesh needs, from its own documentation and charts.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/
 * @see https://linkerd.io/2/reference/architecture/
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 * @see https://istio.io/latest/docs/ops/integrations/prometheus/
 * @see https://linkerd.io/2-edge/features/native-sidecars/
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
    proxyGroup: 1337,
    hasSidecars: true,
    mark: {
      as: 'labels',
      key: 'sidecar.istio.io/inject',
      inside: 'true',
      outside: 'false',
      revision: 'istio.io/rev',
    },
    endingProxies: {
      annotations: [{ since: '1.24', key: 'sidecar.istio.io/nativeSidecar' }],
      shutdown: 'POST http://localhost:15020/quitquitquit',
    },
    mergedMetrics: 15020,
  },
  'istio-ambient': {
    name: 'Istio ambient',
    factory: 'Mesh.istioAmbient()',
    controlPlaneNamespace: 'istio-system',
    controlPlane: [],
    wirePorts: [Port.tcp(15008)],
    probeSources: ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'],
    hasSidecars: false,
    mark: {
      as: 'labels',
      key: 'istio.io/dataplane-mode',
      inside: 'ambient',
      outside: 'none',
      besidesOutside: { 'sidecar.istio.io/inject': 'false' },
    },
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
    // With "ingress" the pods are inside, too, as those of an ingress controller.
    mark: {
      as: 'annotations',
      key: 'linkerd.io/inject',
      inside: 'enabled',
      outside: 'disabled',
      alsoInside: ['ingress'],
    },
    endingProxies: {
      annotations: [
        { since: '2.20', key: 'config.linkerd.io/proxy-enable-native-sidecar' },
        { since: '2.19', key: 'config.beta.linkerd.io/proxy-enable-native-sidecar' },
        { since: '2.15', key: 'config.alpha.linkerd.io/proxy-enable-native-sidecar' },
      ],
      shutdown: 'POST http://localhost:4191/shutdown',
    },
    proxyMetrics: 4191,
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
