import { Denied } from './rule-judge';
import { AddressSet } from '../../reachability/address-set';
import { addressesEnd, End, endText, formatEnd, sameEnd } from '../../reachability/end';
import { Flow } from '../../reachability/flow';
import { PortSet } from '../../reachability/port-set';
import { Because } from '../../reachability/reasons';

/** What one finding tells: all that a rule denies between two ends, where addresses are one end. */
export interface Denial {
  readonly compiled: Denied['compiled'];
  readonly flow: Flow;
  /** The end that is a workload: the source, or the destination of what comes from outside. */
  readonly object: string;
  /** The other end in words, each once. */
  readonly others: Set<string>;
  /** The same for programs. */
  readonly texts: Set<string>;
  readonly openings: { readonly ports: PortSet; readonly only?: readonly string[] }[];
  readonly because: Because[];
  readonly ways: Set<string>;
  /** Why nobody knows whether it is open, or denied; none: it is. */
  readonly doubts: Set<string>;
}

/** So many other ends of one workload that one rule denies are told one by one. */
const MOST = 50;

/** Puts together what one finding tells. */
export class Denials {
  private readonly found = new Map<string, Denial>();
  private readonly counts = new Map<string, { readonly first: Denial; left: number }>();

  public add(denied: Denied): void {
    const { compiled, flow, ports, addresses, doubt } = denied;
    const isFrom = flow.from.kind === 'workload';
    const [own, other] = isFrom ? [flow.from, flow.to] : [flow.to, flow.from];
    const object = endText(own);
    const group = other.kind === 'addresses' ? 'addresses' : endText(other);
    const owner = JSON.stringify([compiled.rule.number, compiled.rule.source, object, isFrom, doubt !== undefined]);
    const key = `${owner} ${group}`;
    let denial = this.found.get(key);
    if (denial === undefined) {
      denial = newDenial(denied, object);
      const count = this.counts.get(owner);
      if (count !== undefined && count.left >= MOST) {
        count.left++;
        return;
      }
      if (count === undefined) this.counts.set(owner, { first: denial, left: 1 });
      else count.left++;
      this.found.set(key, denial);
    }
    const end = cutEnd(other, addresses);
    denial.others.add(formatOther(end));
    denial.texts.add(endText(end));
    denial.openings.push({ ports, ...(flow.only === undefined ? {} : { only: flow.only }) });
    denial.because.push(...flow.because);
    for (const { id } of flow.ways ?? []) denial.ways.add(id);
    if (doubt !== undefined) denial.doubts.add(doubt);
  }

  public all(): readonly Denial[] {
    return [...this.found.values()];
  }

  /** Workloads with more other ends that one rule denies than are told, and how many more. */
  public more(): { readonly denial: Denial; readonly count: number }[] {
    return [...this.counts.values()]
      .filter(({ left }) => left > MOST)
      .map(({ first, left }) => ({ denial: first, count: left - MOST }));
  }
}

function newDenial({ compiled, flow }: Denied, object: string): Denial {
  return {
    compiled,
    flow,
    object,
    others: new Set(),
    texts: new Set(),
    openings: [],
    because: [],
    ways: new Set(),
    doubts: new Set(),
  };
}

/** The addresses that are denied, where they are one network; else the end that they are in. */
function cutEnd(end: End, addresses: AddressSet | undefined): End {
  if (end.kind !== 'addresses' || addresses === undefined) return end;
  const blocks = addresses.blocks();
  const [block] = blocks;
  if (blocks.length > 1 || block.except.length > MOST_EXCEPTIONS) return end;
  const cut = addressesEnd(block);
  return sameEnd(cut, end) ? end : cut;
}

const MOST_EXCEPTIONS = 2;

function formatOther(end: End): string {
  if (end.kind === 'internet') return 'the internet';
  if (end.kind === 'addresses' && end.except.length > MOST_EXCEPTIONS) return endText(end);
  return formatEnd(end);
}
