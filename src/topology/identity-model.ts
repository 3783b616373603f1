import { Origin, Selector } from './base-model';

/*
 * Policies of service meshes, which decide by the identity of the client: what Istio and Linkerd have, in one set of words.
 */

/** Which mesh decides about the connections of some pods, if any. `unknown`: the input does not say whether they are in one. */
export type MeshMembership = 'istio' | 'istio-ambient' | 'linkerd' | 'outside' | 'unknown';

/** The meshes whose policies are read. */
export type MeshName = 'istio' | 'linkerd';

/** Pods by their identity. */
export type IdentityMatch =
  /** As Istio writes it, `cluster.local/ns/shop/sa/web`, with one star at the beginning or at the end, or a star alone. */
  | { readonly kind: 'principal'; readonly pattern: string }
  /** An account; without a name all accounts of the namespace. */
  | { readonly kind: 'account'; readonly namespace: string; readonly name?: string }
  /** Those of a namespace, with one star at the beginning or at the end, or a star alone. */
  | { readonly kind: 'namespace'; readonly pattern: string }
  /** Whoever has an identity. */
  | { readonly kind: 'anyone' };

/** A network. */
export interface IdentityNetwork {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Clients: all that is there must be so of one. */
export interface IdentityClient {
  /** One of them is the client's identity. Absent: it needs none. */
  readonly identities?: readonly IdentityMatch[];
  /** None of them is. */
  readonly notIdentities?: readonly IdentityMatch[];
  /** One of them holds the client's address. */
  readonly networks?: readonly IdentityNetwork[];
  /** None of them does. */
  readonly notNetworks?: readonly IdentityNetwork[];
  /** All of these mean the client, too. */
  readonly also?: readonly IdentityClient[];
}

/** Ports of the pods, all of TCP. */
export interface IdentityPorts {
  readonly numbers?: readonly number[];
  /** By the name that a container gives it. */
  readonly names?: readonly string[];
  /** All but these. */
  readonly notNumbers?: readonly number[];
}

/** A rule: clients AND ports. */
export interface IdentityRule {
  /** One of them is the client. Absent: everybody, with an identity or without. Empty: nobody. */
  readonly clients?: readonly IdentityClient[];
  /** Absent: all ports. */
  readonly ports?: IdentityPorts;
  /** What of layer 7 alone it is about, in words: `HTTP GET /users`. */
  readonly only?: string;
  /** Whether a waypoint reads it, in front of the pods: it knows requests, which the proxies of nodes do not. */
  readonly isAtWaypoint?: true;
  /** Why it may mean less than it says, in words that follow "because": `a condition on request.headers is not known here`. */
  readonly perhaps?: string;
  /** Where it stands in the policy: `spec.rules[0]`; of a Server, which object says it: `AuthorizationPolicy/web`. */
  readonly path?: string;
}

/** What all policies of meshes have. */
interface PolicyOfMesh {
  /** `namespace/Kind/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** Absent: the pods of its own namespace. Istio's root namespace has policies for all. */
  readonly namespaceSelector?: Selector;
  readonly origin: Origin;
}

/** A policy about the identities of clients. */
export interface IdentityPolicy extends PolicyOfMesh {
  readonly kind: string;
  readonly mesh: MeshName;
  /** The servers that it is about. */
  readonly podSelector: Selector;
  /**
   * `allow`: what one of its rules means is let through, and what none of all such policies means is not. `deny`: what one of its
   * rules means is refused, whatever others allow.
   */
  readonly action: 'allow' | 'deny';
  readonly rules: readonly IdentityRule[];
  /** The only ports that it decides about, as a Server of Linkerd. Absent: all. */
  readonly ports?: IdentityPorts;
}

/** `strict`: clients must have an identity; `permissive`: they may; `disable`: nobody has one. */
export type MtlsMode = 'strict' | 'permissive' | 'disable';

/** Whether clients must have an identity at all. */
export interface MtlsPolicy extends PolicyOfMesh {
  /** Absent: all pods; those of which a narrower policy says nothing. */
  readonly podSelector?: Selector;
  /** Absent: what a wider policy says. */
  readonly mode?: MtlsMode;
  /** By port of the pods. */
  readonly portModes: Readonly<Record<number, MtlsMode>>;
}

/** A policy of a mesh that is not judged: it may change any answer about the servers that it selects. */
export interface UnjudgedIdentity extends PolicyOfMesh {
  readonly kind: string;
  readonly mesh: MeshName;
  readonly podSelector: Selector;
  /** In words that follow "because". */
  readonly reason: string;
}

/** What the input says of the identities that servers take connections from. */
export interface IdentityPolicies {
  /** In the order of their ids. */
  readonly policies: readonly IdentityPolicy[];
  readonly mtls: readonly MtlsPolicy[];
  readonly unjudged: readonly UnjudgedIdentity[];
}
