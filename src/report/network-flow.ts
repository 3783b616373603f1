import { Flow } from '../reachability/flow';
import { Way } from '../reachability/way';
import { endFields, reasonFields } from '../render/json';

/** A run of ports, both ends included. */
export interface NetworkPorts {
  /** TCP, UDP or SCTP. */
  readonly protocol: string;
  /** The first port. */
  readonly port: number;
  /** The last port. */
  readonly endPort: number;
}

/** A rule that decided. */
export interface NetworkReason {
  /** `ingress` or `egress`. */
  readonly direction: string;
  /**
   * The policy's id.
   *
   * @default - no policy isolates the pods in this direction
   */
  readonly policy?: string;
  /**
   * The rule's position in the policy, from 0.
   *
   * @default - no policy isolates the pods in this direction
   */
  readonly rule?: number;
  /**
   * Where the rule stands in the policy's `spec`, if it is not the one at its position of `ingress` or `egress`:
   * `egressDeny[0]`, `specs[1].ingress[0]`.
   *
   * @default - at `rule` of the list of its direction
   */
  readonly path?: string;
  /**
   * `identity`: the policy is one of a mesh, which decides by the identity of the client.
   *
   * @default - a network policy
   */
  readonly wall?: string;
  /**
   * How many more rules or policies there are than are listed; it stands last, in place of them.
   *
   * @default - all of them are listed
   */
  readonly more?: number;
}

/** By what the internet comes in: a route, or a Service or a port that nodes take traffic for. */
export interface NetworkWay {
  /** The route, the Service, or the workload that has the port of its node: `namespace/Kind/name`. */
  readonly id: string;
  /** The kind of a route, `LoadBalancer`, `NodePort`, `externalIPs` or `hostPort`. */
  readonly kind: string;
  /**
   * The host names that a route is for.
   *
   * @default - any
   */
  readonly hosts?: string[];
  /**
   * The Service's port that it leads through: `shop/Service/web:80`.
   *
   * @default - none
   */
  readonly service?: string;
}

/** One end may reach the other on some ports. */
export interface NetworkFlow {
  /**
   * `namespace/Kind/name`, `internet`, `ip:<cidr>`, `name:<DNS name>`, `entity:<entity of Cilium>`, `nodes:<selector of nodes>`, or
   * `pods:<namespace selector>/<pod selector>` for pods that are not in the input.
   */
  readonly from: string;
  /** Like `from`. */
  readonly to: string;
  /**
   * Networks that are taken out of the `ip:` end.
   *
   * @default - none
   */
  readonly except?: string[];
  /** The ports. */
  readonly ports: NetworkPorts[];
  /** `allow`, or `undefined` for what the manifests leave to the network plugin. */
  readonly verdict: string;
  /**
   * Why the verdict is undefined.
   *
   * @default - it is not
   */
  readonly reason?: string;
  /**
   * The same for programs, a word that stays when the reason is said otherwise: `host-network`, `pod-address` …
   *
   * @default - the verdict is not undefined
   */
  readonly reasonCode?: string;
  /**
   * What of layer 7 alone is let through, in words: `HTTP GET /health`.
   *
   * @default - everything
   */
  readonly only?: string[];
  /** The rules that decided, for each side that is in the input. */
  readonly because: NetworkReason[];
  /**
   * The ways by which the internet comes in.
   *
   * @default - it does not come from the internet
   */
  readonly ways?: NetworkWay[];
}

/** A connection as the public API has it; the engine's own data is copied. */
export function toNetworkFlow({ from, to, ports, verdict, reason, only, because, ways }: Flow): NetworkFlow {
  const { except, ...ends } = endFields({ from, to });
  return {
    ...ends,
    ...(except === undefined ? {} : { except: [...except] }),
    ports: ports.map((range) => ({ ...range })),
    verdict,
    ...reasonFields(reason),
    ...(only === undefined ? {} : { only: [...only] }),
    because: because.map((rule) => ({ ...rule })),
    ...(ways === undefined ? {} : { ways: ways.map(toNetworkWay) }),
  };
}

function toNetworkWay({ id, kind, hosts, service }: Way): NetworkWay {
  return {
    id,
    kind,
    ...(hosts === undefined ? {} : { hosts: [...hosts] }),
    ...(service === undefined ? {} : { service }),
  };
}
