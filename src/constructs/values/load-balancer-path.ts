import { Cni } from '../../network/cni';
import { Platform } from '../../network/platform';
import { Protocol } from '../../plus/cdk8s-plus';

/** What tells how a load balancer reaches the pods. */
export interface LoadBalancerMarks {
  readonly annotations: { readonly [key: string]: string };
  readonly loadBalancerClass?: string;
  readonly platform?: Platform;
  readonly cni?: Cni;
}

/** How the traffic of a load balancer reaches the pods, where no node stands in for the clients. */
export interface LoadBalancerPath {
  /** Whether it sends to pods, and so checks their health itself; nodes are checked by what kube-proxy answers. */
  readonly sendsToPods: boolean;
  /** Whether the pods see the clients' addresses, and not those of the load balancer; `undefined` where that is not known. */
  readonly showsClients: (protocol: Protocol) => boolean | undefined;
  /** The port at which it checks the targets' health, where that is not the one of the traffic. */
  readonly checkPort?: number;
}

/** Nodes get the traffic, and pass the clients' addresses on. */
const BY_NODES: LoadBalancerPath = { sendsToPods: false, showsClients: () => true };

/** Load balancers that are proxies by default, so that nodes and pods see the addresses of these instead of the clients'. */
const PROXIES: readonly string[] = [
  'load-balancer.hetzner.cloud/',
  'loadbalancer.openstack.org/',
  'service.beta.kubernetes.io/do-loadbalancer-',
  'service.beta.kubernetes.io/scw-loadbalancer-',
];

/** How the load balancer of a Service reaches the pods, by what the Service and the cluster say of it. */
export function loadBalancerPath(marks: LoadBalancerMarks): LoadBalancerPath {
  if (isOfAws(marks)) return awsPath(marks);
  const keys = Object.keys(marks.annotations);
  if (keys.some((key) => PROXIES.some((prefix) => key.startsWith(prefix)))) {
    return { sendsToPods: false, showsClients: () => undefined };
  }
  return BY_NODES;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AUTO_MODE_CLASS = 'eks.amazonaws.com/nlb';
const CONTROLLER_CLASS = 'service.k8s.aws/nlb';

function isOfAws({ annotations, loadBalancerClass, platform, cni }: LoadBalancerMarks): boolean {
  if (loadBalancerClass === AUTO_MODE_CLASS || loadBalancerClass === CONTROLLER_CLASS) return true;
  if (Object.keys(annotations).some((key) => key.startsWith(AWS))) return true;
  // Another class is another controller, of which nothing is known.
  if (loadBalancerClass !== undefined) return false;
  return platform === Platform.EKS || platform === Platform.EKS_AUTO_MODE || cni === Cni.AWS_VPC_CNI;
}

/**
 * The controller of EKS Auto Mode sends to pods unless told otherwise, the AWS Load Balancer Controller to nodes, and the one
 * that is built into Kubernetes to nodes always.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
 */
function awsPath(marks: LoadBalancerMarks): LoadBalancerPath {
  const { annotations } = marks;
  const type = annotations[`${AWS}type`];
  const targets = annotations[`${AWS}nlb-target-type`];
  const isAutoMode = isOfAutoMode(marks);
  const isBuiltIn = marks.loadBalancerClass === undefined && type === 'nlb' && !isAutoMode;
  const sendsToPods = !isBuiltIn && (type === 'nlb-ip' || targets === 'ip' || (isAutoMode && targets !== 'instance'));
  const preserved = attribute(annotations[`${AWS}target-group-attributes`], 'preserve_client_ip.enabled');
  const showsTcpClients = preserved === undefined ? !sendsToPods : preserved === 'true';
  return {
    sendsToPods,
    // Of other protocols they are kept, whatever is said.
    showsClients: (protocol) => whereKnown(marks, protocol === Protocol.TCP ? showsTcpClients : true),
    checkPort: checkPortOf(annotations),
  };
}

function isOfAutoMode({ loadBalancerClass, platform }: LoadBalancerMarks): boolean {
  return loadBalancerClass === undefined ? platform === Platform.EKS_AUTO_MODE : loadBalancerClass === AUTO_MODE_CLASS;
}

/** What is right of one kind of load balancer, where another kind cannot be meant. */
function whereKnown(marks: LoadBalancerMarks, showsClients: boolean): boolean | undefined {
  const { annotations, loadBalancerClass } = marks;
  const type = annotations[`${AWS}type`];
  // Between two families clients cannot be shown.
  if (showsClients && annotations[`${AWS}ip-address-type`] === 'dualstack') return undefined;
  if (loadBalancerClass !== undefined) return showsClients;
  if (isOfAutoMode(marks)) {
    // Besides Auto Mode's own controller there may be that of the annotation, which sends to nodes where nothing is said.
    const mayBeOther = type === 'external' && annotations[`${AWS}nlb-target-type`] === undefined;
    return mayBeOther ? undefined : showsClients;
  }
  // Without a type it may be a Classic Load Balancer, which connects from its own addresses.
  return showsClients && !['nlb', 'nlb-ip', 'external'].includes(type) ? undefined : showsClients;
}

/** One of the attributes that an annotation lists: `a=1,b=2`. */
function attribute(list: string | undefined, wanted: string): string | undefined {
  for (const entry of (list ?? '').split(',')) {
    const [key, value] = entry.split('=').map((part) => part.trim());
    if (key === wanted && value !== undefined) return value.toLowerCase();
  }
  return undefined;
}

/** A number is a port of the targets; otherwise it is the port of the traffic. */
function checkPortOf(annotations: LoadBalancerMarks['annotations']): number | undefined {
  const text = (annotations[`${AWS}healthcheck-port`] ?? '').trim();
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}
