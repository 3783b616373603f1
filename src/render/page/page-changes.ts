import { PageChange, PageChanges } from './page-data';
import { pageNetwork } from './page-network';
import { FlowChange } from '../../reachability/diff';
import { formatNarrowEnd } from '../../reachability/end';
import { formatBecause } from '../because';
import { DiffPlaces } from '../diff-places';
import { formatPortChange } from '../diff-ports';
import { DiffSurroundings } from '../diff-surroundings';
import { placeOf } from '../findings-report';
import { onlyLines } from '../only';
import { nodeIdOf } from '../picture/build/ends';
import { changesPicture } from '../picture/build-changes';
import { byRisk, countKinds } from '../risk';
import { formatSource } from '../ways';

/** Changes as the page has them: both networks as pictures, the changes as one, and in words under the headings of a comment. */
export function pageChanges(
  changes: readonly FlowChange[],
  { places, before, after }: Pick<DiffSurroundings, 'places' | 'before' | 'after'>,
): PageChanges {
  return {
    before: pageNetwork(before.analysis, before.analysis.decidedFlows(), before.findings),
    picture: changesPicture(before.analysis, after.analysis, changes),
    groups: byRisk(changes).map(({ title, isUrgent, changes: own }) => ({
      title,
      isUrgent,
      changes: own.map((change) => toPageChange(change, places)),
    })),
    summary: countKinds(changes),
  };
}

function toPageChange(change: FlowChange, places: DiffPlaces): PageChange {
  const { kind, from, to, verdict, verdictBefore } = change;
  // A change of the verdict has it among its ports.
  const isUndefined = verdict === 'undefined' && verdictBefore === undefined;
  return {
    kind,
    from: formatSource(change),
    to: formatNarrowEnd(to),
    ports: [formatPortChange(change), ...(isUndefined ? ['undefined'] : []), ...onlyLines(change)].join(', '),
    because: becauseOf(change, places),
    nodes: { from: nodeIdOf(from, 'from'), to: nodeIdOf(to, 'to') },
  };
}

/** The rules that let it through, and the Services and routes that lead to it, with their places in the newer input. */
function becauseOf(change: FlowChange, places: DiffPlaces): string[] {
  const found = new Map(places.of(change).map(({ text, place }) => [text, placeOf(place)]));
  const told = (text: string): string => (found.has(text) ? `${text} (${found.get(text)})` : text);
  const ways = [...new Set((change.ways ?? []).map(({ id }) => id))];
  return [...new Set([...change.because.map(formatBecause), ...ways])].map(told);
}
