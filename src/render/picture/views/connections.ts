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

/** From what exposes most to what exposes least. */
export const EXPOSURES: readonly Exposure[] = ['from internet', 'to internet', 'any pod', 'outside', 'inside'];

/** The place of a connection in lists: what exposes most, what is undefined, what is between workloads, and DNS last. */
export function rankOf(
  { from, to, exposure, verdict }: PictureEdge,
  node: (id: string) => PictureNode | undefined,
): number {
  const place = EXPOSURES.indexOf(exposure);
  if (place < EXPOSURES.indexOf('outside')) return place;
  if ([from, to].some((id) => node(id)?.end === 'dns')) return 6;
  return verdict === 'undefined' ? 3 : exposure === 'inside' ? 4 : 5;
}

/** Whether something comes from the internet, or goes there. */
function isOfInternet({ exposure }: PictureEdge): boolean {
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
