import { Judged } from './analyse-app';
import { findingsIn } from './findings-in';
import { pageHtml } from '../render/page/html';
import { pageNetwork } from '../render/page/page-network';
import { version } from '../support/package';
import { refuse } from '../support/refuse';

/** How a page of the network is called. */
export interface NetworkPageOptions {
  /**
   * What stands above it, and in the tab of the browser.
   *
   * @default "Network"
   */
  readonly title?: string;
}

/** What is judged, as a page: a file that needs no other. */
export function networkPage(judged: Judged, { title = 'Network' }: NetworkPageOptions = {}): string {
  if (title.trim() === '') {
    refuse('NetworkReport.page', {
      what: 'title',
      got: title,
      allowed: 'a text',
      fix: 'leave it out, and the page is called "Network"',
    });
  }
  const { analysis, scope } = judged;
  const page = pageHtml({
    title,
    version: version(),
    ...(scope === undefined ? {} : { isOfConstructs: true }),
    network: pageNetwork(analysis, analysis.decidedFlows(), findingsIn(judged)),
  });
  return [...page].join('');
}
