import { Near, nearOf, nearOfBoxes } from './near';
import { Selection } from './store';
import { Picture } from '../src/render/picture/picture';

type Mark = 'picked' | 'near' | 'far' | undefined;

/** The boxes and arrows of a drawn picture, and how they are marked. */
export class Marks {
  public readonly nodes = new Map<string, SVGElement[]>();
  public readonly edges = new Map<number, SVGElement[]>();
  private readonly slots: { readonly drawn: SVGElement; readonly edges: readonly number[] }[] = [];
  private readonly afterEdges: Node | null;
  private readonly current = new Map<SVGElement, Mark>();
  private lit: readonly SVGElement[] = [];

  /** Makes them answer keys and clicks, too. */
  constructor(
    public readonly svg: SVGElement,
    public readonly picture: Picture,
    /** The same, with each connection for itself. */
    public readonly whole: Picture,
  ) {
    svg.setAttribute('role', 'group');
    this.afterEdges = [...svg.querySelectorAll(':scope>[data-edge]')].pop()?.nextSibling ?? null;
    for (const drawn of svg.querySelectorAll<SVGElement>('[data-node],[data-edge],[data-slot]')) {
      const { node, edge, slot } = drawn.dataset;
      if (slot !== undefined) this.slots.push({ drawn, edges: slot.split(' ').map(Number) });
      else if (node !== undefined) add(this.nodes, node, drawn);
      else add(this.edges, Number(edge), drawn);
      if (slot !== undefined) continue;
      // The short arrow from a Service to its workload belongs to the Service.
      const before = drawn.previousElementSibling as SVGElement | null;
      if (node !== undefined && before?.classList.contains('inside') === true) this.nodes.get(node)!.push(before);
      drawn.setAttribute('tabindex', '-1');
      drawn.setAttribute('role', 'button');
      // A namespace's box opens, and is not picked.
      if (!drawn.classList.contains('overview')) drawn.setAttribute('aria-pressed', 'false');
    }
  }

  /** Marks what is picked and what is near to it, or else some boxes; the rest is dimmed. */
  public show(selection: Selection | undefined, boxes: readonly string[] = []): Near | undefined {
    const near = nearOf(this.picture, selection, this.whole) ?? nearOfBoxes(this.picture, boxes);
    const markOf = (isPicked: boolean, isNear: boolean): Mark =>
      near === undefined ? undefined : isPicked ? 'picked' : isNear ? 'near' : 'far';
    for (const [id, drawn] of this.nodes) this.mark(drawn, markOf(id === near?.node, near?.nodes.has(id) === true));
    for (const [i, drawn] of this.edges) this.mark(drawn, markOf(i === near?.edge, near?.edges.has(i) === true));
    for (const { drawn, edges } of this.slots) {
      this.mark([drawn], markOf(false, near !== undefined && edges.some((i) => near.edges.has(i))));
    }
    for (const i of near?.edges ?? []) this.raise(this.edges.get(i) ?? []);
    return near;
  }

  /** Draws some arrows stronger, with their ports, whatever is picked. */
  public light(edges: readonly number[]): void {
    for (const drawn of this.lit) drawn.classList.remove('lit');
    const wanted = new Set(edges);
    const slots = this.slots.filter(({ edges: own }) => own.some((i) => wanted.has(i)));
    this.lit = [...edges.flatMap((i) => this.edges.get(i) ?? []), ...slots.map(({ drawn }) => drawn)];
    for (const drawn of this.lit) drawn.classList.add('lit');
  }

  /** Draws arrows over all others, and below boxes. */
  private raise(all: readonly SVGElement[]): void {
    const focused = document.activeElement;
    for (const drawn of all) this.svg.insertBefore(drawn, this.afterEdges);
    if (all.some((drawn) => drawn === focused)) (focused as SVGElement).focus({ preventScroll: true });
  }

  private mark(all: readonly SVGElement[], mark: Mark): void {
    for (const drawn of all) {
      const before = this.current.get(drawn);
      if (before === mark) continue;
      if (before !== undefined) drawn.classList.remove(before);
      if (mark !== undefined) drawn.classList.add(mark);
      if (before === 'picked' || mark === 'picked') drawn.setAttribute('aria-pressed', String(mark === 'picked'));
      this.current.set(drawn, mark);
    }
  }
}

function add<K>(all: Map<K, SVGElement[]>, key: K, drawn: SVGElement): void {
  const known = all.get(key);
  if (known === undefined) all.set(key, [drawn]);
  else known.push(drawn);
}
