import { Box, heightOf, isOpen, lineHeight, OPEN_HEIGHT, openWord } from './box';
import { BESIDE, Cell } from './cells';
import { shapeOf } from './shapes';
import { fitText, FittedText, SIZES, textWidth } from './text';
import { findingsText, nodeText } from './words';
import { plural } from '../../plural';
import { element, PictureElement } from '../element';
import { Point, Rectangle } from '../layout/layout-model';
import { Picture, PictureNamespace, PictureNode, Walls } from '../picture';

/** A text at a place; one that is shortened says the whole when it is pointed at. */
export function textAt(x: number, y: number, style: string, { text, whole }: FittedText): PictureElement {
  const title = whole === undefined ? [] : [element('title', {}, [whole])];
  return element('text', { x, y, class: style }, [text, ...title]);
}

/** The boxes of a cell, and what leads from its Services down to its card. */
export function drawCell({ boxes }: Cell, { x, y }: Point): readonly PictureElement[] {
  const card = boxes[boxes.length - 1];
  const top = round(y + card.y - 1);
  return boxes.flatMap((box, i) => {
    const drawn = drawBox(box, { x: x + box.x, y: y + box.y });
    if (box === card) return [drawn];
    // The last Service stands right above the card; the arrows of the others pass it.
    const isLast = i === boxes.length - 2;
    const down = round(x + card.x + (isLast ? box.width / 2 : card.width - BESIDE / 2 + 1));
    const [begin, middle] = [round(x + box.x + box.width), round(y + box.y + box.height / 2)];
    const line = isLast
      ? `M${down} ${round(y + box.y + box.height)}V${top - 6}`
      : `M${begin} ${middle}H${down - 5}q5 0 5 5V${top - 6}`;
    const head = element('path', { class: 'head', d: `M${down} ${top}l-3.5-7h7z` });
    return [element('g', { class: 'inside' }, [element('path', { class: 'line', d: line }), head]), drawn];
  });
}

/** One box. */
export function drawBox({ node, lines, left, right, top, width, height }: Box, { x, y }: Point): PictureElement {
  const { kind, end, side, walls, findings, severity, change } = node;
  const shape = shapeOf(node, width, height);
  const isCard = kind === 'workload' || kind === 'namespace';
  const free = height - top - (isOpen(node) ? OPEN_HEIGHT : 0) - heightOf(lines);
  const first =
    top + (kind === 'workload' || kind === 'service' ? Math.max(0, (free - (kind === 'service' ? top : 7)) / 2) : 0);
  const outside = end === undefined ? undefined : `end-${end.replace(' ', '-')}`;
  const style = ['node', kind === 'namespace' ? 'overview' : kind, outside, side, change];
  const name = { class: style.filter((word) => word !== undefined).join(' '), 'data-node': node.id };
  return element('g', { ...name, role: 'graphics-symbol', 'aria-label': nodeText(node), transform: at(x, y) }, [
    ...(walls?.mesh === undefined
      ? []
      : [element('path', { class: 'mesh', d: `M-5-5H${width + 5}V${height + 9}H-5z` })]),
    element('path', { class: 'box', d: shape.box }),
    shape.detail === undefined ? undefined : element('path', { class: 'detail', d: shape.detail }),
    ...(walls === undefined ? [] : drawWalls(walls, node, width, height)),
    ...lines.map((line, i) =>
      textAt(
        round(isCard ? left : (left + width - right) / 2),
        round(first + heightOf(lines.slice(0, i)) + lineHeight(line.style) - 4),
        isCard ? line.style : `${line.style} middle-text`,
        line,
      ),
    ),
    findings === undefined || findings.length === 0
      ? undefined
      : drawBadge(findings, severity ?? 'note', width - 12, 0),
    change === undefined ? undefined : drawSign(change === 'added' ? '+' : '−', 0, 0),
  ]);
}

/** The sides of a card: thick where it is closed, broken and with a word where it is not. */
function drawWalls(walls: Walls, { what }: PictureNode, width: number, height: number): readonly PictureElement[] {
  const from = what === 'StatefulSet' ? 8 : what === 'DaemonSet' ? 9 : 4;
  const to = height - (what === 'Job' || what === 'CronJob' ? 12 : from);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const state = walls[direction];
    const isLeft = direction === 'ingress';
    const side = element('path', { class: `wall ${state}`, d: `M${isLeft ? 1 : width - 1} ${from}V${to}` });
    if (state === 'closed') return [side];
    const bottom = what === 'StatefulSet' ? height - 11 : height - 8;
    return [
      side,
      element('text', { x: isLeft ? 8 : width - 8, y: bottom, class: `open-word${isLeft ? '' : ' end-text'}` }, [
        openWord(state)!,
      ]),
    ];
  });
}

const BADGES = {
  error: 'M0-13L13 9H-13z',
  warning: 'M0-10a10 10 0 1 1-.1 0z',
  note: 'M-9-9H9V9H-9z',
};

/** How many findings there are, in the shape of the worst. */
export function drawBadge(
  findings: readonly number[],
  severity: keyof typeof BADGES,
  x: number,
  y: number,
  count = findings.length > 99 ? '99+' : String(findings.length),
): PictureElement {
  return element('g', { transform: at(x, y) }, [
    findings.length === 0 ? undefined : element('title', {}, [findingsText(findings, severity)]),
    element('path', { class: `badge ${severity}`, d: BADGES[severity] }),
    element('text', { class: 'badge-text', y: severity === 'error' ? 7 : 4 }, [count]),
  ]);
}

/** What changed: a sign in a circle. */
export function drawSign(sign: string, x: number, y: number): PictureElement {
  return element('g', { class: 'sign', transform: at(x, y) }, [
    element('path', { d: 'M0-9a9 9 0 1 1-.1 0z' }),
    element('text', { y: 5 }, [sign]),
  ]);
}

/** What stands above the boxes of a namespace. */
export interface Title {
  readonly name: string;
  readonly title: FittedText;
  readonly about: string;
  readonly isClosed: boolean;
  readonly badge?: PictureElement;
  /** The room that all of it needs. */
  readonly width: number;
}

/** What a namespace is called, and what is worth a word about it. */
export function titleOf({ nodes }: Picture, { name, findings = [], severity, undecided = 0 }: PictureNamespace): Title {
  const own = nodes.filter((node) => node.kind === 'workload' && node.namespace === name);
  const isClosed = own.length > 0 && own.every(isClosedOff);
  const more = undecided === 0 ? '' : `, ${plural(undecided, 'connection')} that no policy decides`;
  const about = `${plural(own.length, 'workload')}${more}`;
  const title = fitText(name, SIZES.title, 320, true);
  const badge = findings.length === 0 ? undefined : drawBadge(findings, severity ?? 'note', 0, 0);
  const width = (isClosed ? 30 : 14) + title.width + textWidth(about, SIZES.what) + (badge === undefined ? 22 : 54);
  return { name, title, about, isClosed, width, ...(badge === undefined ? {} : { badge }) };
}

function isClosedOff({ walls }: PictureNode): boolean {
  return walls?.ingress === 'closed' && walls.egress === 'closed';
}

/** The frame of a namespace. */
export function drawFrame({ name, title, about, isClosed, badge }: Title, frame: Rectangle): PictureElement {
  const { x, y, width, height } = frame;
  const begin = isClosed ? 30 : 14;
  const access = { role: 'graphics-object', 'aria-label': `namespace ${name}, ${about}` };
  return element('g', { class: `namespace${isClosed ? ' closed' : ''}`, 'data-namespace': name, ...access }, [
    element('rect', { class: 'box', x, y, width, height, rx: 8 }),
    isClosed ? drawLock(x + 13, y + 10, 'policies decide about all connections of its workloads') : undefined,
    textAt(x + begin, y + 22, 'title', title),
    element('text', { x: x + begin + title.width + 8, y: y + 22, class: 'what' }, [about]),
    badge === undefined ? undefined : element('g', { transform: at(x + width - 22, y + 17) }, [badge]),
  ]);
}

/** A lock: all workloads are closed in both directions. */
export function drawLock(x: number, y: number, title?: string): PictureElement {
  return element('g', { class: 'lock', transform: at(x, y) }, [
    title === undefined ? undefined : element('title', {}, [title]),
    element('path', { class: 'head', d: 'M0 6h11v8H0z' }),
    element('path', { class: 'line', d: 'M2.500 6V3.500a3 3 0 0 1 6 0V6' }),
  ]);
}

function at(x: number, y: number): string {
  return `translate(${round(x)} ${round(y)})`;
}

/** Tenths are as fine as a picture needs. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
