import { Undecided } from './doubt';
import { AddressesEnd, PodsEnd } from './end';
import { PortSet } from './port-set';
import { Because } from './reasons';

/** A flow between a workload and an end outside of the input, without the workload: those that are alike share it. */
export interface OutsideFlow extends Partial<Undecided> {
  readonly end: AddressesEnd | PodsEnd;
  readonly ports: PortSet;
  readonly because: readonly Because[];
  /** What of layer 7 alone is let through; absent: everything. */
  readonly only?: readonly string[];
  /** The Services that forward to the end. */
  readonly services?: readonly string[];
}
