import { pageHtml } from './page/html';
import { pageNetwork } from './page/page-network';
import { ReachReport } from './reach-report';

/** Flows as a page that answers questions. */
export function* reachHtml({ flows, surroundings }: ReachReport): Generator<string> {
  const { analysis, findings, title, filter, version } = surroundings;
  yield* pageHtml({
    title,
    version,
    ...(filter === undefined ? {} : { filter }),
    network: pageNetwork(analysis, flows, findings, filter !== undefined),
  });
}
