import { Engine } from './engine';
import { State, Store, TIMES } from './store';
import { PageData, PageNetwork } from '../src/render/page/page-data';
import { Picture } from '../src/render/picture/picture';
import { bundled } from '../src/render/picture/views/bundled';
import { markChanges } from '../src/render/picture/views/mark-changes';
import { isLarge, MOST_IN_ONE, startView } from '../src/render/picture/views/start';
import { viewOf } from '../src/render/picture/views/view';

type Time = (typeof TIMES)[number];

/** A picture of more workloads is drawn when somebody asks for it. */
export const MOST_CELLS = MOST_IN_ONE;

/** What the page is about, as the state of its store wants it. */
export class Page {
  private readonly engines = new Map<PageNetwork, Engine>();
  private made: { readonly whole: Picture; readonly view: object; readonly part: Picture } | undefined;
  private readonly marked = new Map<Time, Picture>();
  private readonly drawn = new WeakMap<Picture, { start?: Picture; open?: Picture }>();

  constructor(
    public readonly data: PageData,
    private readonly store: Store,
    private readonly live: HTMLElement,
  ) {}

  /** The network of the chosen time; among changes, as it is after them. */
  public get network(): PageNetwork {
    const { network, changes } = this.data;
    return changes !== undefined && this.store.state.view.time === 'before' ? changes.before : network;
  }

  /** What answers questions about that network. */
  public get engine(): Engine {
    return this.engineOf(this.network);
  }

  /** Of a diff: what answers questions about the network as it was before. */
  public get before(): Engine | undefined {
    const { changes } = this.data;
    return changes === undefined ? undefined : this.engineOf(changes.before);
  }

  /** What answers questions about the network as it is, or as it is after changes. */
  public get after(): Engine {
    return this.engineOf(this.data.network);
  }

  /** All that there is to see of the chosen time. */
  public get whole(): Picture {
    return this.wholeAt(this.store.state.view.time ?? 'changes');
  }

  /** What the filters leave of it. */
  public get part(): Picture {
    return this.partOf(this.store.state);
  }

  /** What is drawn: that, or its namespaces alone where it is large. */
  public get shown(): Picture {
    return this.shownOf(this.store.state);
  }

  /** All pictures of the page. */
  public get pictures(): readonly Picture[] {
    return this.data.changes === undefined ? [this.wholeAt('after')] : TIMES.map((time) => this.wholeAt(time));
  }

  /** What would be drawn in a state. */
  public shownOf(state: State): Picture {
    const part = this.partOf(state);
    const known = this.drawn.get(part) ?? {};
    this.drawn.set(part, known);
    if (isLarge(part) && !isOpen(state, part)) return (known.start ??= startView(part));
    return (known.open ??= bundled(part));
  }

  /** Says something to who hears the page. */
  public say(text: string): void {
    this.live.textContent = text;
  }

  /** Picks a box, and shows the part of the picture that it is in. */
  public pick(id: string): void {
    const selection = { kind: 'node', id } as const;
    if (this.shown.nodes.some((node) => node.id === id)) {
      return this.store.set({ selection, question: undefined, tab: 'picture' });
    }
    const node = this.whole.nodes.find((one) => one.id === id);
    if (node === undefined) return;
    const { time } = this.store.state.view;
    const workload = node.kind === 'workload' ? id : node.before;
    const part =
      workload !== undefined ? { workload } : node.namespace === undefined ? {} : { namespaces: [node.namespace] };
    this.store.set({
      selection,
      question: undefined,
      tab: 'picture',
      isFlow: undefined,
      view: { ...part, ...(time === undefined ? {} : { time }) },
    });
  }

  private wholeAt(time: Time): Picture {
    const { network, changes } = this.data;
    if (changes === undefined) return network.picture;
    if (time === 'changes') return changes.picture;
    const { picture } = time === 'before' ? changes.before : network;
    const marked = this.marked.get(time) ?? markChanges(picture, changes.picture, time);
    this.marked.set(time, marked);
    return marked;
  }

  private partOf(state: State): Picture {
    const whole = this.wholeAt(state.view.time ?? 'changes');
    const { view } = state;
    if (this.made?.whole !== whole || this.made.view !== view) this.made = { whole, view, part: viewOf(whole, view) };
    return this.made.part;
  }

  private engineOf(network: PageNetwork): Engine {
    const engine = this.engines.get(network) ?? new Engine(network);
    this.engines.set(network, engine);
    return engine;
  }
}

/** How many workloads a picture draws. */
export function cellsOf({ nodes }: Picture): number {
  return nodes.filter(({ kind }) => kind === 'workload').length;
}

function isOpen({ view, isWhole }: State, part: Picture): boolean {
  if (isWhole === true) return true;
  if (view.workload !== undefined) return true;
  // One namespace is what somebody asked for, however large it is.
  return view.namespaces?.length === 1 || (view.namespaces !== undefined && cellsOf(part) <= MOST_CELLS);
}
