import { Analysis } from '../reachability/analysis';
import { describeClosedWay, describeDeadEnd } from '../reachability/describe-ways';
import { Origin } from '../topology/model';

/** Ways in that lead nowhere, or that policies close to everybody: each once, with its place. */
export function wayNotes(analysis: Analysis): string[] {
  const { deadEnds } = analysis.waysIn;
  const notes = [
    ...deadEnds.map((end) => `${placeOf(end.origin)}: ${describeDeadEnd(end)}`),
    ...analysis.closedWays().map((way) => `${placeOf(way.way.origin)}: ${describeClosedWay(analysis.cluster, way)}`),
  ];
  return [...new Set(notes)];
}

function placeOf({ source, line }: Origin): string {
  return line === undefined ? source : `${source}:${line}`;
}
