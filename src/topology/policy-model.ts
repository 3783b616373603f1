import { Direction, Origin, Protocol, Selector } from './base-model';

/*
 * Policies of all kinds, in one set of words.
 */

/** A port that a policy names; an absent number and name mean every port of the protocol. */
export type PolicyPort =
  | { readonly protocol: Protocol; readonly kind: 'all' }
  | { readonly protocol: Protocol; readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly protocol: Protocol; readonly kind: 'named'; readonly name: string };

/** One peer of a rule. */
export type PolicyPeer =
  | {
      readonly kind: 'ipBlock';
      readonly cidr: string;
      readonly except: readonly string[];
      /** Whether it stands for addresses outside of the cluster alone, as in Cilium: it matches no pod and no node. */
      readonly isOutside?: true;
    }
  | {
      readonly kind: 'pods';
      /** Absent: the policy's own namespace. */
      readonly namespaceSelector?: Selector;
      readonly podSelector: Selector;
    }
  /** DNS names outside of the cluster; see `NamePeer`. */
  | NamePeer
  /** What Cilium has a word for and is neither a pod nor an address outside: `kube-apiserver`, `host`, `remote-node`. */
  | { readonly kind: 'entities'; readonly entities: readonly string[] }
  /** Nodes of the cluster, and pods on their network. */
  | { readonly kind: 'nodes'; readonly selector: Selector }
  /** The pods, or the addresses, behind Services: one by its name, or those with some labels. */
  | {
      readonly kind: 'services';
      /** Absent: of all namespaces. */
      readonly namespace?: string;
      readonly name?: string;
      readonly selector?: Selector;
    }
  /** Addresses outside of the cluster that no manifest says: groups of a cloud, lists that are kept elsewhere. */
  | { readonly kind: 'unknown'; readonly what: string };

/** DNS names. In each of them `*` stands for some letters of one label. */
export interface NamePeer {
  readonly kind: 'names';
  readonly names: readonly string[];
  /** Whether a leading `*.` stands for one label or several. Absent: for what `*` stands for elsewhere. */
  readonly isDeep?: boolean;
}

/** What a rule does with what it matches; `pass` leaves it to the policies that are asked later. */
export type RuleAction = 'accept' | 'deny' | 'pass';

/** A rule: peers AND ports. */
export interface PolicyRule {
  /** Absent: everybody. Empty: nobody. */
  readonly peers?: readonly PolicyPeer[];
  /** Absent: every port of every protocol. Empty: none. */
  readonly ports?: readonly PolicyPort[];
  /** Absent: `accept`. */
  readonly action?: RuleAction;
  /** What of layer 7 alone is let through, in words: `HTTP GET /health`. */
  readonly only?: string;
  /**
   * Whether the client must prove who it is before it is let through. That changes nobody's reach; where several rules mean a client,
   * one that asks for it is enough.
   */
  readonly isAuthenticated?: boolean;
  /** Where it stands in the policy's `spec`, if not at its position of the list of its direction: `egressDeny[0]`. */
  readonly path?: string;
}

/** When the policies of administrators are asked: before NetworkPolicies, or for what none of these isolates. */
export type TierName = 'Admin' | 'Baseline';

/** A NetworkPolicy, or a policy of another kind in the same words. */
export interface Policy {
  /** `namespace/NetworkPolicy/name`, or `Kind/name` for kinds without namespace. */
  readonly id: string;
  /** Absent: a NetworkPolicy. */
  readonly kind?: string;
  /** Empty: it belongs to the cluster, and has a `namespaceSelector`. */
  readonly namespace: string;
  readonly name: string;
  /** Of policies that belong to the cluster: the namespaces whose pods they select. */
  readonly namespaceSelector?: Selector;
  readonly podSelector: Selector;
  /** The rules of each direction that it isolates, or of which it decides something. */
  readonly rules: Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;
  /** The directions in which its rules count and it does not isolate. */
  readonly addsTo?: readonly Direction[];
  /** Absent: it is asked with the NetworkPolicies. */
  readonly order?: {
    readonly tier: TierName;
    /** Lower ones are asked first. Absent: nobody says when, as of a BaselineAdminNetworkPolicy. */
    readonly priority?: number;
  };
  readonly origin: Origin;
}

/**
 * A policy that is not judged: of a network plugin's kind, with fields that nobody here knows, or a NetworkPolicy whose kind
 * or version is misspelt. It may change any answer about the pods that it selects.
 */
export interface UnjudgedPolicy {
  /** `namespace/Kind/name`, or `Kind/name` for kinds without namespace. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Its own namespace, and the only one that it selects pods in. Absent: it belongs to the cluster. */
  readonly namespace?: string;
  /** The namespaces that one of the cluster is confined to. Absent: none of them is ruled out. */
  readonly namespaceSelector?: Selector;
  /** What the selected pods have for sure; it may select fewer. Absent: no pods, but nodes. */
  readonly podSelector?: Selector;
  /** The directions in which it may have a say. */
  readonly directions: readonly Direction[];
  /** Why a policy of a kind that is judged is not. */
  readonly reason?: string;
  /** All that it says: two of one id with the same content say the same. */
  readonly content: string;
  readonly origin: Origin;
}
