import { Cni } from './cni';
import { DataPath, KnownController, ProxyPods } from './controllers';
import { isOfFamilies } from './ip-family';
import { namespaceNamed } from './peer';
import { ipBlock, otherPeer, PeerEnd, PeerIdentity, PeerParts, PeerSurroundings } from './peer-parts';
import type { k8s } from '../plus/cdk8s-plus';
import { inWords, refuse, Where } from '../support/refuse';

/** What was said of a controller that differs from what is known. */
export interface ControllerOptions {
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly subnets?: readonly string[];
  /** What was said of its pods in a mesh. */
  readonly identity?: PeerIdentity;
  /** The route by whose class it was chosen. */
  readonly where?: Where;
}

/** The label that pods of a Gateway carry. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The most characters of a label's value. */
const MOST_OF_LABEL = 63;

/** The peer from which the traffic of a controller comes. */
export function controllerParts(controller: KnownController, options: ControllerOptions = {}): PeerParts {
  const isTold = options.namespace !== undefined || options.labels !== undefined;
  const { path, gatewayPaths = [path] } = controller;
  return {
    description: describe(controller, options),
    ends: (surroundings) => {
      // Whoever names pods means these, whatever is in front of them.
      const paths = surroundings.routeGateway === undefined || isTold ? [path] : gatewayPaths;
      return paths.flatMap((each) => endsOf(controller, each, options, surroundings));
    },
  };
}

/** Pods that are known by one set of labels are called by these, as other peers are. */
function describe({ name, path }: KnownController, { labels }: ControllerOptions): string {
  if (path.kind !== 'pods') return name;
  const [first, ...others] = path.proxies;
  const own = labels ?? (others.length === 0 ? first.labels : undefined);
  return own === undefined ? name : podsWith(own);
}

function podsWith(labels: { readonly [key: string]: string }): string {
  return `pods ${JSON.stringify(labels)}`;
}

function endsOf(
  controller: KnownController,
  path: DataPath,
  options: ControllerOptions,
  surroundings: PeerSurroundings,
): readonly PeerEnd[] {
  const { name } = controller;
  switch (path.kind) {
    case 'pods':
      return endsOfPods(name, path.proxies, options, surroundings);
    case 'podsOfGateway':
      return [
        otherPeer(
          name,
          [podsOfGateway(controller, surroundings)],
          'all',
          options.identity ?? ofGateway(path, surroundings),
        ),
      ];
    case 'namespaces':
      // Without the empty selector of pods, those on the network of the nodes are left out.
      return [otherPeer(name, [{ namespaceSelector: { matchLabels: { ...path.labels } }, podSelector: {} }], 'some')];
    case 'addresses': {
      const own = path.networks.filter((cidr) => isOfFamilies(surroundings.ipFamilies, cidr));
      const unique = [...new Set([...own, ...subnetsOf(controller, path, options, surroundings)])];
      return [
        otherPeer(
          name,
          unique.map((cidr) => ipBlock(cidr)),
        ),
      ];
    }
    case 'entity':
      return [entityOf(name, options, surroundings)];
  }
}

function endsOfPods(
  name: string,
  proxies: readonly ProxyPods[],
  options: ControllerOptions,
  { platform }: PeerSurroundings,
): readonly PeerEnd[] {
  const found = new Map<string, PeerEnd>();
  for (const proxy of proxies) {
    const ofPlatform = platform === undefined ? undefined : proxy.namespaceOn?.[platform];
    const namespace = options.namespace ?? ofPlatform ?? proxy.namespace;
    const labels = options.labels ?? proxy.labels;
    const podSelector: k8s.LabelSelector | undefined = labels && { matchLabels: { ...labels } };
    const peer = { namespaceSelector: namespaceNamed(namespace), podSelector };
    const [description, ofApp] =
      labels === undefined ? ([name, 'some'] as const) : ([podsWith(labels), 'all'] as const);
    for (const identity of identitiesOf(proxy, options)) {
      found.set(JSON.stringify([peer, identity]), otherPeer(description, [peer], ofApp, identity));
    }
  }
  return [...found.values()];
}

/** Whoever names other pods knows them, and says their account if a mesh is to know them by it. */
function identitiesOf({ accounts }: ProxyPods, { labels, identity }: ControllerOptions): (PeerIdentity | undefined)[] {
  if (identity !== undefined || labels !== undefined || accounts === undefined) return [identity];
  return accounts.map((account) => ({ account }));
}

function ofGateway(
  { account }: Extract<DataPath, { kind: 'podsOfGateway' }>,
  { routeGateway }: PeerSurroundings,
): PeerIdentity | undefined {
  return account === undefined || routeGateway === undefined ? undefined : { account: account(routeGateway) };
}

function podsOfGateway(controller: KnownController, { routeGateway }: PeerSurroundings): k8s.NetworkPolicyPeer {
  if (routeGateway === undefined) {
    return refuse(callOf(controller), {
      what: 'use',
      got: inWords('no Gateway'),
      allowed: "as the cluster profile's `gateway`, for routes of the Gateway API",
      fix: 'name the pods with Peer.pods({ namespace, labels })',
    });
  }
  const { name, namespace, where } = routeGateway;
  if (name.length > MOST_OF_LABEL) {
    refuse(where, {
      what: 'gateway',
      got: name,
      allowed:
        'a name of at most 63 characters, which its pods carry as a label, where the cluster profile names no pods',
      fix: 'name them: new ClusterProfile({ gateway: Peer.pods({ namespace, labels }) }).applyTo(app)',
    });
  }
  const podSelector = { matchLabels: { [GATEWAY_NAME]: name } };
  return namespace === undefined ? { podSelector } : { namespaceSelector: namespaceNamed(namespace), podSelector };
}

/** The subnets that were named, else the networks of the VPC, else what the platform's load balancers usually have. */
function subnetsOf(
  controller: KnownController,
  { subnets: what, usual }: Extract<DataPath, { kind: 'addresses' }>,
  options: ControllerOptions,
  { vpcCidrs = [], ipFamilies, platform, routeGateway }: PeerSurroundings,
): readonly string[] {
  if (options.subnets !== undefined) return options.subnets;
  if (what === undefined) return [];
  const ofVpc = vpcCidrs.filter((cidr) => isOfFamilies(ipFamilies, cidr));
  if (ofVpc.length > 0) return ofVpc;
  const ofPlatform = platform === undefined ? undefined : usual?.[platform];
  if (ofPlatform !== undefined) return ofPlatform.filter((cidr) => isOfFamilies(ipFamilies, cidr));
  const call = controller.factory.replace('{ subnets }', "{ subnets: ['10.0.101.0/24'] }");
  return refuse(options.where ?? callOf(controller), {
    what: 'subnets',
    got: undefined,
    allowed: `${what}: the traffic comes from addresses in them`,
    fix: `new ClusterProfile({ ${routeGateway === undefined ? 'ingressController' : 'gateway'}: ${call} }).applyTo(app), or say all networks of the VPC with its \`vpcCidrs\``,
  });
}

/** The factory of a controller, for messages. */
export function callOf({ factory }: KnownController): string {
  return factory.replace(/\(.*/, '');
}

function entityOf(description: string, { where }: ControllerOptions, { cni }: PeerSurroundings): PeerEnd {
  if (cni === undefined || cni === Cni.CILIUM) return { kind: 'entities', description, entities: ['ingress'] };
  return refuse(where ?? 'IngressController.cilium', {
    what: 'cni of the cluster profile',
    got: inWords(cni),
    allowed: "Cni.CILIUM: only Cilium's own policies can name its ingress",
    fix: 'say cni: Cni.CILIUM if the cluster has it, else name the controller that serves the route',
  });
}
