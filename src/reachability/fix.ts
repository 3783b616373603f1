import { AddressSet } from './address-set';
import { PortQuestion } from './asked-end';
import { DenyingRule } from './closed-side';
import { OpeningRule } from './opening-rule';
import { Direction, IdentityPolicy, MeshMembership, MeshName, Policy, PolicyRule, Workload } from '../topology/model';

/** What would open a connection: a rule to add, or what to write where the manifests came from this package. */
export type Fix =
  | ({
      readonly kind: 'rule';
      /** The Services whose nodes may hide the clients from the rule; absent if it knows them for sure. */
      readonly hiddenBy?: readonly string[];
    } & OpeningRule)
  /** A rule that denies it whatever NetworkPolicies open: only whoever owns it can change that. */
  | ({
      readonly kind: 'denied';
      readonly direction: Direction;
      readonly workload: string;
      /** What would open it, if it were asked before that; absent: nothing would. */
      readonly accept?: PolicyRule;
    } & DenyingRule)
  /** A rule for a policy of another kind, which has a word for what no NetworkPolicy can name. */
  | {
      readonly kind: 'words';
      readonly direction: Direction;
      readonly workload: string;
      readonly policy: Policy;
      readonly rule: PolicyRule;
    }
  /** A rule for a policy of a mesh, by the identity of the client. */
  | {
      readonly kind: 'identity';
      readonly workload: Workload;
      readonly mesh: MeshName;
      /** The one to add it to; absent: a new one. */
      readonly policy?: IdentityPolicy;
      /** What a new one is called. */
      readonly name?: string;
      readonly client: { readonly namespace: string; readonly account: string };
      readonly trustDomain: string;
      readonly port: number;
    }
  /** A rule of a mesh that refuses it, whatever others allow. */
  | { readonly kind: 'refused'; readonly workload: string; readonly policy: string; readonly path: string }
  /** The client has no identity of the mesh. */
  | { readonly kind: 'join'; readonly workload: string; readonly server: string; readonly mesh: MeshMembership }
  /** `client.connectTo(target)`, of one port of the target's if it has several. */
  | { readonly kind: 'connect'; readonly client: Workload; readonly target: Workload; readonly portName?: string }
  /** `workload.connections.allowFrom(peer, ports)` or `allowTo`. */
  | {
      readonly kind: 'allow';
      readonly direction: Direction;
      readonly workload: Workload;
      readonly peer: PeerOfCall;
      readonly port: PortQuestion;
    }
  /** A name or addresses outside of the cluster as something to connect to. */
  | {
      readonly kind: 'alias';
      readonly client: Workload;
      /** The first label may be `*`. */
      readonly hostname?: string;
      /** Where its addresses are, if that must be said: on the internet, or in networks that somebody knows. */
      readonly reach?: 'public' | 'networks';
      readonly addresses?: readonly string[];
      readonly port: PortQuestion;
    }
  /** A way in for the clients of a workload. */
  | { readonly kind: 'expose'; readonly workload: Workload };

/** Those that are written as calls of this package. */
export type FixByCall = Extract<Fix, { kind: 'connect' | 'allow' | 'alias' | 'expose' }>;

/** A peer of a call: another construct, or what `Peer` makes. */
export type PeerOfCall =
  | { readonly kind: 'construct' | 'pods'; readonly workload: Workload }
  | { readonly kind: 'internet' }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet };
