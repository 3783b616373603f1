import { Cell, LABEL_LINE, Slot } from './cells';
import { drawSign, round, textAt } from './draw-box';
import { edgeText } from './words';
import { element, PictureElement } from '../element';
import { Point } from '../layout/layout-model';
import { PictureEdge } from '../picture';

/** The end of an arrow, for each exposure; its tip is at 0. */
export const HEADS: Readonly<Record<PictureEdge['exposure'], string>> = {
  inside: 'l-8-4v8z',
  outside: 'm-7-4l7 4-7 4',
  'any pod': 'l-6-4-6 4 6 4z',
  'from internet': 'l-13-7v14z',
  'to internet': 'm-13-5l6 5-6 5m7-10l6 5-6 5',
};

/** How far a line that turns back goes to the side. */
const TURN = 14;

/** One step of an arrow: the points of its line, and how far its last, level piece goes. */
export interface Course {
  readonly points: readonly Point[];
  /** Where the box begins that it leads to. */
  readonly tip: Point;
}

/** An arrow. */
export function drawEdge(
  edge: PictureEdge,
  position: number | undefined,
  courses: readonly Course[],
  nameOf: (id: string) => string,
): PictureElement {
  const { exposure, verdict, change } = edge;
  const style = ['edge', exposure.replace(' ', '-'), verdict === 'undefined' ? verdict : undefined, change?.kind];
  const lines = courses.map(({ points, tip }) => `${curve(points)}${level(points[points.length - 1], tip)}`).join('');
  const heads = courses.map(({ tip }) => `M${round(tip.x - 1)} ${round(tip.y)}${HEADS[exposure]}`).join('');
  return element(
    'g',
    {
      class: style.filter((word) => word !== undefined).join(' '),
      'data-edge': position,
      role: 'graphics-symbol',
      'aria-label': edgeText(edge, nameOf),
    },
    [
      element('path', { class: 'reach', d: lines }),
      element('path', { class: 'line', d: lines }),
      element('path', { class: 'head', d: heads }),
      ...(change === undefined || courses.length === 0
        ? []
        : [drawSign(SIGNS[change.kind], ...middle(courses[0].points))]),
    ],
  );
}

const SIGNS = { added: '+', removed: '−', changed: '~' };

/** The ports above the level line to a box. */
export function drawSlot(
  { edges, label, below, y }: Slot,
  cell: Cell,
  { x, y: top }: Point,
): PictureElement | undefined {
  if (label.length === 0) return undefined;
  const center = round(x + (cell.boxes[0].x - 12) / 2);
  return element('g', { class: 'slot', 'data-slot': edges.join(' ') }, [
    ...label.map((line, i) =>
      textAt(center, round(top + y - 6 - (label.length - 1 - i) * LABEL_LINE), 'middle-text', line),
    ),
    ...below.map((line, i) => textAt(center, round(top + y + 14 + i * LABEL_LINE), 'mark middle-text', line)),
  ]);
}

/** A smooth curve, level at each of its points: to the left at both ends of a piece that goes back, else to the right. */
export function curve(points: readonly Point[]): string {
  const isBack = (i: number): boolean => i > 0 && i < points.length && points[i].x < points[i - 1].x - 0.5;
  const sideOf = (i: number): number => (isBack(i) || isBack(i + 1) ? -1 : 1);
  return points
    .map(({ x, y }, i) => {
      if (i === 0) return `M${round(x)} ${round(y)}`;
      const { x: fromX, y: fromY } = points[i - 1];
      const [a, b] = [sideOf(i - 1), sideOf(i)];
      if (Math.abs(fromY - y) < 0.5 && a === b) return `H${round(x)}`;
      const pull = a === b ? Math.abs(x - fromX) / 2 : TURN;
      return `C${round(fromX + a * pull)} ${round(fromY)} ${round(x - b * pull)} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join('');
}

function level(end: Point, tip: Point): string {
  return tip.x - 5 > end.x ? `H${round(tip.x - 5)}` : '';
}

function middle(points: readonly Point[]): [number, number] {
  const i = Math.max(1, Math.ceil((points.length - 1) / 2));
  const [a, b] = [points[i - 1], points[i] ?? points[i - 1]];
  return [(a.x + b.x) / 2, (a.y + b.y) / 2];
}
