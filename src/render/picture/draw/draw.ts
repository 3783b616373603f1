import { Cell, Cells, Step } from './cells';
import { drawCell, drawFrame, round, textAt, Title, titleOf } from './draw-box';
import { Course, drawEdge, drawSlot } from './draw-edge';
import { legendOf } from './legend';
import { SIZES, wrapText } from './text';
import { captionOf, describe } from './words';
import { element, PictureElement } from '../element';
import { columnsFor, layout } from '../layout/layout';
import { LayoutInput, LayoutNode, LayoutResult } from '../layout/layout-model';
import { Picture, PictureNode } from '../picture';

const HEADER = 38;
const MARGIN = 12;
const CAPTION_LINE = 18;

/** A picture as SVG: boxes have `data-node` with their id, lines `data-edge` with the position of their edge; a note stands below it. */
export function drawPicture(picture: Picture, note?: string): PictureElement {
  const cells = new Cells(picture);
  const names = new Map(picture.nodes.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const titles = picture.namespaces.map((namespace) => titleOf(picture, namespace));
  const columns = columnsFor(layoutInput(picture, cells, titles));
  cells.fit(columns.byId);
  const placed = layout(layoutInput(picture, cells, titles), columns);
  const width = Math.ceil(Math.max(placed.width, 640));
  const caption = `${captionOf(picture)}${note === undefined ? '' : `. ${note}`}`;
  const lines = wrapText(caption, SIZES.what, { soft: width - 2 * MARGIN, hard: width - 2 * MARGIN, lines: 6 });
  const below = placed.height + 8 + lines.length * CAPTION_LINE;
  const room = { x: MARGIN, y: below + 14, width: width - 2 * MARGIN };
  const legend = legendOf(
    picture,
    room,
    titles.some(({ isClosed }) => isClosed),
  );
  const height = Math.ceil(below + legend.height + 10);
  const slots = [...cells.byId.values()].flatMap((cell) =>
    cell.slots.map((slot) => drawSlot(slot, cell, placed.nodes.get(cell.node.id)!)),
  );
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'picture',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  };
  const access = { role: 'graphics-document', 'aria-label': `Network: ${caption}` };
  return element('svg', { ...root, ...access }, [
    element('desc', {}, [describe(picture, nameOf)]),
    element('rect', { class: 'ground', width, height }),
    ...titles.map((title) => drawFrame(title, placed.lanes.get(title.name)!)),
    ...picture.edges.map((edge, i) => drawEdge(edge, i, coursesOf(cells, placed, i), nameOf)),
    ...[...cells.byId.values()].flatMap((cell) => drawCell(cell, placed.nodes.get(cell.node.id)!)),
    ...slots,
    ...lines.map((line, i) => textAt(MARGIN, round(placed.height + 20 + i * CAPTION_LINE), 'caption', line)),
    legend.drawn,
  ]);
}

function layoutInput({ namespaces, nodes }: Picture, cells: Cells, titles: readonly Title[]): LayoutInput {
  const lanes = titles.map(({ name, width }) => ({ id: name, header: HEADER, width }));
  const frames = new Set(namespaces.map(({ name }) => name));
  // A box in no frame and at no rim stands in one that is not drawn.
  const isFree = ({ namespace = '', side }: PictureNode): boolean => !frames.has(namespace) && side === undefined;
  const edges = new Map<string, LayoutInput['edges'][number]>();
  for (const step of cells.steps.flat()) {
    const id = idOf(step, cells);
    const out = cells.byId.has(step.from) ? { node: step.from, port: 0 } : { lane: step.from };
    const to =
      step.slot === undefined
        ? { lane: step.to }
        : { node: step.to, port: cells.byId.get(step.to)!.slots.indexOf(step.slot) };
    edges.set(id, { id, from: out, to });
  }
  return {
    lanes: nodes.some(isFree) ? [...lanes, { id: '', header: 0 }] : lanes,
    nodes: [...cells.byId.values()].map((cell) => layoutNode(cell, isFree(cell.node), frames)),
    edges: [...edges.values()],
  };
}

function layoutNode(
  { node, width, height, slots, boxes }: Cell,
  isFree: boolean,
  frames: ReadonlySet<string>,
): LayoutNode {
  const { kind, namespace, side } = node;
  const card = boxes[boxes.length - 1];
  const place =
    namespace !== undefined && frames.has(namespace)
      ? { lane: namespace }
      : isFree
        ? { lane: '' }
        : { rim: side === 'from' ? ('left' as const) : ('right' as const) };
  const rank = kind === 'way' ? { rank: 'first' as const } : kind === 'service' ? { rank: 'last' as const } : {};
  return {
    id: node.id,
    width,
    height,
    ...place,
    ...rank,
    inPorts: slots.map(({ y }) => y),
    outPorts: [card.y + card.height / 2],
  };
}

/** Steps of several edges between the same places are one line for the layout. */
function idOf({ from, to, slot }: Step, { byId }: Cells): string {
  return JSON.stringify([from, to, slot === undefined ? -1 : byId.get(to)!.slots.indexOf(slot)]);
}

function coursesOf(cells: Cells, placed: LayoutResult, position: number): readonly Course[] {
  return cells.steps[position].map((step) => {
    const points = placed.edges.get(idOf(step, cells))!;
    const end = points[points.length - 1];
    if (step.slot === undefined) return { points, tip: end };
    const { boxes, node } = cells.byId.get(step.to)!;
    const box = boxes.find((one) => one.node.id === (step.slot!.service ?? node.id)) ?? boxes[boxes.length - 1];
    return { points, tip: { x: placed.nodes.get(node.id)!.x + box.x, y: end.y } };
  });
}
