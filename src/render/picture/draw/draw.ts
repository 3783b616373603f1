import { element, PictureElement } from '../element';
import { layout } from '../layout/layout';
import { Picture } from '../picture';

/** A picture as SVG: boxes have `data-node` with their id, lines `data-edge` with the position of their edge. */
export function drawPicture(picture: Picture): PictureElement {
  const placed = layout({
    lanes: picture.namespaces.map(({ name }) => ({ id: name, header: 32 })),
    nodes: picture.nodes.map(({ id, namespace, side }) => ({
      id,
      width: 200,
      height: 44,
      inPorts: [22],
      outPorts: [22],
      ...(namespace === undefined
        ? { rim: side === 'from' ? ('left' as const) : ('right' as const) }
        : { lane: namespace }),
    })),
    edges: picture.edges.map(({ from, to }, i) => ({
      id: String(i),
      from: { node: from, port: 0 },
      to: { node: to, port: 0 },
    })),
  });
  const { width, height } = placed;
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }, [
    ...picture.namespaces.map(({ name }) => {
      const frame = placed.lanes.get(name)!;
      return element('g', { class: 'namespace' }, [
        element('rect', { ...frame }),
        element('text', { x: frame.x + 8, y: frame.y + 20 }, [name]),
      ]);
    }),
    ...picture.edges.map((_, i) => {
      const [a, b] = placed.edges.get(String(i))!;
      return element('path', { class: 'edge', 'data-edge': i, d: `M${a.x} ${a.y} L${b.x} ${b.y}` });
    }),
    ...picture.nodes.map(({ id, kind, name, what }) => {
      const { x, y } = placed.nodes.get(id)!;
      return element('g', { class: `node ${kind}`, 'data-node': id, transform: `translate(${x} ${y})` }, [
        element('rect', { width: 200, height: 44 }),
        element('text', { x: 8, y: 18 }, [name]),
        element('text', { x: 8, y: 36, class: 'what' }, [what]),
      ]);
    }),
  ]);
}
