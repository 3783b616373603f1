import { Edges, Boxes, Connection } from './build/edges';
import { EndBoxes } from './build/end-boxes';
import { internetId } from './build/ends';
import { FindingMarks } from './build/finding-marks';
import { ServiceBoxes } from './build/services';
import { UndecidedCounts, UndecidedFlows } from './build/undecided-flows';
import { WayBoxes } from './build/ways';
import { widePolicies, workloadNodes } from './build/workloads';
import { Picture, PictureEdge, PictureNode } from './picture';
import { Finding } from '../../checks/finding';
import { Analysis } from '../../reachability/analysis';
import { Flow } from '../../reachability/flow';

/** What a picture shows beside the connections. */
export interface PictureSurroundings {
  readonly findings?: readonly Finding[];
  /** Whether the flows are a part of all that there are: then those of them that no policy decides are counted, and no others. */
  readonly isPart?: boolean;
}

/**
 * The picture of flows: all that an analysis has, or some of them. Those that no policy decides are counted, be they among the flows or
 * not.
 */
export function buildPicture(
  analysis: Analysis,
  flows: Iterable<Flow>,
  { findings = [], isPart = false }: PictureSurroundings = {},
): Picture {
  const passed = new UndecidedFlows(analysis);
  const { nodes, edges } = boxesAndEdges(analysis, flows, (flow) => !passed.takes(flow));
  const marked = withFindings(nodes, new FindingMarks(findings));
  const undecided = isPart ? passed : allUndecided(analysis);
  const names = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))].sort();
  return {
    namespaces: names.map((name) => ({
      name,
      ...(undecided.byNamespace.has(name) ? { undecided: undecided.byNamespace.get(name) } : {}),
      ...marked.namespaces.get(name),
    })),
    nodes: marked.nodes,
    edges,
    undecided: undecided.count,
  };
}

function allUndecided({ undecidedPairs }: Analysis): UndecidedCounts {
  return { count: undecidedPairs.count, byNamespace: undecidedPairs.byNamespace() };
}

/** The boxes that connections of an analysis are between, with those that have none, and the arrows. */
export function boxesAndEdges<C extends Connection>(
  analysis: Analysis,
  connections: Iterable<C>,
  isWanted: (connection: C) => boolean = () => true,
): { readonly nodes: readonly PictureNode[]; readonly edges: readonly PictureEdge[] } {
  const workloads = workloadNodes(analysis);
  const boxes: Boxes = {
    ends: new EndBoxes(new Set(workloads.map(({ namespace }) => namespace!))),
    services: new ServiceBoxes(analysis),
    ways: new WayBoxes(analysis),
  };
  const made = new Edges(analysis, boxes);
  for (const connection of connections) if (isWanted(connection)) made.add(connection);
  const { edges, details } = sayOutside(made.all);
  const ends = boxes.ends.nodes.map((node) => {
    const detail = details.get(node.id);
    return detail === undefined ? node : { ...node, details: [detail] };
  });
  return { nodes: [...boxes.ways.nodes, ...boxes.services.nodes, ...workloads, ...ends], edges };
}

/** Where all arrows of the internet are with the same addresses, its box says which. */
function sayOutside(edges: readonly PictureEdge[]): {
  readonly edges: readonly PictureEdge[];
  readonly details: ReadonlyMap<string, string>;
} {
  const details = new Map<string, string>();
  for (const id of [internetId('from'), internetId('to')]) {
    const texts = new Set(edges.filter(({ from, to }) => from === id || to === id).map(({ outside }) => outside));
    const [only] = texts;
    if (texts.size === 1 && only !== undefined) details.set(id, only);
  }
  if (details.size === 0) return { edges, details };
  const isSaid = ({ from, to, outside }: PictureEdge): boolean =>
    outside !== undefined && (details.get(from) ?? details.get(to)) === outside;
  return {
    details,
    edges: edges.map((edge) => {
      if (!isSaid(edge)) return edge;
      const { outside: _, ...rest } = edge;
      return rest;
    }),
  };
}

/** Marks boxes with what checks found about them; what is about none of them is about the namespace. */
function withFindings(
  nodes: readonly PictureNode[],
  marks: FindingMarks,
): { readonly nodes: readonly PictureNode[]; readonly namespaces: ReturnType<FindingMarks['ofNamespaces']> } {
  const wide = widePolicies(nodes);
  const services = new Map<string, string[]>();
  for (const { before, id } of nodes) {
    if (before !== undefined) services.set(before, [...(services.get(before) ?? []), objectOf(id)]);
  }
  const objectsOf = ({ id, kind, walls }: PictureNode): readonly string[] => {
    if (kind !== 'workload') return [objectOf(id)];
    const { ingress = [], egress = [] } = walls?.policies ?? {};
    const policies = [...ingress, ...egress, ...(walls?.admin ?? []), ...(walls?.unjudged ?? [])];
    return [id, ...(services.get(id) ?? []), ...policies.filter((policy) => !wide.has(policy))];
  };
  const marked = nodes.map((node) => (node.kind === 'end' ? node : { ...node, ...marks.of(objectsOf(node)) }));
  return { nodes: marked, namespaces: marks.ofNamespaces() };
}

/** The object that a box stands for: that of a way, and that of a Service before one of several workloads. */
function objectOf(id: string): string {
  const [first, , object] = id.split(' ');
  return first === 'way' ? object : first;
}
