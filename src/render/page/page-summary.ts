import { PageData, PageNetwork } from './page-data';
import { plural } from '../plural';

/** What a page is about, in one line. */
export function pageSummary({ network, changes, filter }: PageData): string {
  return changes === undefined ? networkSummary(network, filter !== undefined) : `Connections: ${changes.summary}`;
}

/** A part of the connections does not say that nothing is open. */
function networkSummary({ picture, findings }: PageNetwork, isPart: boolean): string {
  const { namespaces, nodes, edges } = picture;
  const workloads = nodes.filter(({ kind }) => kind === 'workload').length;
  const exposed = edges.filter(({ exposure }) => exposure === 'from internet');
  const fromInternet = new Set(exposed.map(({ to }) => to)).size;
  const surely = new Set(exposed.filter(({ verdict }) => verdict === 'allow').map(({ to }) => to)).size;
  const perhaps = surely === fromInternet ? '' : ` (${fromInternet - surely} of them perhaps)`;
  const open = findings.filter(({ accepted }) => accepted === undefined).length;
  return [
    `${plural(workloads, 'workload')} in ${plural(namespaces.length, 'namespace')}`,
    plural(edges.length, 'connection'),
    ...(fromInternet > 0 ? [`${plural(fromInternet, 'workload')} open to the internet${perhaps}`] : []),
    ...(fromInternet === 0 && !isPart ? ['nothing is open to the internet'] : []),
    plural(open, 'finding'),
  ].join(', ');
}
