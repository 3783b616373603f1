import { boxesOf, drawDenial } from './denial';
import { button, make, toDom } from './dom';
import { Hover } from './hover';
import { Marks } from './marks';
import { isSameEdge, workloadOf } from './near';
import { cellsOf, Page } from './page';
import { contextOf } from './panels/context';
import { PictureIndex } from './picture-index';
import { Roving } from './roving';
import { State, Store } from './store';
import { Zoom } from './zoom';
import { drawPicture } from '../src/render/picture/draw/draw';
import { flowPicture } from '../src/render/picture/draw/flow-picture';
import { edgeText, nodeText } from '../src/render/picture/draw/words';
import { PictureElement } from '../src/render/picture/element';
import { Picture } from '../src/render/picture/picture';
import { isPart } from '../src/render/picture/views/view';

/** The picture, and what answers clicks and keys on it. */
export class Pane {
  public readonly zoom: Zoom;
  private readonly scroll = make('div', { class: 'scroll' });
  private readonly note = make('div', { class: 'empty', hidden: true });
  private readonly known = new WeakMap<Picture, Roving>();
  private roving: Roving | undefined;
  /** What is drawn: a picture, or the flow picture of one. */
  private drawn: { readonly picture: Picture; readonly isFlow: boolean };

  constructor(
    place: HTMLElement,
    private readonly store: Store,
    private readonly page: Page,
    /** The picture that the page came with is not drawn again. */
    started: Pick<Page, 'shown' | 'part'>,
  ) {
    const svg = place.querySelector('svg')!;
    this.drawn = { picture: started.shown, isFlow: false };
    this.known.set(started.shown, new Roving(new Marks(svg, started.shown, started.part)));
    place.append(this.scroll, this.note);
    this.zoom = new Zoom(this.scroll);
    place.append(this.zoomButtons());
    this.show(this.known.get(started.shown)!);
    this.scroll.addEventListener('click', (event) => {
      // The second click of two opens, and does not take back what the first one picked.
      if (event.detail < 2) this.onClick(event.target as Element);
    });
    this.scroll.addEventListener('dblclick', (event) => this.onDoubleClick(event));
    new Hover(
      this.scroll,
      () => this.roving?.marks,
      () => contextOf(store, page).names,
    );
    this.scroll.addEventListener('focusin', ({ target }) => this.roving?.onFocus(target));
    store.listen((state, before) => this.onState(state, before));
    this.onState(store.state, undefined);
  }

  /** Gives the focus to the box that is picked, or was the last to have it. */
  public focus(): void {
    this.roving?.stop(this.roving.id ?? '')?.focus({ preventScroll: true });
  }

  private onState(state: State, before: State | undefined): void {
    if (state.tab !== 'picture') return;
    const picture = this.page.shown;
    const isFlow = state.isFlow === true && state.view.workload !== undefined;
    const isDrawn = this.drawn.picture === picture && this.drawn.isFlow === isFlow;
    if (!isDrawn) this.draw(picture, isFlow);
    const isSame = before !== undefined && state.selection === before.selection && state.question === before.question;
    if (isDrawn && isSame && before.tab === 'picture') return;
    const boxes = boxesOf(state, picture, this.store, this.page);
    const near = this.roving?.marks.show(state.selection, boxes);
    if (this.roving !== undefined) drawDenial(this.roving.marks, boxes, state, this.page);
    const id = near?.node ?? (near?.edge === undefined ? undefined : picture.edges[near.edge].to);
    const target = id === undefined ? undefined : this.roving?.stop(id);
    if (target !== undefined) this.bringIntoView(target);
    if (before !== undefined) this.tell(state, before);
  }

  private draw(picture: Picture, isFlow: boolean): void {
    const { workload = '' } = this.store.state.view;
    const hadFocus = this.scroll.contains(document.activeElement);
    this.drawn = { picture, isFlow };
    this.show(isFlow ? this.made(flowPicture(picture, workload)) : (this.known.get(picture) ?? this.made(picture)));
    if (hadFocus) this.focus();
  }

  /** What was drawn once is kept: the way back to a large picture is short. */
  private made(drawn: Picture | PictureElement): Roving {
    const { picture } = this.drawn;
    const marks = new Marks(toDom('tag' in drawn ? drawn : drawPicture(drawn)), picture, this.page.part);
    const roving = new Roving(marks);
    if (!('tag' in drawn)) this.known.set(picture, roving);
    return roving;
  }

  private show(roving: Roving): void {
    this.roving = roving;
    this.zoom.show(roving.marks.svg);
    const { part } = this.page;
    this.note.hidden = part.edges.length > 0 || part.undecided > 0;
    // A picture of nothing has a caption alone.
    this.scroll.classList.toggle('nothing', cellsOf(this.drawn.picture) === 0 && part.edges.length === 0);
    this.note.replaceChildren(
      ...(isPart(this.store.state.view)
        ? ['No connection fits these filters. ', button('Show all', () => this.store.reset())]
        : [
            cellsOf(this.drawn.picture) === 0
              ? 'There are no workloads in the input: nobody to connect, and nothing to draw.'
              : 'No connection is open.',
          ]),
    );
  }

  private onClick(target: Element): void {
    const { selection, view } = this.store.state;
    const id = target.closest('[data-node]')?.getAttribute('data-node') ?? undefined;
    const { picture } = this.drawn;
    const node = id === undefined ? undefined : PictureIndex.of(picture).node(id);
    if (node?.kind === 'namespace') {
      return this.store.set({ view: { ...view, namespaces: [node.name] }, selection: undefined, question: undefined });
    }
    if (node !== undefined) {
      const isPicked = selection?.kind === 'node' && selection.id === id;
      return this.store.set({
        selection: isPicked ? undefined : { kind: 'node', id: node.id },
        question: undefined,
      });
    }
    const slot = edgesAt(target);
    const edge = picture.edges[slot[0]];
    // Ports of several arrows: what they all lead to.
    if (slot.length > 1) {
      return this.store.set({ selection: { kind: 'node', id: edge.service ?? edge.to }, question: undefined });
    }
    const isPicked = selection?.kind === 'edge' && edge !== undefined && isSameEdge(edge, selection.edge);
    this.store.set({
      selection: edge === undefined || isPicked ? undefined : { kind: 'edge', edge },
      question: undefined,
    });
  }

  /** Two clicks: on a workload show it alone, beside all boxes show that place larger. */
  private onDoubleClick({ target, clientX, clientY }: MouseEvent): void {
    const { selection, view } = this.store.state;
    const isOfSomething = (target as Element).closest('[data-node],[data-edge],[data-slot]') !== null;
    if (!isOfSomething) return this.zoom.by(1.5, { x: clientX, y: clientY });
    const workload = workloadOf(this.page.whole, selection);
    const isOfNode = (target as Element).closest('[data-node]') !== null;
    if (isOfNode && workload !== undefined && view.workload !== workload) this.store.showWorkload(workload);
  }

  private bringIntoView(target: Element): void {
    const box = target.getBoundingClientRect();
    const pane = this.scroll.getBoundingClientRect();
    const isSeen = box.left >= pane.left && box.right <= pane.right && box.top >= pane.top && box.bottom <= pane.bottom;
    if (!isSeen) target.scrollIntoView({ block: 'center', inline: 'center' });
  }

  private tell({ selection }: State, before: State): void {
    if (selection === before.selection) return;
    const index = PictureIndex.of(this.drawn.picture);
    if (selection === undefined) return this.page.say('Nothing is picked.');
    const node = selection.kind === 'node' ? index.node(selection.id) : undefined;
    if (node !== undefined) this.page.say(`Picked: ${nodeText(node)}`);
    if (selection.kind === 'edge') this.page.say(`Picked: ${edgeText(selection.edge, (id) => index.name(id))}`);
  }

  private zoomButtons(): HTMLElement {
    const scale = make('output', { title: 'How large the picture is drawn' });
    const show = (): void => {
      scale.textContent = `${Math.round(this.zoom.scale * 100)} %`;
    };
    this.zoom.listen(show);
    return make(
      'div',
      { class: 'zoom', role: 'group', 'aria-label': 'Size of the picture' },
      button('−', () => this.zoom.by(1 / 1.25), { 'aria-label': 'Smaller', title: 'Smaller (−)' }),
      scale,
      button('+', () => this.zoom.by(1.25), { 'aria-label': 'Larger', title: 'Larger (+)' }),
      button('Fit', () => this.zoom.fit(), { title: 'All of it (0)' }),
    );
  }
}

/** The positions of the arrow that was clicked, or of those whose ports were. */
function edgesAt(target: Element): number[] {
  const { edge, slot } = target.closest<SVGElement>('[data-edge],[data-slot]')?.dataset ?? {};
  return (edge ?? slot)?.split(' ').map(Number) ?? [];
}
