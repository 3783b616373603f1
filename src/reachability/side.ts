import { AddressSet } from './address-set';
import { Doubt } from './doubt';
import { PodsEnd } from './end';
import { PodAddresses } from './pod-addresses';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { NamePeer, Policy, PolicyRule, Protocol, RuleAction, Selector, UnjudgedPolicy } from '../topology/model';

/** A rule with its peers looked up. */
export interface CompiledRule {
  readonly policy: Policy;
  /** As it was written. */
  readonly given: PolicyRule;
  /** Its position in the policy, from 0. */
  readonly index: number;
  readonly everybody: boolean;
  readonly pods: PodSet;
  readonly blocks: AddressSet;
  readonly podAddresses: PodAddresses;
  /** Peers that may be pods outside of the input. */
  readonly unknownPods: readonly PodsEnd[];
  readonly ports: PortSet;
  readonly namedPorts: readonly { readonly protocol: Protocol; readonly name: string }[];
  /** Whom it means besides pods and addresses; absent: nobody. */
  readonly others?: OtherPeers;
}

/** Peers that are neither pods nor addresses which a manifest says. */
export interface OtherPeers {
  readonly names: readonly NamePeer[];
  readonly entities: readonly string[];
  readonly nodes: readonly Selector[];
  /** Addresses outside of the cluster that no manifest says, in words. */
  readonly unknown: readonly string[];
}

/** Policies that select the same pods: what they say about a peer is found out once for all that they select. */
export interface Bundle {
  /** Those that isolate the pods; there may be rules of others. */
  readonly policies: readonly Policy[];
  readonly rules: readonly CompiledRule[];
}

/** Policies that select some of a workload's pods, or nobody knows which. */
export interface PartialBundle extends Bundle {
  /** The labels that tell the pods apart. */
  readonly by: readonly string[];
}

/** A rule that is asked in its turn. */
export interface TierRule {
  readonly action: RuleAction;
  /** The rule alone, so that what it opens to a peer is found out as for the rules of NetworkPolicies. */
  readonly alone: readonly [CompiledRule];
}

/** A policy whose rules are asked one after another. */
export interface TierPolicy {
  readonly policy: Policy;
  readonly rules: readonly TierRule[];
  /** The labels that tell apart the pods that it selects and those that it does not; absent: it selects all of them. */
  readonly by?: readonly string[];
}

/** Policies of equal priority: nobody says which of them is asked first. */
export type Level = readonly TierPolicy[];

/** What is asked besides the rules that open something to isolated pods. */
export interface Tiers {
  /** Asked before all others, in this order. */
  readonly admin: readonly Level[];
  /** Rules among the NetworkPolicies that close what these open. */
  readonly denied: readonly TierPolicy[];
  /** Asked for what no policy of the middle isolates, in this order. */
  readonly baseline: readonly Level[];
  /** Asked at the same time as these: nobody says before which. */
  readonly unordered: readonly TierPolicy[];
  /** All of them. */
  readonly policies: readonly TierPolicy[];
  /** Their rules, each in the list that it is asked by. */
  readonly lists: readonly (readonly CompiledRule[])[];
}

/** Rules of which some let through a part of layer 7 alone: what one of the others opens is open as a whole. */
export interface Narrowing {
  readonly parts: readonly CompiledRule[];
  readonly whole: readonly CompiledRule[];
}

/** The policies between the two tiers: those that isolate open what their rules accept. */
export interface Middle {
  readonly isolatedBy: readonly Policy[];
  /** What they open, by the pods that they select. */
  readonly bundles: readonly Bundle[];
  /** What isolates some of the pods. */
  readonly partial: readonly PartialBundle[];
}

/**
 * What policies say about one workload in one direction; no policy at all means that everything is open. Workloads that the
 * same policies select share it.
 */
export interface Side extends Middle {
  /** Those of all bundles. */
  readonly rules: readonly CompiledRule[];
  /** What is asked before these, after them, and what closes what they open; absent if there is nothing. */
  readonly tiers?: Tiers;
  /** What of its rules counts for a part of layer 7; absent if none does. */
  readonly narrowing?: Narrowing;
  /** The policies that are not judged and may select the workload. */
  readonly unjudgedBy: readonly UnjudgedPolicy[];
  /** What these leave open; absent if there are none. */
  readonly doubt?: Doubt;
}
