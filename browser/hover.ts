import { make } from './dom';
import { edgeHint, Hint, nodeHint, portsHint } from './hints';
import { Marks } from './marks';
import { edgesOfNode } from './near';
import { Names } from './panels/names';
import { PictureIndex } from './picture-index';

/** Milliseconds until words appear beside the pointer: who only passes by sees none. */
const DELAY = 250;

/** What is under the pointer: its arrows are drawn stronger, and words say what it is. Keys and screen readers have labels for that. */
export class Hover {
  private readonly tip = make('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
  private current: Element | undefined;
  private timer = 0;
  /** The picture whose arrows are drawn stronger. */
  private marked: Marks | undefined;

  constructor(
    pane: HTMLElement,
    private readonly marksNow: () => Marks | undefined,
    private readonly namesNow: () => Names,
  ) {
    document.body.append(this.tip);
    pane.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'mouse') return;
      this.over(event.buttons > 0 ? undefined : (event.target as Element), event);
    });
    for (const end of ['pointerleave', 'pointerdown', 'wheel']) {
      pane.addEventListener(end, () => this.over(undefined), { passive: true });
    }
  }

  private over(target: Element | undefined, at = { clientX: 0, clientY: 0 }): void {
    const found = target?.closest('[data-node],[data-edge],[data-slot]') ?? undefined;
    if (found === this.current) {
      if (!this.tip.hidden) this.place(at);
      return;
    }
    this.current = found;
    clearTimeout(this.timer);
    this.tip.hidden = true;
    const marks = this.marksNow();
    // A picture that is not shown now may be shown again.
    if (this.marked !== marks) this.marked?.light([]);
    this.marked = marks;
    marks?.light(found === undefined ? [] : this.edgesAt(found, marks));
    if (found === undefined || marks === undefined) return;
    this.timer = window.setTimeout(() => this.tell(found, marks, at), DELAY);
  }

  private edgesAt(found: Element, { picture, whole }: Marks): readonly number[] {
    const id = found.getAttribute('data-node');
    if (id === null) {
      return (found.getAttribute('data-edge') ?? found.getAttribute('data-slot'))!.split(' ').map(Number);
    }
    const node = PictureIndex.of(picture).node(id);
    return node === undefined ? [] : edgesOfNode(picture, node, whole);
  }

  private tell(found: Element, marks: Marks, at: { readonly clientX: number; readonly clientY: number }): void {
    const hint = this.hintOf(found, marks);
    if (hint === undefined) return;
    this.tip.replaceChildren(make('b', {}, hint.name), ...hint.lines.map((line) => make('span', {}, line)));
    this.tip.hidden = false;
    this.place(at);
  }

  private hintOf(found: Element, marks: Marks): Hint | undefined {
    const { picture } = marks;
    const names = this.namesNow();
    const edges = this.edgesAt(found, marks).map((i) => picture.edges[i]);
    const id = found.getAttribute('data-node');
    const node = id === null ? undefined : PictureIndex.of(picture).node(id);
    if (node !== undefined) return nodeHint(node, edges, names);
    if (edges.length === 1) return edgeHint(edges[0], names);
    return edges.length === 0 ? undefined : portsHint(edges, names);
  }

  /** Beside the pointer, inside of the window. */
  private place({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): void {
    const { offsetWidth, offsetHeight, style } = this.tip;
    style.left = `${Math.max(4, Math.min(clientX + 14, innerWidth - offsetWidth - 8))}px`;
    style.top = `${clientY + 18 + offsetHeight > innerHeight ? clientY - offsetHeight - 10 : clientY + 18}px`;
  }
}
