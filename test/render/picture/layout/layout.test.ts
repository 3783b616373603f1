import * as fc from 'fast-check';
import { anyInput, atRim, box, inputOf } from './inputs';
import { columnsFor, layout } from '../../../../src/render/picture/layout/layout';
import { LayoutInput, LayoutResult, Point, Rectangle } from '../../../../src/render/picture/layout/layout-model';
import { holds } from '../../../property';

/** The boxes by columns from the left, each column from above. */
function columnsOf(input: LayoutInput): string[][] {
  const { nodes } = layout(input);
  const ends = new Map(input.nodes.map(({ id, width }) => [id, nodes.get(id)!.x + width]));
  const columns = [...new Set(ends.values())].sort((a, b) => a - b);
  return columns.map((x) =>
    input.nodes
      .map(({ id }) => id)
      .filter((id) => ends.get(id) === x)
      .sort((a, b) => nodes.get(a)!.y - nodes.get(b)!.y),
  );
}

function rectangles({ nodes }: LayoutInput, result: LayoutResult): Map<string, Rectangle> {
  return new Map(nodes.map(({ id, width, height }) => [id, { ...result.nodes.get(id)!, width, height }]));
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside({ x, y, width, height }: Rectangle, frame: Rectangle): boolean {
  return x >= frame.x && y >= frame.y && x + width <= frame.x + frame.width && y + height <= frame.y + frame.height;
}

describe('layout', () => {
  test('boxes stand in columns along the arrows', () => {
    const nodes = [box('db'), box('api'), box('web'), atRim('internet', 'left'), atRim('mail', 'right')];
    const input = inputOf(nodes, 'internet>web web>api api>db api>mail');
    expect(columnsOf(input)).toEqual([['internet'], ['web'], ['api'], ['db'], ['mail']]);
  });

  test('a chain is one level line', () => {
    const input = inputOf([box('a'), box('b'), box('c')], 'a>b b>c');
    expect(layout(input)).toMatchObject({ width: 396, height: 112 });
    const ys = ['a', 'b', 'c'].map((id) => layout(input).nodes.get(id)!.y);
    expect(ys).toEqual([46, 46, 46]);
  });

  test('an empty picture has its margins alone', () => {
    expect(layout({ lanes: [], nodes: [], edges: [] })).toMatchObject({ height: 24, nodes: new Map() });
  });

  test('ways in stand left of all other boxes', () => {
    const input = inputOf([box('a'), box('b'), box('way', { rank: 'first' })], 'a>b way>b');
    expect(columnsOf(input)[0]).toContain('way');
    expect(columnsOf(input)[1]).toEqual(['b']);
  });

  test('a box that nothing leads to stands next to what it leads to', () => {
    const nodes = [box('web'), box('api'), box('db'), box('backup'), atRim('internet', 'left')];
    const input = inputOf(nodes, 'internet>web web>api api>db backup>db');
    expect(columnsOf(input)[2].sort()).toEqual(['api', 'backup']);
  });

  test('a circle keeps the arrows from where it is entered', () => {
    const nodes = [box('c'), box('b'), box('a'), atRim('internet', 'left')];
    const input = inputOf(nodes, 'internet>a a>b b>c c>a');
    expect(columnsOf(input)).toEqual([['internet'], ['a'], ['b'], ['c']]);
  });

  test('an arrow back leaves at the right, goes left between the boxes and comes in at the left', () => {
    const input = inputOf([box('a'), box('b')], 'a>b b>a');
    const { nodes, edges } = layout(input);
    const [begin, ...middle] = edges.get('b>a')!;
    const end = middle.pop()!;
    expect(begin).toEqual({ x: nodes.get('b')!.x + 100, y: nodes.get('b')!.y + 20 });
    expect(end).toEqual({ x: nodes.get('a')!.x, y: nodes.get('a')!.y + 20 });
    const [row] = new Set(middle.map(({ y }) => y));
    expect(middle.every(({ y }) => y === row)).toBe(true);
    const isBetween = (id: string): boolean => row > nodes.get(id)!.y && row < nodes.get(id)!.y + 40;
    expect(['a', 'b'].filter(isBetween)).toEqual([]);
  });

  test('lines that could cross do not', () => {
    const input = inputOf([box('a'), box('b'), box('x'), box('y')], 'a>y b>x');
    const { nodes } = layout(input);
    const above = (one: string, other: string): boolean => nodes.get(one)!.y < nodes.get(other)!.y;
    expect(above('a', 'b')).toBe(above('y', 'x'));
  });

  test('frames stand one below the other, equally wide, those with edges between them next to each other', () => {
    const nodes = [box('a', { lane: 'one' }), box('b', { lane: 'two' }), box('c', { lane: 'three' })];
    const { lanes } = layout(inputOf(nodes, 'a>c', ['one', 'two', 'three']));
    const [one, two, three] = ['one', 'two', 'three'].map((id) => lanes.get(id)!);
    expect(new Set([one.x, two.x, three.x]).size).toBe(1);
    expect(new Set([one.width, two.width, three.width]).size).toBe(1);
    expect(Math.abs(one.y - three.y)).toBe(one.height + 20);
  });

  test('a line from a frame begins at its border', () => {
    const frame = { lane: 'shop' };
    const { lanes, edges } = layout({
      ...inputOf([box('a'), atRim('dns', 'right')], ''),
      edges: [{ id: 'names', from: frame, to: { node: 'dns', port: 0 } }],
    });
    const { x, width, y, height } = lanes.get('shop')!;
    const [begin] = edges.get('names')!;
    expect(begin.x).toBe(x + width);
    expect(begin.y > y && begin.y < y + height).toBe(true);
  });

  test('hundreds of boxes without edges become a grid', () => {
    const nodes = Array.from({ length: 500 }, (_, i) => box(`n${i}`, { width: 300, height: 60 }));
    const { width, height } = layout(inputOf(nodes, ''));
    expect(width / height).toBeGreaterThan(0.5);
    expect(width / height).toBeLessThan(2.5);
  });

  test('a layer of hundreds of boxes is split into columns', () => {
    const many = Array.from({ length: 300 }, (_, i) => box(`n${i}`, { width: 300, height: 60 }));
    const lines = many.map(({ id }) => `way>${id}`).join(' ');
    const { width, height } = layout(inputOf([box('way', { rank: 'first' }), ...many], lines));
    expect(width / height).toBeGreaterThan(0.5);
    expect(width / height).toBeLessThan(2.5);
  });

  test('an end that does not exist is an error', () => {
    expect(() => layout(inputOf([box('a')], 'a>b'))).toThrow('layout: there is no "b"');
  });

  test('hundreds of boxes with thousands of lines are laid out', () => {
    const nodes = Array.from({ length: 500 }, (_, i) => box(`n${i}`, { lane: `l${i % 10}` }));
    const lines = Array.from({ length: 2_500 }, (_, i) => ({
      id: `e${i}`,
      from: { node: `n${i % 500}`, port: 0 },
      to: { node: `n${(i * 37 + Math.floor(i / 500) * 10) % 500}`, port: 0 },
    }));
    const lanes = Array.from({ length: 10 }, (_, i) => ({ id: `l${i}`, header: 30 }));
    const result = layout({ lanes, nodes, edges: lines });
    expect([result.nodes.size, result.lanes.size, result.edges.size]).toEqual([500, 10, 2_500]);
  });

  test('frames are as wide as they have to be, and the right rim stands beyond', () => {
    const lanes = [{ id: 'shop', header: 30, width: 700 }];
    const { nodes, lanes: frames } = layout({ ...inputOf([box('a'), atRim('dns', 'right')], 'a>dns'), lanes });
    expect(frames.get('shop')).toMatchObject({ width: 700 });
    expect(nodes.get('dns')!.x).toBeGreaterThan(frames.get('shop')!.x + 700);
  });

  test('columns are known before boxes have their widths', () => {
    const input = inputOf([box('b'), box('a'), atRim('dns', 'right')], 'a>b b>dns');
    expect([...columnsFor(input).byId]).toEqual([
      ['b', 2],
      ['a', 1],
      ['dns', 3],
    ]);
  });

  test('a level line has its ends alone', () => {
    const input = inputOf([box('a'), box('b'), box('c', { lane: 'other' })], 'a>b', ['shop', 'other']);
    expect(layout(input).edges.get('a>b')).toHaveLength(2);
  });
});

describe('any layout', () => {
  test('has boxes that do not overlap and stand in their frames', () => {
    holds(
      fc.property(anyInput, (input) => {
        const result = layout(input);
        const boxes = rectangles(input, result);
        const all = [...boxes.values()];
        expect(all.filter((a, i) => all.slice(0, i).some((b) => overlap(a, b)))).toEqual([]);
        for (const { id, lane } of input.nodes) {
          for (const [other, frame] of result.lanes) {
            if (other === lane) expect(isInside(boxes.get(id)!, frame)).toBe(true);
            else expect(overlap(boxes.get(id)!, frame)).toBe(false);
          }
          expect(isInside(boxes.get(id)!, { x: 0, y: 0, width: result.width, height: result.height })).toBe(true);
        }
      }),
    );
  });

  test('has lines from port to port that pass no box', () => {
    holds(
      fc.property(anyInput, (input) => {
        const result = layout(input);
        const boxes = rectangles(input, result);
        for (const { id, from, to } of input.edges) {
          const points = result.edges.get(id)!;
          const [begin, end] = [points[0], points[points.length - 1]];
          if ('node' in from) expect(begin).toEqual(portOf(input, boxes, from, 'outPorts'));
          if ('node' in to) expect(end).toEqual(portOf(input, boxes, to, 'inPorts'));
          const levels = points.slice(1).map((point, i): [Point, Point] => [points[i], point]).filter(([a, b]) => a.y === b.y); // prettier-ignore
          for (const [a, b] of levels) {
            const line = { x: Math.min(a.x, b.x), y: a.y - 0.1, width: Math.abs(a.x - b.x), height: 0.2 };
            expect([...boxes].filter(([, one]) => overlap(line, one))).toEqual([]);
          }
        }
      }),
    );
  });

  test('has lines that only go to the right where there are no circles', () => {
    holds(
      fc.property(anyInput, (input) => {
        const forward = {
          ...input,
          nodes: input.nodes.filter(({ lane }) => lane !== undefined).map(({ rank: _, ...node }) => node),
          edges: input.edges.filter(
            ({ from, to }) => 'node' in from && 'node' in to && Number(from.node.slice(1)) < Number(to.node.slice(1)),
          ),
        };
        const known = new Set(forward.nodes.map(({ id }) => id));
        const edges = forward.edges.filter(({ from, to }) => 'node' in from && 'node' in to && known.has(from.node) && known.has(to.node)); // prettier-ignore
        const result = layout({ ...forward, edges });
        for (const points of result.edges.values()) {
          expect(points.filter(({ x }, i) => i > 0 && x < points[i - 1].x)).toEqual([]);
        }
      }),
    );
  });

  test('has only numbers that end, and is the same each time', () => {
    holds(
      fc.property(anyInput, (input) => {
        const result = layout(input);
        const places = [...result.nodes.values(), ...result.lanes.values(), ...[...result.edges.values()].flat()];
        const numbers = [result.width, result.height, ...places.flatMap((place) => Object.values(place) as number[])];
        expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
        expect(layout(input)).toEqual(result);
      }),
    );
  });
});

test('a chain of very many layers through very many frames is placed, too', () => {
  const lanes = Array.from({ length: 200 }, (_, i) => `l${i}`);
  const boxes = Array.from({ length: 1000 }, (_, i) => box(`n${i}`, { lane: lanes[i % lanes.length] }));
  const lines = boxes.slice(1).map(({ id }, i) => `n${i}>${id}`);
  expect(columnsFor(inputOf(boxes, lines.join(' '), lanes)).inner).toBe(1000);
});

function portOf(
  { nodes }: LayoutInput,
  boxes: ReadonlyMap<string, Rectangle>,
  { node, port }: { readonly node: string; readonly port: number },
  side: 'inPorts' | 'outPorts',
): Point {
  const { x, y, width } = boxes.get(node)!;
  return { x: side === 'inPorts' ? x : x + width, y: y + nodes.find(({ id }) => id === node)![side][port] };
}
