import { callOf, ControllerOptions, controllerParts } from './controller-peers';
import { CONTROLLERS, KnownController } from './controllers';
import { MeshMode } from './mesh/mesh-mode';
import { identityOf, Peer } from './peer';
import { checked } from '../checked/checked';
import { parseCidr } from '../support/cidr';
import { checkLabels, checkNamespace } from '../support/names';
import { refuse } from '../support/refuse';

/** What may differ of a controller's pods. */
export interface ControllerPodsOptions {
  /**
   * The namespace of the pods that carry the traffic.
   *
   * @default - that of the controller's own manifests or guides
   */
  readonly namespace?: string;

  /**
   * The labels of these pods, all of them.
   *
   * @default - those of the controller's own manifests or chart
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * The name of the pods' ServiceAccount, by which the mesh of the cluster profile knows them, if it names one.
   *
   * @default - that of the controller's own manifests or guides, where they agree on one; else the mesh lets in all pods of the
   * namespace, and network policies those with the labels
   */
  readonly serviceAccount?: string;

  /**
   * Whether the pods are in the mesh of the cluster profile, if it names one. Of pods outside of it nobody knows who they are: they
   * are let in by the addresses of pods, the profile's `podCidrs`.
   *
   * @default MeshMode.INSIDE
   */
  readonly mesh?: MeshMode;
}

/** From where the load balancers of a cloud connect to pods. */
export interface LoadBalancerSubnetsOptions {
  /**
   * The networks of the subnets that the load balancer is in.
   *
   * @default - the profile's `vpcCidrs`; without them, on Platform.EKS and EKS_AUTO_MODE all private networks, else it is refused
   */
  readonly subnets?: string[];
}

/** From where the load balancers of Google connect to pods. */
export interface GoogleLoadBalancerOptions {
  /**
   * The networks of the proxy-only subnets, for internal and regional load balancers.
   *
   * @default - the front ends and health checks of Google alone, as for global load balancers
   */
  readonly subnets?: string[];
}

/**
 * Who carries the traffic of Ingresses and Gateways to the pods, for the profile's `ingressController` and `gateway`. Where
 * the class of a route is one that is known, the profile need not say it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/
 *
 * @example
 *
 * new ClusterProfile({ ingressController: IngressController.traefik({ namespace: 'edge' }) }).applyTo(app);
 */
@checked
export class IngressController {
  /** The community's ingress-nginx: its pods in namespace `ingress-nginx`. */
  public static ingressNginx(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.ingressNginx, options);
  }

  /** The NGINX Ingress Controller of F5: its pods in namespace `nginx-ingress`. */
  public static f5Nginx(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.f5Nginx, options);
  }

  /** Traefik: its pods in namespace `traefik`, or in `kube-system` with Platform.K3S, which brings it along. */
  public static traefik(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.traefik, options);
  }

  /** The Kubernetes Ingress Controller of HAProxy Technologies: its pods in namespace `haproxy-controller`. */
  public static haproxy(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.haproxy, options);
  }

  /** The community's HAProxy Ingress: its pods in namespace `ingress-controller`. */
  public static haproxyIngress(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.haproxyIngress, options);
  }

  /** Contour: the pods of Envoy, not its own, in namespace `projectcontour`. */
  public static contour(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.contour, options);
  }

  /** Kong: the pods of its proxy in namespace `kong`. */
  public static kong(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.kong, options);
  }

  /** Envoy Gateway: the pods of Envoy in namespace `envoy-gateway-system`. */
  public static envoyGateway(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.envoyGateway, options);
  }

  /**
   * Istio's gateway: for a Gateway the pods that Istio starts in its namespace; for an Ingress, or where one of the options
   * is given, those of the chart `gateway` in `istio-ingress` or `istio-system`.
   */
  public static istioGateway(options: ControllerPodsOptions = {}): Peer {
    return podsOf(CONTROLLERS.istio, options);
  }

  /**
   * The pods in the Gateway's own namespace that carry its name in the label `gateway.networking.k8s.io/gateway-name`: what
   * most implementations start that make a proxy for each Gateway. For the profile's `gateway` alone.
   *
   * @see https://gateway-api.sigs.k8s.io/geps/gep-1762/
   */
  public static podsOfGateway(): Peer {
    return Peer._of(controllerParts({ ...CONTROLLERS.nginxGatewayFabric, name: 'the pods of the Gateway' }));
  }

  /**
   * Cilium's ingress and Gateways, which Cilium's own policies alone can name: by the entity `ingress`.
   *
   * @see https://docs.cilium.io/en/stable/network/servicemesh/ingress/
   */
  public static cilium(): Peer {
    return Peer._of(controllerParts(CONTROLLERS.cilium));
  }

  /**
   * Application Load Balancers of AWS with pods as targets: they connect from addresses of their own, for health checks, too.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-type
   */
  public static alb(options: LoadBalancerSubnetsOptions = {}): Peer {
    return addressesOf(CONTROLLERS.alb, options);
  }

  /**
   * Load balancers of GKE with pods as targets: Google's front ends and health checks, and the proxy-only subnets.
   *
   * @see https://cloud.google.com/load-balancing/docs/firewall-rules
   */
  public static gke(options: GoogleLoadBalancerOptions = {}): Peer {
    return addressesOf(CONTROLLERS.gke, options);
  }

  /** Azure's Application Gateway, also that for Containers: they connect from the subnet that they are in. */
  public static azureApplicationGateway(options: LoadBalancerSubnetsOptions = {}): Peer {
    return addressesOf(CONTROLLERS.azureApplicationGateway, options);
  }

  /** The nginx of AKS's application routing: all pods of namespace `app-routing-system`. */
  public static aksAppRouting(): Peer {
    return Peer._of(controllerParts(CONTROLLERS.aksAppRouting));
  }

  /**
   * OpenShift's router, whether it is on the network of the pods or on that of the nodes.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/network_security/network-policy
   */
  public static openshiftRouter(): Peer {
    return Peer._of(controllerParts(CONTROLLERS.openshiftRouter));
  }

  private constructor() {}
}

function podsOf(controller: KnownController, options: ControllerPodsOptions): Peer {
  const { namespace, labels } = options;
  const where = callOf(controller);
  if (namespace !== undefined) checkNamespace(where, namespace);
  if (labels !== undefined && Object.keys(labels).length === 0) {
    refuse(where, {
      what: 'labels',
      got: labels,
      allowed: 'at least one label; none would be all pods',
      fix: 'leave it out, or use Peer.namespace(name) to say so in words',
    });
  }
  const own = labels && checkLabels(where, labels, 'look the label up: nothing carries this one');
  return Peer._of(controllerParts(controller, { namespace, labels: own, identity: identityOf(where, options) }));
}

function addressesOf(controller: KnownController, { subnets }: LoadBalancerSubnetsOptions): Peer {
  const where = callOf(controller);
  if (subnets !== undefined && subnets.length === 0) {
    refuse(where, {
      what: 'subnets',
      got: subnets,
      allowed: 'at least one network',
      fix: 'name the subnets that the load balancer connects from',
    });
  }
  const options: ControllerOptions = { subnets: subnets?.map((cidr) => parseCidr(where, cidr, 'subnets').text) };
  return Peer._of(controllerParts(controller, options));
}
