import { isAcceptable } from './acceptance';
import { Baseline, BASELINE_VERSION, BaselineEntry } from './baseline';
import { inOneLine } from '../../support/accept-annotation';
import { compareText } from '../../support/order';
import { Finding } from '../finding';

/** How a baseline is written. */
export interface BaselineOptions {
  /** Why what is new in it is accepted. */
  readonly reason: string;
  /** The last day on which what is new counts. */
  readonly until?: string;
  /** The one that was there. */
  readonly previous?: Baseline;
  /** Entries that ended before this day are written anew. Absent: none of them ended. */
  readonly today?: string;
}

type Written = Omit<BaselineEntry, 'place'>;

/**
 * The text of a baseline that accepts all findings which objects do not accept themselves. What was accepted keeps its reason
 * and its date as long as there is something to accept; what is over gets those that are given.
 */
export function toBaseline(findings: readonly Finding[], options: BaselineOptions): string {
  const { previous, today, reason, until } = options;
  const kept = new Map<string, Written>();
  for (const entry of previous?.findings ?? []) {
    const isOver = today !== undefined && entry.until !== undefined && entry.until < today;
    if (!isOver) kept.set(keyOf(entry), entry);
  }
  const entries = new Map<string, Written>();
  for (const { rule, object, detail, accepted } of findings) {
    if (!isAcceptable(rule) || (accepted !== undefined && accepted.by !== 'baseline')) continue;
    const place = { rule: rule.id, object, detail };
    const general = kept.get(keyOf({ ...place, detail: undefined }));
    const special = detail === undefined ? undefined : kept.get(keyOf(place));
    if (general === undefined && special === undefined) {
      entries.set(keyOf(place), { ...place, reason: inOneLine(reason), until });
    }
    // One that is about all of them accepts what another one names, too: both stay, as somebody wrote them.
    for (const entry of [general, special]) if (entry !== undefined) entries.set(keyOf(entry), entry);
  }
  const written = {
    ...(previous?.schema === undefined ? {} : { $schema: previous.schema }),
    version: BASELINE_VERSION,
    findings: [...entries.values()].sort(byObject).map(toJson),
  };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}

/** In the order in which the fields are explained; without what was not said. */
function toJson({ rule, object, detail, reason, until }: Written): Written {
  return { rule, object, detail, reason, until };
}

function byObject(a: Written, b: Written): number {
  return compareText(a.object, b.object) || compareText(a.rule, b.rule) || compareText(a.detail ?? '', b.detail ?? '');
}

function keyOf({ rule, object, detail }: Pick<Written, 'rule' | 'object' | 'detail'>): string {
  return JSON.stringify([rule, object, detail]);
}
