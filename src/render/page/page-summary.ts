import { PageData, PageNetwork } from './page-data';
import { plural } from '../findings-report';

/** What a page is about, in one line. */
export function pageSummary({ network, changes }: PageData): string {
  return changes === undefined ? networkSummary(network) : `${changes.summary} connections`;
}

function networkSummary({ picture, findings }: PageNetwork): string {
  const { namespaces, nodes, edges } = picture;
  const workloads = nodes.filter(({ kind }) => kind === 'workload').length;
  const fromInternet = new Set(edges.filter(({ exposure }) => exposure === 'from internet').map(({ to }) => to)).size;
  const open = findings.filter(({ accepted }) => accepted === undefined).length;
  return [
    `${plural(workloads, 'workload')} in ${plural(namespaces.length, 'namespace')}`,
    plural(edges.length, 'connection'),
    fromInternet === 0 ? 'nothing is open to the internet' : `${plural(fromInternet, 'workload')} open to the internet`,
    plural(open, 'finding'),
  ].join(', ');
}
