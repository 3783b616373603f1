import { Exposure, Picture, PictureEdge, PictureNode } from '../picture';
import { ViewOptions } from '../view-options';

/** The connections of a picture that are wanted, one by one. */
export function connectionsOf(picture: Picture, view: ViewOptions): readonly PictureEdge[] {
  const { workload, verdict, isInternetOnly } = view;
  const isIn = namespaceFilter(picture, view.namespaces);
  const hasPort = portFilter(view.port);
  return picture.edges.filter((edge) => {
    if (workload !== undefined && edge.from !== workload && edge.to !== workload) return false;
    if (verdict !== undefined && edge.verdict !== verdict) return false;
    if (isInternetOnly === true && !isOfInternet(edge)) return false;
    return isIn(edge) && hasPort(edge);
  });
}

/** A connection with what is at its other side. */
export interface NodeConnection {
  readonly edge: PictureEdge;
  readonly other: PictureNode;
}

/** All connections of one box, the most exposed first, then by name. */
export function connectionsOfNode(
  { nodes, edges }: Picture,
  id: string,
): { readonly in: readonly NodeConnection[]; readonly out: readonly NodeConnection[] } {
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  const list = (own: 'from' | 'to', others: 'from' | 'to'): readonly NodeConnection[] =>
    edges
      .filter((edge) => edge[own] === id)
      .flatMap((edge) => {
        const other = boxes.get(edge[others]);
        return other === undefined ? [] : [{ edge, other }];
      })
      .sort(byExposure);
  return { in: list('to', 'from'), out: list('from', 'to') };
}

/** From what exposes most to what exposes least. */
export const EXPOSURES: readonly Exposure[] = ['from internet', 'to internet', 'any pod', 'outside', 'inside'];

function byExposure(a: NodeConnection, b: NodeConnection): number {
  return (
    EXPOSURES.indexOf(a.edge.exposure) - EXPOSURES.indexOf(b.edge.exposure) ||
    compare(a.other.name, b.other.name) ||
    compare(a.other.id, b.other.id) ||
    compare(a.edge.ports, b.edge.ports)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether something comes from the internet, or goes there. */
export function isOfInternet({ exposure }: PictureEdge): boolean {
  return exposure === 'from internet' || exposure === 'to internet';
}

function namespaceFilter(
  { nodes }: Picture,
  namespaces: readonly string[] | undefined,
): (edge: PictureEdge) => boolean {
  if (namespaces === undefined) return () => true;
  const wanted = new Set(namespaces);
  const inside = new Set(nodes.filter(({ namespace }) => wanted.has(namespace ?? '')).map(({ id }) => id));
  return ({ from, to }) => inside.has(from) || inside.has(to);
}

/** Reads `8080` and `53/udp`; what is neither is no port of any connection. */
function portFilter(text: string | undefined): (edge: PictureEdge) => boolean {
  if (text === undefined || text.trim() === '') return () => true;
  const [, digits, protocol] = /^(\d+)(?:\/([a-z]+))?$/i.exec(text.trim()) ?? [];
  const wanted = Number(digits);
  return ({ ranges }) =>
    ranges.some(
      (range) =>
        range.port <= wanted &&
        wanted <= range.endPort &&
        (protocol === undefined || range.protocol === protocol.toUpperCase()),
    );
}
