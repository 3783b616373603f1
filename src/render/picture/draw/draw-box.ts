import { Box, isOpen } from './box';
import { BESIDE, Cell } from './cells';
import { shapeOf } from './shapes';
import { FittedText } from './text';
import { findingsText, nodeText } from './words';
import { element, PictureElement } from '../element';
import { Point } from '../layout/layout-model';
import { Picture, PictureNode, Walls } from '../picture';

/** A text at a place; one that is shortened says the whole when it is pointed at. */
export function textAt(x: number, y: number, style: string, { text, whole }: FittedText): PictureElement {
  const title = whole === undefined ? [] : [element('title', {}, [whole])];
  return element('text', { x, y, class: style }, [text, ...title]);
}

/** The boxes of a cell, and what leads from its Services down to its card. */
export function drawCell({ boxes }: Cell, { x, y }: Point): readonly PictureElement[] {
  const card = boxes[boxes.length - 1];
  const down = { x: round(x + card.x + card.width - BESIDE / 2 - 5), y: round(y + card.y - 1) };
  return boxes.flatMap((box) => {
    const drawn = drawBox(box, { x: x + box.x, y: y + box.y });
    if (box === card) return [drawn];
    const [begin, middle] = [round(x + box.x + box.width), round(y + box.y + box.height / 2)];
    const line = `M${begin} ${middle}H${down.x - 5}q5 0 5 5V${down.y - 6}`;
    const head = element('path', { class: 'head', d: `M${down.x} ${down.y}l-3.5-7h7z` });
    return [element('g', { class: 'inside' }, [element('path', { class: 'line', d: line }), head]), drawn];
  });
}

/** One box. */
export function drawBox({ node, lines, left, right, top, width, height }: Box, { x, y }: Point): PictureElement {
  const { kind, end, side, walls, findings, severity, change } = node;
  const shape = shapeOf(node, width, height);
  const isCard = kind === 'workload' || kind === 'namespace';
  const free = height - top - (isOpen(node) ? 14 : 0) - (17 + (lines.length - 1) * 15);
  const first = top + 12 + (kind === 'workload' || kind === 'service' ? Math.max(0, (free - 6) / 2) : 0);
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
        round(first + (i === 0 ? 0 : 1 + i * 15)),
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
    const bottom = what === 'StatefulSet' ? height - 9 : height - 7;
    const word = state === 'open' ? 'open' : 'partly open';
    return [
      side,
      element('text', { x: isLeft ? 8 : width - 8, y: bottom, class: `open-word${isLeft ? '' : ' end-text'}` }, [word]),
    ];
  });
}

const BADGES = {
  error: 'M0-11L11 8H-11z',
  warning: 'M0-9a9 9 0 1 1-.1 0z',
  note: 'M-8-8H8V8H-8z',
};

/** How many findings there are, in the shape of the worst. */
export function drawBadge(
  findings: readonly number[],
  severity: keyof typeof BADGES,
  x: number,
  y: number,
  count = findings.length > 99 ? '…' : String(findings.length),
): PictureElement {
  return element('g', { transform: at(x, y) }, [
    findings.length === 0 ? undefined : element('title', {}, [findingsText(findings, severity)]),
    element('path', { class: `badge ${severity}`, d: BADGES[severity] }),
    element('text', { class: 'badge-text', y: severity === 'error' ? 6 : 3.5 }, [count]),
  ]);
}

/** What changed: a sign in a circle. */
export function drawSign(sign: string, x: number, y: number): PictureElement {
  return element('g', { class: 'sign', transform: at(x, y) }, [
    element('path', { d: 'M0-8a8 8 0 1 1-.1 0z' }),
    element('text', { y: 4.5 }, [sign]),
  ]);
}

/** The frame of a namespace. */
export function drawFrame(
  { nodes, namespaces }: Picture,
  name: string,
  title: FittedText,
  frame: Point & { readonly width: number; readonly height: number },
): PictureElement {
  const own = nodes.filter((node) => node.kind === 'workload' && node.namespace === name);
  const { findings, severity, undecided } = namespaces.find((namespace) => namespace.name === name)!;
  const isClosed = own.length > 0 && own.every(({ walls }) => walls?.ingress === 'closed' && walls.egress === 'closed');
  const more = undecided === undefined || undecided === 0 ? '' : `, ${undecided} connections that no policy decides`;
  const about = `${own.length} workload${own.length === 1 ? '' : 's'}${more}`;
  const { x, y, width, height } = frame;
  const begin = isClosed ? 30 : 14;
  return element(
    'g',
    {
      class: `namespace${isClosed ? ' closed' : ''}`,
      'data-namespace': name,
      role: 'graphics-object',
      'aria-label': `namespace ${name}, ${about}`,
    },
    [
      element('rect', { class: 'box', x, y, width, height, rx: 8 }),
      isClosed ? drawLock(x + 13, y + 10) : undefined,
      textAt(x + begin, y + 22, 'title', title),
      element('text', { x: x + begin + title.width + 8, y: y + 22, class: 'what' }, [about]),
      findings === undefined || findings.length === 0
        ? undefined
        : drawBadge(findings, severity ?? 'note', x + width - 22, y + 16),
    ],
  );
}

/** A lock: all workloads are closed in both directions. */
export function drawLock(x: number, y: number): PictureElement {
  return element('g', { class: 'lock', transform: at(x, y) }, [
    element('title', {}, ['policies decide about all connections of its workloads']),
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
