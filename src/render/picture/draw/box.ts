import { FittedText, SIZES, textWidth, wrapText } from './text';
import { markTexts } from './words';
import { plural } from '../../plural';
import { PictureNode } from '../picture';

/** A line of text in a box. */
export interface BoxLine extends FittedText {
  readonly style: 'name' | 'what';
}

/** A box before it has a place. */
export interface Box {
  readonly node: PictureNode;
  readonly lines: readonly BoxLine[];
  /** The room at the left and at the right of its texts, and above them. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The room that a line of a box fills before another one begins, and the widest word of one. */
const SOFT = { workload: 150, service: 130, way: 140, end: 136, namespace: 220 };
const HARD = { workload: 205, service: 205, way: 190, end: 205, namespace: 240 };
const LEAST = { workload: 108, service: 76, way: 84, end: 96, namespace: 170 };
const NAME_HEIGHT = 18;
const LINE_HEIGHT = 16;
/** What the words at its open sides take of a card. */
export const OPEN_HEIGHT = 16;

/** Measures the box of a node. */
export function boxOf(node: PictureNode): Box {
  const { kind, name } = node;
  const [soft, hard] = [SOFT[kind], HARD[kind]];
  const lines: BoxLine[] = [
    ...wrapText(name, SIZES.name, { soft, hard, lines: 4, isBold: true }).map((line) => ({
      style: 'name' as const,
      ...line,
    })),
    ...smallLines(node)
      .filter((text) => text !== '')
      .flatMap((text) => wrapText(text, SIZES.what, { soft, hard, lines: 3 }))
      .map((line) => ({ style: 'what' as const, ...line })),
  ];
  const [left, right, top, bottom] = marginsOf(node);
  const texts = Math.max(...lines.map(({ width }) => width));
  const open = isOpen(node) ? OPEN_HEIGHT : 0;
  const height = top + heightOf(lines) + open + bottom;
  return { node, lines, left, right, top, width: Math.max(LEAST[kind], leastOpen(node), left + texts + right), height };
}

/** How high lines of text are. */
export function heightOf(lines: readonly BoxLine[]): number {
  return lines.reduce((sum, { style }) => sum + lineHeight(style), 0);
}

/** How high a line of text is. */
export function lineHeight(style: BoxLine['style']): number {
  return style === 'name' ? NAME_HEIGHT : LINE_HEIGHT;
}

/** The box of a Service above a card: in one line where there is room; a name that is the card's, too, is not repeated. */
export function serviceBox(node: PictureNode, isNamed: boolean, room: number = SOFT.service): Box {
  const { name, what, details = [] } = node;
  const text = [...(isNamed ? [name] : []), what, ...details.slice(0, 1)].join('  ');
  const side = what === 'headless' ? 13 : what === 'ExternalName' ? 17 : 10;
  const soft = Math.max(SOFT.service, room) - 2 * side;
  const fitted = wrapText(text, SIZES.what, { soft, hard: HARD.service - 2 * side, lines: 3, at: /.*?(?:  |, )|.+$/g });
  const lines = fitted.map((line) => ({ style: 'what' as const, ...line }));
  const width = Math.max(...lines.map((line) => line.width)) + 2 * side;
  return { node, lines, left: side, right: side, top: 5, width, height: heightOf(lines) + 10 };
}

/** What the words at both sides of a card need. */
function leastOpen({ walls }: PictureNode): number {
  if (walls === undefined) return 0;
  const words = [walls.ingress, walls.egress].map(openWord).filter((word) => word !== undefined);
  return words.reduce((sum, word) => sum + textWidth(word, SIZES.what), 28);
}

/** What stands at a side of a card that is not closed. */
export function openWord(state: 'closed' | 'open' | 'partly'): string | undefined {
  return state === 'closed' ? undefined : state === 'open' ? 'open' : 'partly open';
}

/** Whether a card has a side that is not closed, and so a line that says it. */
export function isOpen({ walls }: PictureNode): boolean {
  return walls !== undefined && (walls.ingress !== 'closed' || walls.egress !== 'closed');
}

function smallLines(node: PictureNode): readonly string[] {
  const { kind, name, what, details = [], replicas, workloads } = node;
  switch (kind) {
    case 'workload':
      return [replicas === undefined ? what : `${what} × ${replicas}`, ...splitMarks(markTexts(node))];
    case 'service':
      return [what, ...details.slice(0, 1)];
    case 'way':
      return [what, ...details.slice(0, 2)];
    case 'namespace':
      return [workloads === undefined ? what : plural(workloads, 'workload'), ...details];
    case 'end':
      return node.end === 'internet' || node.end === 'any pod' || what === '' || what === name
        ? details.slice(0, 1)
        : [what, ...details.slice(0, 1)];
  }
}

/** Marks in lines of two. */
function splitMarks(marks: readonly string[]): readonly string[] {
  return marks.length > 2 ? [marks[0], marks.slice(1).join(' · ')] : marks.length === 0 ? [] : [marks.join(' · ')];
}

/** Left, right, top, bottom: what the outline of a kind takes. */
function marginsOf({ kind, what, end }: PictureNode): readonly [number, number, number, number] {
  if (kind === 'workload') return what === 'StatefulSet' ? [10, 10, 16, 11] : [10, what === 'CronJob' ? 26 : 10, 6, 8];
  if (kind === 'service') {
    return what === 'headless' ? [16, 16, 7, 7] : what === 'ExternalName' ? [15, 18, 6, 6] : [13, 13, 6, 6];
  }
  if (kind === 'namespace') return [14, 22, 14, 10];
  if (kind === 'way') {
    return what === 'LoadBalancer' ? [15, 15, 6, 7] : what === 'NodePort' ? [12, 16, 7, 7] : [12, 16, 6, 7];
  }
  if (end === 'internet') return [24, 24, 25, 14];
  if (end === 'dns') return [20, 9, 6, 7];
  if (end === 'nodes') return [11, 18, 10, 7];
  return end === 'name' ? [20, 10, 6, 7] : [14, 14, 6, 7];
}
