import { AddressSet } from './address-set';
import { Doubt } from './doubt';
import { PodsEnd } from './end';
import { PodSet } from './pod-index';
import { PortSet } from './port-set';
import { Policy, Protocol, UnjudgedPolicy } from '../topology/model';

/** Whether an ipBlock matches the address of a pod. */
export type PodAddressMatch = 'yes' | 'no' | 'unknown';

/** A rule with its peers looked up. */
export interface CompiledRule {
  readonly policy: Policy;
  /** Its position in the policy, from 0. */
  readonly index: number;
  readonly everybody: boolean;
  readonly pods: PodSet;
  readonly blocks: AddressSet;
  readonly podAddressMatch: PodAddressMatch;
  /** Where pods have their addresses from; absent if nobody told. */
  readonly podAddresses?: AddressSet;
  /** Peers that may be pods outside of the input. */
  readonly unknownPods: readonly PodsEnd[];
  readonly ports: PortSet;
  readonly namedPorts: readonly { readonly protocol: Protocol; readonly name: string }[];
}

/** What policies say about one workload in one direction; no policy at all means that everything is open. */
export interface Side {
  readonly isolatedBy: readonly Policy[];
  readonly rules: readonly CompiledRule[];
  /** The policies of kinds that are not judged and may select the workload. */
  readonly unjudgedBy: readonly UnjudgedPolicy[];
  /** What these leave open; absent if there are none. */
  readonly doubt?: Doubt;
}
