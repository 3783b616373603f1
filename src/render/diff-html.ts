import { DiffSurroundings } from './diff-surroundings';
import { pageHtml } from './page/html';
import { pageChanges } from './page/page-changes';
import { pageNetwork } from './page/page-network';
import { FlowChange } from '../reachability/diff';

/** Changes as a page: the network before, after, and what lies between. */
export function* diffHtml(changes: readonly FlowChange[], surroundings: DiffSurroundings): Generator<string> {
  const { title, version, after } = surroundings;
  yield* pageHtml({
    title,
    version,
    network: pageNetwork(after.analysis, after.analysis.decidedFlows(), after.findings),
    changes: pageChanges(changes, surroundings),
  });
}
