import { fitText, FittedText } from './text';
import { markTexts } from './words';
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

/** The widest text of a box. */
const WIDEST = { workload: 160, service: 130, way: 150, end: 145, namespace: 220 };
const NAME_HEIGHT = 17;
const LINE_HEIGHT = 15;
/** What the words at its open sides take of a card. */
const OPEN_HEIGHT = 14;

/** Measures the box of a node. */
export function boxOf(node: PictureNode): Box {
  const { kind, name } = node;
  const room = WIDEST[kind];
  const lines: BoxLine[] = [
    { style: 'name', ...fitText(name, 13, room, true) },
    ...smallLines(node)
      .filter((text) => text !== '')
      .map((text) => ({ style: 'what' as const, ...fitText(text, 11, room) })),
  ];
  const [left, right, top, bottom] = marginsOf(node);
  const texts = Math.max(...lines.map(({ width }) => width));
  const open = isOpen(node) ? OPEN_HEIGHT : 0;
  const height = top + NAME_HEIGHT + (lines.length - 1) * LINE_HEIGHT + open + bottom;
  const least = kind === 'workload' ? 124 : kind === 'namespace' ? 170 : kind === 'service' ? 76 : 90;
  return { node, lines, left, right, top, width: Math.max(least, left + texts + right), height };
}

/** The box of a Service above a card, in one line: a name that is the card's, too, is not repeated. */
export function serviceBox(node: PictureNode, isNamed: boolean): Box {
  const { name, what, details = [] } = node;
  const text = [...(isNamed ? [name] : []), what, ...details.slice(0, 1)].join('  ');
  const line: BoxLine = { style: 'what', ...fitText(text, 11, WIDEST.workload) };
  const side = what === 'headless' ? 14 : 11;
  return { node, lines: [line], left: side, right: side, top: 5, width: line.width + 2 * side, height: 26 };
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
      return [workloads === undefined ? what : `${workloads} workload${workloads === 1 ? '' : 's'}`];
    case 'end':
      return node.end === 'internet' || what === '' || what === name
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
  if (kind === 'workload') return what === 'StatefulSet' ? [14, 14, 16, 10] : [14, what === 'CronJob' ? 28 : 14, 7, 8];
  if (kind === 'service') {
    return what === 'headless' ? [18, 18, 7, 7] : what === 'ExternalName' ? [15, 20, 6, 6] : [14, 14, 6, 6];
  }
  if (kind === 'namespace') return [14, 22, 14, 10];
  if (kind === 'way') {
    return what === 'LoadBalancer' ? [20, 20, 7, 8] : what === 'NodePort' ? [16, 18, 7, 8] : [16, 20, 7, 8];
  }
  if (end === 'internet') return [24, 24, 24, 16];
  if (end === 'dns') return [22, 12, 7, 8];
  if (end === 'nodes') return [14, 22, 11, 8];
  return end === 'name' ? [24, 14, 7, 8] : [18, 18, 7, 8];
}
