import { End } from './end';
import { PortRange } from './port-set';
import { Reason } from './reason';
import { Because } from './reasons';
import { Way } from './way';

/** What a flow may be: allowed, or left open by the manifests. What is denied is no flow. */
export type FlowVerdict = 'allow' | 'undefined';

/** One end may reach the other on some ports. */
export interface Flow {
  readonly from: End;
  readonly to: End;
  readonly ports: readonly PortRange[];
  readonly verdict: FlowVerdict;
  /** Why the verdict is undefined, or why no rule was asked. */
  readonly reason?: Reason;
  /** All that policies which are not judged say about it: where that changes, it is another connection. */
  readonly unjudged?: string;
  /** The rules that decided, for each side that the input knows. */
  readonly because: readonly Because[];
  /** What of layer 7 alone is let through: `HTTP GET /health`; absent: everything. */
  readonly only?: readonly string[];
  /** Whether `*.` of the name that it is with stands for several labels, too. */
  readonly isDeep?: true;
  /** The Services that forward there, with their ports: `shop/Service/api:80`. */
  readonly services?: readonly string[];
  /** By what the internet comes in; of flows from there alone. */
  readonly ways?: readonly Way[];
}
