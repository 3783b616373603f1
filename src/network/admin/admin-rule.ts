import { PodSelection } from './pod-selection';
import { Port } from '../port';

/** The two tiers of administrators' policies. */
export type AdminTier = 'Admin' | 'Baseline';

/** What a rule does with what it matches. */
export type AdminAction = 'accept' | 'deny';

/** Who is at the other end of a rule; several lists are one or the other. */
export interface AdminPeers {
  readonly pods: readonly PodSelection[];
  /** In egress alone. They match whatever has such an address, pods included. */
  readonly networks: readonly string[];
  /** In egress of rules that accept alone. */
  readonly names: readonly string[];
}

/** One rule of an administrator's policy. */
export interface AdminRule {
  readonly direction: 'ingress' | 'egress';
  readonly action: AdminAction;
  readonly peers: AdminPeers;
  /** Absent: every port of every protocol. */
  readonly ports?: readonly Port[];
  /** Why it is there: the name of the rule. */
  readonly reason: string;
}

/** A rule, and whom it is for. */
export interface PlacedRule extends AdminRule {
  readonly subject: PodSelection;
}
