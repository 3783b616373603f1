import { Engine } from './engine';
import { Store } from './store';
import { PageData, PageNetwork } from '../src/render/page/page-data';
import { Picture } from '../src/render/picture/picture';
import { startView } from '../src/render/picture/views/start';
import { viewOf } from '../src/render/picture/views/view';

/** What the page is about, as the state of its store wants it. */
export class Page {
  private readonly engines = new Map<PageNetwork, Engine>();
  private readonly parts = new Map<Picture, { readonly view: object; readonly part: Picture }>();

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
    const { network } = this;
    const engine = this.engines.get(network) ?? new Engine(network);
    this.engines.set(network, engine);
    return engine;
  }

  /** All that there is to see of the chosen time. */
  public get whole(): Picture {
    const { changes } = this.data;
    const isOfChanges = changes !== undefined && (this.store.state.view.time ?? 'changes') === 'changes';
    return isOfChanges ? changes.picture : this.network.picture;
  }

  /** What the filters leave of it. */
  public get part(): Picture {
    const { whole } = this;
    const { view } = this.store.state;
    const known = this.parts.get(whole);
    if (known?.view === view) return known.part;
    const part = viewOf(whole, view);
    this.parts.set(whole, { view, part });
    return part;
  }

  /** What is drawn: that, or its namespaces alone where it is large. */
  public get shown(): Picture {
    const { view, isWhole } = this.store.state;
    const isOpen = isWhole === true || view.namespaces !== undefined || view.workload !== undefined;
    return isOpen ? this.part : startView(this.part);
  }

  /** Says something to who hears the page. */
  public say(text: string): void {
    this.live.textContent = text;
  }

  /** Picks a box, and shows the part of the picture that it is in. */
  public pick(id: string): void {
    const selection = { kind: 'node', id } as const;
    if (this.shown.nodes.some((node) => node.id === id)) return this.store.set({ selection, tab: 'picture' });
    const node = this.whole.nodes.find((one) => one.id === id);
    if (node === undefined) return;
    const { time } = this.store.state.view;
    const part =
      node.kind === 'workload' ? { workload: id } : node.namespace === undefined ? {} : { namespaces: [node.namespace] };
    this.store.set({ selection, tab: 'picture', view: { ...part, ...(time === undefined ? {} : { time }) } });
  }
}
