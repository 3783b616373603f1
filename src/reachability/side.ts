import { AddressSet } from './address-set';
import { Doubt } from './doubt';
import { PodsEnd } from './end';
import { PodAddresses } from './pod-addresses';
import { PodSet } from './pod-set';
import { PortSet } from './port-set';
import { Policy, Protocol, UnjudgedPolicy } from '../topology/model';

/** A rule with its peers looked up. */
export interface CompiledRule {
  readonly policy: Policy;
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
}

/** Policies that select the same pods: what they say about a peer is found out once for all that they select. */
export interface Bundle {
  readonly policies: readonly Policy[];
  readonly rules: readonly CompiledRule[];
}

/** Policies that select some of a workload's pods, or nobody knows which. */
export interface PartialBundle extends Bundle {
  /** The labels that tell the pods apart. */
  readonly by: readonly string[];
}

/**
 * What policies say about one workload in one direction; no policy at all means that everything is open. Workloads that the
 * same policies select share it.
 */
export interface Side {
  readonly isolatedBy: readonly Policy[];
  readonly rules: readonly CompiledRule[];
  /** The same, by the pods that the policies select. */
  readonly bundles: readonly Bundle[];
  /** What isolates some of the pods. */
  readonly partial: readonly PartialBundle[];
  /** The policies of kinds that are not judged and may select the workload. */
  readonly unjudgedBy: readonly UnjudgedPolicy[];
  /** What these leave open; absent if there are none. */
  readonly doubt?: Doubt;
}
