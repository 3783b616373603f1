import { LayoutInput, LayoutResult, Point, Rectangle } from './layout-model';

/** Places boxes in columns, and lines between them. */
export function layout({ lanes, nodes, edges }: LayoutInput): LayoutResult {
  const places = new Map<string, Point>();
  const frames = new Map<string, Rectangle>();
  let y = 16;
  for (const lane of lanes) {
    const own = nodes.filter((node) => node.lane === lane.id);
    const top = y;
    y += lane.header;
    for (const node of own) {
      places.set(node.id, { x: 300, y });
      y += node.height + 16;
    }
    frames.set(lane.id, { x: 280, y: top, width: 500, height: y - top });
    y += 24;
  }
  const rims = { left: 16, right: 16 };
  for (const node of nodes) {
    if (node.lane !== undefined) continue;
    const rim = node.rim ?? 'right';
    places.set(node.id, { x: rim === 'left' ? 16 : 860, y: rims[rim] });
    rims[rim] += node.height + 16;
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = new Map<string, Point[]>();
  for (const { id, from, to } of edges) {
    const points = [from, to].map((end, i) => {
      if ('lane' in end) {
        const frame = frames.get(end.lane)!;
        return { x: i === 0 ? frame.x + frame.width : frame.x, y: frame.y + frame.height / 2 };
      }
      const [node, place] = [byId.get(end.node)!, places.get(end.node)!];
      const offsets = i === 0 ? node.outPorts : node.inPorts;
      return { x: place.x + (i === 0 ? node.width : 0), y: place.y + offsets[end.port] };
    });
    lines.set(id, points);
  }
  return { width: 1200, height: Math.max(y, rims.left, rims.right), nodes: places, lanes: frames, edges: lines };
}
