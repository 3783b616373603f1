import { Marks } from './marks';
import { edgesOfNode } from './near';
import { Direction, nearest, Place } from './nearest';
import { PictureIndex } from './picture-index';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The focus inside of a picture: one box of it is a stop of the tab key, and keys lead from it to others. */
export class Roving {
  private readonly all: readonly { readonly id: string; readonly drawn: SVGElement }[];
  private places: readonly Place[] | undefined;
  private current = 0;
  /** Of the arrows of the box: which has the focus. */
  private turn = -1;

  constructor(public readonly marks: Marks) {
    this.all = [...marks.nodes].map(([id, [drawn]]) => ({ id, drawn }));
    this.all[0]?.drawn.setAttribute('tabindex', '0');
    marks.svg.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Follows the focus. A picture that listened to it itself would be a stop of the tab key. */
  public onFocus(target: EventTarget | null): void {
    const at = this.all.findIndex(({ drawn }) => drawn === target);
    if (at >= 0) this.stopAt(at);
  }

  /** The box that has the focus, or had it last. */
  public get id(): string | undefined {
    return this.all[this.current]?.id;
  }

  /** Makes a box the stop of the tab key. */
  public stop(id: string): SVGElement | undefined {
    const at = this.all.findIndex((one) => one.id === id);
    if (at >= 0) this.stopAt(at);
    return this.all[at]?.drawn;
  }

  private stopAt(at: number): void {
    if (at !== this.current) this.turn = -1;
    this.all[this.current].drawn.setAttribute('tabindex', '-1');
    this.all[at].drawn.setAttribute('tabindex', '0');
    this.current = at;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined) {
      this.focus(this.all[nearest(this.measured(), this.current, direction)].drawn);
    } else if (event.key === 'Enter' || event.key === ' ') {
      (event.target as Element).dispatchEvent(new MouseEvent('click', { bubbles: true }));
    } else if (event.key === 'e' || event.key === 'E') {
      this.nextEdge(event.key === 'e' ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  }

  private nextEdge(step: number): void {
    const { picture, whole } = this.marks;
    const node = PictureIndex.of(picture).node(this.id ?? '');
    const edges = node === undefined ? [] : edgesOfNode(picture, node, whole);
    if (edges.length === 0) return;
    this.turn = (Math.max(this.turn, step < 0 ? 0 : -1) + step + edges.length) % edges.length;
    const [drawn] = this.marks.edges.get(edges[this.turn]) ?? [];
    if (drawn !== undefined) this.focus(drawn);
  }

  private focus(drawn: SVGElement): void {
    drawn.focus({ preventScroll: true });
    drawn.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The middles of all boxes, measured when the first key needs them. Zooming changes all alike. */
  private measured(): readonly Place[] {
    const origin = this.marks.svg.getBoundingClientRect();
    const unit = origin.width || 1;
    this.places ??= this.all.map(({ drawn }) => {
      const { x, y, width, height } = drawn.getBoundingClientRect();
      return { x: ((x + width / 2 - origin.x) / unit) * 1e4, y: ((y + height / 2 - origin.y) / unit) * 1e4 };
    });
    return this.places;
  }
}
