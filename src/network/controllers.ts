import type { GatewayInFront } from './peer-parts';
import { Platform } from './platform';

/** Pods that carry the traffic of a controller; without labels all pods of the namespace do. */
export interface ProxyPods {
  readonly namespace: string;
  /** The namespace where a platform brings the controller along. */
  readonly namespaceOn?: { readonly [platform in Platform]?: string };
  readonly labels?: { readonly [key: string]: string };
  /** What their ServiceAccount is called, by whichever way they were installed; absent where that depends on who installs them. */
  readonly accounts?: readonly string[];
}

/** From where the traffic of a controller comes to the pods. */
export type DataPath =
  | { readonly kind: 'pods'; readonly proxies: readonly ProxyPods[] }
  /** Pods in the namespace of the Gateway, which carry its name. */
  | { readonly kind: 'podsOfGateway'; readonly account?: (gateway: GatewayInFront) => string }
  /** Pods of each namespace with these labels, those on the network of the nodes included. */
  | { readonly kind: 'namespaces'; readonly labels: { readonly [key: string]: string } }
  | {
      readonly kind: 'addresses';
      /** Those that are the same for everybody. */
      readonly networks: readonly string[];
      /** What the subnets are that only the user knows; without it there are none. */
      readonly subnets?: string;
      /** What stands in for the subnets where nothing is known of them. */
      readonly usual?: { readonly [platform in Platform]?: readonly string[] };
    }
  /** What Cilium calls the entity `ingress`. */
  | { readonly kind: 'entity' };

/** How classes say which controller is in charge. */
export interface Classes {
  /** The names that its classes have unless somebody chose another one. */
  readonly names: readonly string[];
  /** How the controllers of its IngressClasses or GatewayClasses begin. */
  readonly controllers: readonly string[];
}

/** A controller of Ingresses, of Gateways or of both. */
export interface KnownController {
  /** What carries its traffic, in words. */
  readonly name: string;
  /** How a profile says it. */
  readonly factory: string;
  readonly ingress?: Classes;
  readonly gateway?: Classes;
  readonly path: DataPath;
  /** Where the traffic of Gateways comes from, if it is not the same. */
  readonly gatewayPaths?: readonly DataPath[];
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';
const OF_GATEWAY: DataPath = { kind: 'podsOfGateway' };

function pods(...proxies: readonly ProxyPods[]): DataPath {
  return { kind: 'pods', proxies };
}

/** Envoy by Contour's own manifests, and by its chart. */
const CONTOUR = pods(
  { namespace: 'projectcontour', labels: { app: 'envoy' }, accounts: ['envoy'] },
  { namespace: 'projectcontour', labels: { [NAME]: 'contour', [COMPONENT]: 'envoy' } },
);

/**
 * The load balancers of AWS connect to pods from addresses of the VPC, which are private for IPv4 and public for IPv6.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const AWS_LOAD_BALANCERS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '::/0'];

/**
 * Google's front ends and health checks, which connect to the pods of container-native load balancing.
 *
 * @see https://cloud.google.com/load-balancing/docs/firewall-rules
 */
export const GOOGLE_FRONT_ENDS: readonly string[] = [
  '35.191.0.0/16',
  '130.211.0.0/22',
  '2600:2d00:1:1::/64',
  '2600:2d00:1:b029::/64',
];

/** What is known of each controller; docs/cluster-profile.md says where it was read. */
export const CONTROLLERS = {
  ingressNginx: {
    name: 'ingress-nginx',
    factory: 'IngressController.ingressNginx()',
    // F5's controller has a class of this name, too; its IngressClass tells them apart.
    ingress: { names: ['nginx'], controllers: ['k8s.io/ingress-nginx'] },
    path: pods({ namespace: 'ingress-nginx', labels: { [NAME]: 'ingress-nginx' }, accounts: ['ingress-nginx'] }),
  },
  f5Nginx: {
    name: 'F5 NGINX Ingress Controller',
    factory: 'IngressController.f5Nginx()',
    ingress: { names: [], controllers: ['nginx.org/ingress-controller'] },
    path: pods({ namespace: 'nginx-ingress', labels: { [NAME]: 'nginx-ingress' } }),
  },
  nginxGatewayFabric: {
    name: 'NGINX Gateway Fabric',
    factory: 'IngressController.podsOfGateway()',
    gateway: { names: ['nginx'], controllers: ['gateway.nginx.org/nginx-gateway-controller'] },
    path: OF_GATEWAY,
  },
  traefik: {
    name: 'Traefik',
    factory: 'IngressController.traefik()',
    ingress: { names: ['traefik'], controllers: ['traefik.io/ingress-controller'] },
    gateway: { names: ['traefik'], controllers: ['traefik.io/gateway-controller'] },
    path: pods({
      namespace: 'traefik',
      namespaceOn: { [Platform.K3S]: 'kube-system' },
      labels: { [NAME]: 'traefik' },
      accounts: ['traefik'],
    }),
  },
  haproxy: {
    name: 'HAProxy Kubernetes Ingress Controller',
    factory: 'IngressController.haproxy()',
    // That of the community has this name where somebody wrote an IngressClass: its chart makes none.
    ingress: { names: ['haproxy'], controllers: ['haproxy.org/ingress-controller'] },
    path: pods({ namespace: 'haproxy-controller', labels: { [NAME]: 'kubernetes-ingress' } }),
  },
  haproxyIngress: {
    name: 'HAProxy Ingress',
    factory: 'IngressController.haproxyIngress()',
    ingress: { names: [], controllers: ['haproxy-ingress.github.io/controller'] },
    gateway: { names: ['haproxy'], controllers: ['haproxy-ingress.github.io/controller'] },
    path: pods({ namespace: 'ingress-controller', labels: { [NAME]: 'haproxy-ingress' } }),
  },
  contour: {
    name: "Contour's Envoy",
    factory: 'IngressController.contour()',
    ingress: { names: ['contour'], controllers: ['projectcontour.io/'] },
    gateway: { names: ['contour'], controllers: ['projectcontour.io/'] },
    path: CONTOUR,
    // One Envoy for all Gateways, or one for each from the provisioner: the class does not tell which.
    gatewayPaths: [CONTOUR, OF_GATEWAY],
  },
  kong: {
    name: 'Kong',
    factory: 'IngressController.kong()',
    ingress: { names: ['kong'], controllers: ['ingress-controllers.konghq.com/kong'] },
    gateway: { names: ['kong'], controllers: ['konghq.com/kic-gateway-controller'] },
    // The labels of the chart `ingress`, and of the older chart `kong`.
    path: pods(
      { namespace: 'kong', labels: { [NAME]: 'gateway', [COMPONENT]: 'app' } },
      { namespace: 'kong', labels: { [NAME]: 'kong', [COMPONENT]: 'app' } },
    ),
  },
  envoyGateway: {
    name: 'Envoy Gateway',
    factory: 'IngressController.envoyGateway()',
    gateway: { names: ['eg', 'envoy-gateway'], controllers: ['gateway.envoyproxy.io/'] },
    path: pods({
      namespace: 'envoy-gateway-system',
      labels: { [NAME]: 'envoy', [COMPONENT]: 'proxy', 'app.kubernetes.io/managed-by': 'envoy-gateway' },
    }),
  },
  istio: {
    name: "Istio's gateway",
    factory: 'IngressController.istioGateway()',
    ingress: { names: ['istio'], controllers: ['istio.io/ingress-controller'] },
    gateway: { names: ['istio'], controllers: ['istio.io/gateway-controller'] },
    // The names that Istio's own guides give the gateway: its chart calls the account like the release, istioctl has another suffix.
    path: pods(
      { namespace: 'istio-ingress', labels: { istio: 'ingress' }, accounts: ['istio-ingress'] },
      { namespace: 'istio-ingress', labels: { istio: 'ingressgateway' }, accounts: ['istio-ingressgateway'] },
      {
        namespace: 'istio-system',
        labels: { istio: 'ingressgateway' },
        accounts: ['istio-ingressgateway', 'istio-ingressgateway-service-account'],
      },
    ),
    // Istio starts the pods of a Gateway, and calls their account after it and its class.
    gatewayPaths: [{ kind: 'podsOfGateway', account: ({ name, className = 'istio' }) => `${name}-${className}` }],
  },
  openshiftRouter: {
    name: "OpenShift's router",
    factory: 'IngressController.openshiftRouter()',
    ingress: { names: ['openshift-default'], controllers: ['openshift.io/ingress-to-route'] },
    // The namespace of the router has the label, and the one that stands for host networks where the router is on them.
    path: { kind: 'namespaces', labels: { 'policy-group.network.openshift.io/ingress': '' } },
  },
  openshiftGateway: {
    name: "OpenShift's gateway",
    factory: 'IngressController.podsOfGateway()',
    gateway: { names: ['openshift-default'], controllers: ['openshift.io/gateway-controller'] },
    path: OF_GATEWAY,
  },
  aksAppRouting: {
    name: 'the nginx of application routing',
    factory: 'IngressController.aksAppRouting()',
    ingress: {
      names: ['webapprouting.kubernetes.azure.com'],
      controllers: ['webapprouting.kubernetes.azure.com/nginx'],
    },
    // Each of its controllers has another label `app`.
    path: pods({ namespace: 'app-routing-system' }),
  },
  aksIstio: {
    name: 'the gateway of application routing',
    factory: 'IngressController.podsOfGateway()',
    gateway: { names: ['approuting-istio'], controllers: [] },
    path: OF_GATEWAY,
  },
  cilium: {
    name: "Cilium's ingress",
    factory: 'IngressController.cilium()',
    ingress: { names: ['cilium'], controllers: ['cilium.io/ingress-controller'] },
    gateway: { names: ['cilium'], controllers: ['io.cilium/gateway-controller'] },
    path: { kind: 'entity' },
  },
  alb: {
    name: 'the load balancers of AWS',
    factory: 'IngressController.alb({ subnets })',
    ingress: { names: ['alb'], controllers: ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'] },
    gateway: { names: [], controllers: ['gateway.k8s.aws/alb'] },
    path: {
      kind: 'addresses',
      networks: [],
      subnets: 'the subnets that the load balancer is in',
      usual: { [Platform.EKS]: AWS_LOAD_BALANCERS, [Platform.EKS_AUTO_MODE]: AWS_LOAD_BALANCERS },
    },
  },
  gke: {
    name: "Google's front ends",
    factory: 'IngressController.gke()',
    ingress: { names: ['gce'], controllers: [] },
    gateway: {
      names: ['gke-l7-global-external-managed', 'gke-l7-global-external-managed-mc', 'gke-l7-gxlb', 'gke-l7-gxlb-mc'],
      controllers: [],
    },
    path: { kind: 'addresses', networks: GOOGLE_FRONT_ENDS },
  },
  gkeProxies: {
    name: "Google's regional load balancers",
    factory: 'IngressController.gke({ subnets })',
    ingress: { names: ['gce-internal'], controllers: [] },
    gateway: {
      names: [
        'gke-l7-regional-external-managed',
        'gke-l7-regional-external-managed-mc',
        'gke-l7-rilb',
        'gke-l7-rilb-mc',
        'gke-l7-cross-regional-internal-managed-mc',
      ],
      controllers: [],
    },
    path: { kind: 'addresses', networks: GOOGLE_FRONT_ENDS, subnets: 'the proxy-only subnets of the region' },
  },
  azureApplicationGateway: {
    name: "Azure's Application Gateway",
    factory: 'IngressController.azureApplicationGateway({ subnets })',
    ingress: {
      names: ['azure-application-gateway', 'azure/application-gateway', 'azure-alb-external'],
      controllers: ['azure/application-gateway', 'alb.networking.azure.io/alb-controller'],
    },
    gateway: { names: ['azure-alb-external'], controllers: ['alb.networking.azure.io/alb-controller'] },
    path: { kind: 'addresses', networks: [], subnets: 'the subnet that the Application Gateway is in' },
  },
} as const satisfies { readonly [name: string]: KnownController };

/** By what a controller is known. */
export interface ClassFacts {
  readonly kind: 'ingress' | 'gateway';
  /** The name of the class. */
  readonly name?: string;
  /** The controller that the class itself names. */
  readonly controller?: string;
}

/** The controller of a class; what the class itself names counts more than its name. */
export function controllerOf({ kind, name, controller }: ClassFacts): KnownController | undefined {
  const known: readonly KnownController[] = Object.values(CONTROLLERS);
  return known.find((each) => {
    const classes = each[kind];
    if (classes === undefined) return false;
    if (controller === undefined) return name !== undefined && classes.names.includes(name);
    return classes.controllers.some((prefix) => controller === prefix || controller.startsWith(withSlash(prefix)));
  });
}

/** The names of the classes that are known, for messages. */
export function knownClasses(kind: ClassFacts['kind']): string[] {
  const known: readonly KnownController[] = Object.values(CONTROLLERS);
  return [...new Set(known.flatMap((each) => each[kind]?.names ?? []))].sort();
}

function withSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}
