import * as fc from 'fast-check';
import { LayoutEdge, LayoutEnd, LayoutInput, LayoutNode } from '../../../../src/render/picture/layout/layout-model';

/** A box of 100 × 40 with one port on each side, in the lane `shop` unless something else is said. */
export function box(id: string, more: Partial<LayoutNode> = {}): LayoutNode {
  return { id, width: 100, height: 40, lane: 'shop', inPorts: [20], outPorts: [20], ...more };
}

/** A box at a rim. */
export function atRim(id: string, rim: 'left' | 'right'): LayoutNode {
  return { id, width: 100, height: 40, rim, inPorts: [20], outPorts: [20] };
}

/** Edges in the notation `a>b c>d`; their ids are what stands there. */
export function edges(text: string): LayoutEdge[] {
  return text.split(' ').map((id) => {
    const [from, to] = id.split('>');
    return { id, from: { node: from, port: 0 }, to: { node: to, port: 0 } };
  });
}

/** Boxes in the lane `shop`, and what else is given. */
export function inputOf(nodes: readonly LayoutNode[], lines: string, lanes: readonly string[] = ['shop']): LayoutInput {
  return {
    lanes: lanes.map((id) => ({ id, header: 30 })),
    nodes,
    edges: lines === '' ? [] : edges(lines),
  };
}

const size = fc.record({
  width: fc.integer({ min: 20, max: 300 }),
  height: fc.integer({ min: 10, max: 120 }),
  lane: fc.nat(5),
  rank: fc.constantFrom(undefined, undefined, undefined, 'first' as const, 'last' as const),
  ports: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
});

/** Any boxes in up to four lanes and at both rims, with any lines between them, circles and lines to frames included. */
export const anyInput: fc.Arbitrary<LayoutInput> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(size, { minLength: 1, maxLength: 30 }),
    fc.array(fc.tuple(fc.nat(33), fc.nat(33), fc.nat(2)), { maxLength: 60 }),
  )
  .map(([lanes, sizes, lines]) => {
    const nodes = sizes.map(({ lane, rank, width, height, ports }, i): LayoutNode => {
      const inPorts = ports.map((port) => (port * height) / 9);
      const own = { id: `n${i}`, width, height, inPorts, outPorts: [height / 2] };
      if (lane >= 4) return { ...own, rim: lane === 4 ? 'left' : 'right' };
      return { ...own, lane: `l${lane % lanes}`, ...(rank === undefined ? {} : { rank }) };
    });
    const end = (one: number, port: number, side: 'inPorts' | 'outPorts'): LayoutEnd => {
      if (one >= 30) return { lane: `l${one % lanes}` };
      const node = nodes[one % nodes.length];
      return { node: node.id, port: port % node[side].length };
    };
    return {
      lanes: Array.from({ length: lanes }, (_, i) => ({ id: `l${i}`, header: i === 0 ? 0 : 30 })),
      nodes,
      edges: lines.map(([from, to, port], i) => ({
        id: `e${i}`,
        from: end(from, 0, 'outPorts'),
        to: end(to, port, 'inPorts'),
      })),
    };
  });
