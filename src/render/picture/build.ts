import { PictureEdge, PictureNode, Picture } from './picture';
import { Finding } from '../../checks/finding';
import { Analysis } from '../../reachability/analysis';
import { endKey, formatNarrowEnd } from '../../reachability/end';
import { Flow } from '../../reachability/flow';
import { formatFewPorts } from '../ports';

/** What a picture shows beside the connections. */
export interface PictureSurroundings {
  readonly findings?: readonly Finding[];
}

/** The picture of the flows that an analysis has. */
export function buildPicture(
  analysis: Analysis,
  flows: Iterable<Flow>,
  _surroundings: PictureSurroundings = {},
): Picture {
  const nodes = new Map<string, PictureNode>();
  const edges: PictureEdge[] = [];
  for (const { id, namespace, kind, name } of analysis.cluster.workloads) {
    nodes.set(id, { id, kind: 'workload', name, what: kind, namespace, asked: id });
  }
  for (const { from, to, ports, verdict } of flows) {
    const [source, target] = [from, to].map((end, i) => {
      if (end.kind === 'workload') return end.id;
      const side = i === 0 ? ('from' as const) : ('to' as const);
      const id = `${side} ${endKey(end)}`;
      nodes.set(id, { id, kind: 'end', name: formatNarrowEnd(end), what: end.kind, side, asked: endKey(end) });
      return id;
    });
    edges.push({ from: source, to: target, ports: formatFewPorts(ports), ranges: ports, verdict, exposure: 'inside' });
  }
  const names = [...new Set(analysis.cluster.workloads.map(({ namespace }) => namespace))].sort();
  return { namespaces: names.map((name) => ({ name })), nodes: [...nodes.values()], edges, undecided: 0 };
}
