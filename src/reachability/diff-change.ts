import { End } from './end';
import { Flow, FlowVerdict } from './flow';
import { PortRange } from './port-set';
import { Reason } from './reason';
import { Way } from './way';

/** One connection in the older and the newer input. */
export interface FlowChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: End;
  readonly to: End;
  /** The verdict now; of what is gone, the one it had. */
  readonly verdict: FlowVerdict;
  /** The verdict before, if that is what changed, or what of layer 7 or which names it is for. */
  readonly verdictBefore?: FlowVerdict;
  /** What of layer 7 alone is let through now, or was of what is gone; absent: everything. */
  readonly only?: readonly string[];
  /** What of it was let through before; absent beside `verdictBefore`: everything. */
  readonly onlyBefore?: readonly string[];
  /** Whether `*.` of the name that it is with stands for several labels, too. */
  readonly isDeep?: true;
  /** Whether `*.` of the name stands for several labels now and for one before, or the other way round. */
  readonly names?: 'widened' | 'narrowed';
  /** The ports before; absent if there was no such connection. */
  readonly before?: readonly PortRange[];
  /** The ports after; absent if there is none any more. */
  readonly after?: readonly PortRange[];
  /** Why the verdict is undefined. */
  readonly reason?: Reason;
  /** Why it is open now (or was, if it is gone). */
  readonly because: Flow['because'];
  /** The ways by which the internet comes in now, all of one object; of what is gone, those that there were. */
  readonly ways?: readonly Way[];
  /** The ways before, if they were for other names or other clients. */
  readonly waysBefore?: readonly Way[];
  /** How much a reviewer should care; the higher the more. */
  readonly risk: Risk;
}

/** What makes a change worth a look, from worst to least. */
export enum Risk {
  /** The other end is a large part of the public internet, or everybody. */
  INTERNET = 3,
  /** The other end is pods or addresses that the input does not know. */
  OUTSIDE = 2,
  /** Two workloads of the input. */
  INSIDE = 1,
  /** Something was closed. */
  CLOSED = 0,
}

/** A change before its risk is known. */
export type Change = Omit<FlowChange, 'risk'>;
