import { Flow, FlowVerdict } from './flow';
import { PortRange } from './port-set';

/** One connection in the older and the newer input. */
export interface FlowChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: string;
  readonly to: string;
  readonly except?: readonly string[];
  readonly verdict: FlowVerdict;
  /** The ports before; absent if there was no such connection. */
  readonly before?: readonly PortRange[];
  /** The ports after; absent if there is none any more. */
  readonly after?: readonly PortRange[];
  /** Why it is open now (or was, if it is gone). */
  readonly because: Flow['because'];
  /** How much a reviewer should care; the higher the more. */
  readonly risk: Risk;
}

/** What makes a change worth a look, from worst to least. */
export enum Risk {
  /** The other end is the public internet, or everybody. */
  INTERNET = 3,
  /** The other end is pods or addresses that the input does not know. */
  OUTSIDE = 2,
  /** Two workloads of the input. */
  INSIDE = 1,
  /** Something was closed. */
  CLOSED = 0,
}

/** What changed from one list of flows to another; the biggest risks first, then by name. */
export function diffFlows(before: Iterable<Flow>, after: Iterable<Flow>): FlowChange[] {
  const old = new Map<string, Flow>();
  for (const flow of before) old.set(keyOf(flow), flow);
  const changes: FlowChange[] = [];
  for (const flow of after) {
    const key = keyOf(flow);
    const previous = old.get(key);
    old.delete(key);
    if (previous === undefined) changes.push(change('added', undefined, flow));
    else if (!samePorts(previous.ports, flow.ports)) changes.push(change('changed', previous, flow));
  }
  for (const flow of old.values()) changes.push(change('removed', flow, undefined));
  return changes.sort(compareChanges);
}

function change(kind: FlowChange['kind'], before: Flow | undefined, after: Flow | undefined): FlowChange {
  const { from, to, except, verdict, because } = (after ?? before)!;
  return {
    kind,
    from,
    to,
    ...(except === undefined ? {} : { except }),
    verdict,
    ...(before === undefined ? {} : { before: before.ports }),
    ...(after === undefined ? {} : { after: after.ports }),
    because,
    risk: after === undefined || opensNothing(before, after) ? Risk.CLOSED : riskOf(from, to),
  };
}

function opensNothing(before: Flow | undefined, after: Flow): boolean {
  return after.ports.every((now) =>
    before?.ports.some((was) => was.protocol === now.protocol && was.port <= now.port && was.endPort >= now.endPort),
  );
}

function riskOf(from: string, to: string): Risk {
  if ([from, to].some((end) => /^ip:(0\.0\.0\.0|::)\/0$/.test(end) || end === 'pods:*/*')) return Risk.INTERNET;
  return [from, to].some((end) => end.startsWith('ip:') || end.startsWith('pods:')) ? Risk.OUTSIDE : Risk.INSIDE;
}

function keyOf({ from, to, except, verdict }: Flow): string {
  return JSON.stringify([from, to, except ?? [], verdict]);
}

function samePorts(a: readonly PortRange[], b: readonly PortRange[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function compareChanges(a: FlowChange, b: FlowChange): number {
  return b.risk - a.risk || compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.verdict, b.verdict);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
