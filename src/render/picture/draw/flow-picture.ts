import { Box, boxOf } from './box';
import { drawBox, round, textAt } from './draw-box';
import { drawEdge } from './draw-edge';
import { FlowLink, FlowStop, FlowStops } from './flow-stops';
import { fitText, SIZES, textWidth } from './text';
import { element, PictureElement } from '../element';
import { Rectangle } from '../layout/layout-model';
import { Picture, PictureNode } from '../picture';

const MARGIN = 16;
const GAP = 24;
const BETWEEN = 46;
const HEADER = 30;

/** How traffic comes to one workload: who sends it, the way in, the node that forwards it, the Service, the pods. */
export function flowPicture(picture: Picture, workload: string): PictureElement {
  const node = picture.nodes.find(({ id }) => id === workload);
  if (node === undefined) throw new Error(`the picture has no "${workload}"`);
  const flow = new FlowStops(picture, node);
  const { boxes, places, width, height } = place(flow, node);
  const names = new Map(picture.nodes.map(({ id, name }) => [id, name]));
  const isReached = flow.links.some(({ position }) => position !== undefined);
  const nothing = isReached ? undefined : 'No connection leads to it.';
  const frame = node.kind === 'service' ? undefined : podsFrame(node, flow.stops, places);
  const full = height + (nothing === undefined ? 0 : 24);
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'picture flow',
    width,
    height: full,
    viewBox: `0 0 ${width} ${full}`,
  };
  return element('svg', { ...root, role: 'graphics-document', 'aria-label': `How traffic comes to ${node.name}` }, [
    element('desc', {}, [inWords(flow)]),
    element('rect', { class: 'ground', width, height: full }),
    frame,
    ...flow.links.map((link) => drawLink(link, flow.links, places, (id) => names.get(id) ?? id)),
    ...flow.stops.map(({ key }) => drawBox(boxes.get(key)!, places.get(key)!)),
    ...flow.stops.flatMap(({ key }) => drawLabels(key, flow.links, places)),
    nothing === undefined ? undefined : element('text', { x: MARGIN, y: full - 14, class: 'caption' }, [nothing]),
  ]);
}

interface Placed {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly places: ReadonlyMap<string, Rectangle>;
  readonly width: number;
  readonly height: number;
}

/** Columns from left to right, bands from top to bottom; the pods are in the middle of all. */
function place({ stops, links }: FlowStops, node: PictureNode): Placed {
  const boxes = new Map<string, Box>();
  const places = new Map<string, Rectangle>();
  const measured = new Map(
    stops.map((stop) => [stop.key, taller(boxOf(stop.node), entriesTo(stop.key, links).length)]),
  );
  const stackOf = (column: number, band: number): readonly FlowStop[] =>
    stops.filter((stop) => stop.column === column && (column === 4 ? 0 : stop.band) === band);
  const tall = (stack: readonly FlowStop[]): number =>
    stack.reduce((sum, { key }) => sum + measured.get(key)!.height + GAP, 0);
  const header = node.kind === 'service' ? 0 : HEADER;
  const bands = [0, 1, 2].map((band) => Math.max(...[0, 1, 2, 3].map((column) => tall(stackOf(column, band)))));
  const inner = Math.max(bands[0] + bands[1] + bands[2], tall(stackOf(4, 0))) - GAP;
  const top = MARGIN + header;
  let x = MARGIN;
  for (const column of [0, 1, 2, 3, 4]) {
    const own = stops.filter((stop) => stop.column === column);
    if (own.length === 0) continue;
    const labels = links
      .filter(({ to }) => own.some(({ key }) => key === to))
      .map(({ label = '' }) => textWidth(label, SIZES.what));
    if (x > MARGIN) x += BETWEEN + Math.min(160, Math.max(0, ...labels)) + (column === 4 ? 12 : 0);
    const width = Math.max(...own.map(({ key }) => measured.get(key)!.width));
    for (const band of [0, 1, 2]) {
      const stack = stackOf(column, band);
      const room = column === 4 ? inner : bands[band] - GAP;
      let y =
        top + (column === 4 ? 0 : bands.slice(0, band).reduce((a, b) => a + b, 0)) + (room - tall(stack) + GAP) / 2;
      for (const { key } of stack) {
        const box = { ...measured.get(key)!, width };
        boxes.set(key, box);
        places.set(key, { x, y: round(y), width, height: box.height });
        y += box.height + GAP;
      }
    }
    x += width;
  }
  return { boxes, places, width: Math.ceil(x + MARGIN + 12), height: Math.ceil(top + inner + MARGIN + 10) };
}

/** The frame around the pods, with the name of the workload. */
function podsFrame(node: PictureNode, stops: readonly FlowStop[], places: Placed['places']): PictureElement {
  const pods = stops.filter(({ column }) => column === 4).map(({ key }) => places.get(key)!);
  const [first, last] = [pods[0], pods[pods.length - 1]];
  const [x, y] = [first.x - 12, first.y - HEADER];
  const title = fitText(node.name, SIZES.name, first.width, true);
  return element('g', { class: 'namespace' }, [
    element('rect', { class: 'box', x, y, width: first.width + 24, height: last.y + last.height + 12 - y, rx: 8 }),
    textAt(x + 12, y + 19, 'name', title),
  ]);
}

/** The arrows that come into a box, one of each text and exposure: these come in at heights of their own, as their begins stand. */
function entriesTo(key: string, links: readonly FlowLink[]): readonly FlowLink[] {
  const own = links.filter(({ to }) => to === key);
  const isInternet = ({ edge }: FlowLink): number => Number(edge.exposure === 'from internet');
  return own
    .filter((link, i) => own.findIndex((other) => isLike(link, other)) === i)
    .sort((a, b) => isInternet(b) - isInternet(a));
}

function isLike(a: FlowLink, b: FlowLink): boolean {
  return a.label === b.label && a.edge.exposure === b.edge.exposure;
}

function taller(box: Box, labels: number): Box {
  return { ...box, height: Math.max(box.height, labels * 24 + 8) };
}

function heightOf(link: FlowLink, links: readonly FlowLink[], { y, height }: Rectangle): number {
  const entries = entriesTo(link.to, links);
  return round(y + (height * (entries.findIndex((entry) => isLike(entry, link)) + 0.5)) / entries.length);
}

function drawLink(
  link: FlowLink,
  links: readonly FlowLink[],
  places: Placed['places'],
  nameOf: (id: string) => string,
): PictureElement {
  const [a, b] = [places.get(link.from)!, places.get(link.to)!];
  const end = { x: b.x, y: heightOf(link, links, b) };
  const begin = { x: a.x + a.width, y: a.y + a.height / 2 };
  const free = { x: Math.max(begin.x + 24, Math.min(begin.x + BETWEEN, end.x - 12)), y: end.y };
  return drawEdge(link.edge, link.position, [{ points: [begin, free], tip: end }], nameOf);
}

function drawLabels(to: string, links: readonly FlowLink[], places: Placed['places']): readonly PictureElement[] {
  const target = places.get(to)!;
  return entriesTo(to, links).flatMap((link) =>
    link.label === undefined || link.label === ''
      ? []
      : [
          element('g', { class: 'slot' }, [
            textAt(target.x - 20, heightOf(link, links, target) - 6, 'end-text', fitText(link.label, SIZES.what, 160)),
          ]),
        ],
  );
}

/** The stops in words, from the first to the last column. */
function inWords({ stops }: FlowStops): string {
  const columns = [0, 1, 2, 3, 4].map((column) => stops.filter((stop) => stop.column === column));
  return columns
    .filter((own) => own.length > 0)
    .map((own) => own.map(({ node: { name, what } }) => (what === '' ? name : `${name} (${what})`)).join(', '))
    .join(' → ');
}
