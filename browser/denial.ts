import { toDom } from './dom';
import { Marks } from './marks';
import { Page } from './page';
import { contextOf } from './panels/context';
import { Names } from './panels/names';
import { ask, verdictOf } from './panels/question';
import { Question, State, Store } from './store';
import { element } from '../src/render/picture/element';
import { Picture } from '../src/render/picture/picture';

/** What is marked where neither a box nor an arrow of the picture is what somebody picked or asked about. */
export function boxesOf(state: State, picture: Picture, store: Store, page: Page): string[] {
  const { question, selection } = state;
  const { names } = contextOf(store, page);
  if (selection !== undefined) return selection.kind === 'node' ? inPicture([selection.id], picture, names) : [];
  return question === undefined ? [] : inPicture(endsOf(question, names), picture, names);
}

function endsOf({ from, to }: Question, names: Names): string[] {
  return [names.idOf(from, 'from'), names.idOf(to, 'to')].filter((id) => id !== undefined);
}

/** Boxes, or those of the namespaces that they are in. */
function inPicture(ids: readonly string[], { nodes }: Picture, names: Names): string[] {
  const has = (id: string): boolean => nodes.some((node) => node.id === id);
  const own = ids.map((id) => (has(id) ? id : `namespace ${names.node(id)?.namespace}`));
  return own.filter(has);
}

/** How far a line goes around boxes. */
const AROUND = 70;

/** Draws what is denied between two boxes: a broken line with a cross. Whatever was drawn before goes. */
export function drawDenial(marks: Marks, boxes: readonly string[], { question, selection }: State, page: Page): void {
  marks.svg.querySelector(':scope>.denied')?.remove();
  if (question === undefined || selection !== undefined || boxes.length !== 2 || boxes[0] === boxes[1]) return;
  if (verdictOf(ask(question, page.engine.analysis)) !== 'deny') return;
  const [from, to] = boxes.map((id) => boxIn(marks, id));
  if (from === undefined || to === undefined) return;
  // To the right, to the left, or around the right side of boxes that stand one below the other.
  const isRight = to.left >= from.right;
  const isLeft = to.right <= from.left;
  const a = { x: isLeft ? from.left : from.right, y: from.middle };
  const b = { x: isRight ? to.left : to.right, y: to.middle };
  const between = (a.x + b.x) / 2;
  const [c, d] = isRight || isLeft ? [between, between] : [Math.max(a.x, b.x) + AROUND, Math.max(a.x, b.x) + AROUND];
  const middle = { x: (a.x + 3 * c + 3 * d + b.x) / 8, y: (a.y + b.y) / 2 };
  const line = `M${a.x} ${a.y}C${c} ${a.y} ${d} ${b.y} ${b.x} ${b.y}`;
  const cross = 'm-5-5l10 10m0-10l-10 10';
  const head = isRight ? 'l-10-6v12z' : 'l10-6v12z';
  const drawn = element('g', { class: 'denied', 'aria-hidden': 'true' }, [
    element('path', { d: line }),
    element('path', { class: 'head', d: `M${b.x} ${b.y}${head}` }),
    element('circle', { cx: middle.x, cy: middle.y, r: 11 }),
    element('path', { class: 'cross', d: `M${middle.x} ${middle.y}${cross}` }),
  ]);
  marks.svg.append(toDom(drawn));
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

/** Where a box is, in the measure of its picture. */
function boxIn({ nodes, svg }: Marks, id: string): Box | undefined {
  const drawn = nodes.get(id)?.[0];
  if (drawn === undefined) return undefined;
  const own = drawn.getBoundingClientRect();
  const all = svg.getBoundingClientRect();
  const unit = (Number(svg.getAttribute('viewBox')?.split(' ')[2]) || 1) / (all.width || 1);
  const at = (x: number, from: number): number => Math.round((x - from) * unit);
  return {
    left: at(own.left, all.left),
    right: at(own.right, all.left),
    middle: at(own.top + own.height / 2, all.top),
  };
}
