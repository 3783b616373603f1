import { formOf } from '../../src/reachability/end';
import { PictureNode } from '../../src/render/picture/picture';
import { oneLine } from '../../src/render/text-table';

/** What things are called on the page, and in questions: as short as it can be without meaning two. */
export class Names {
  private readonly nodes: ReadonlyMap<string, PictureNode>;
  private readonly short = new Map<string, string>();

  constructor(nodes: readonly PictureNode[]) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    const workloads = [...this.nodes.values()].filter(({ kind }) => kind === 'workload');
    const ways = [({ name }: PictureNode) => name, ({ namespace, name }: PictureNode) => `${namespace}/${name}`];
    for (const spell of ways) {
      const counts = new Map<string, number>();
      for (const node of workloads) counts.set(spell(node), (counts.get(spell(node)) ?? 0) + 1);
      for (const node of workloads) {
        const isOwn = counts.get(spell(node)) === 1 && formOf(spell(node)).kind === 'workload';
        if (isOwn && !this.short.has(node.id)) this.short.set(node.id, spell(node));
      }
    }
  }

  /** The box of an id. */
  public node(id: string): PictureNode | undefined {
    return this.nodes.get(id);
  }

  /** What a box, or a workload, is called. */
  public of(id: string): string {
    return oneLine(this.short.get(id) ?? this.nodes.get(id)?.name ?? id);
  }

  /** What it is called in a question; none: nobody can ask about it. */
  public asked(id: string): string | undefined {
    const node = this.nodes.get(id);
    return node?.kind === 'workload' ? (this.short.get(id) ?? id) : node?.asked;
  }

  /** What a question means by a text; ends outside may be on one side alone. */
  public idOf(text: string, side: 'from' | 'to'): string | undefined {
    if (this.nodes.get(text)?.kind === 'workload') return text;
    const fits = [...this.nodes.values()].filter((node) => this.asked(node.id) === text);
    return (fits.find((node) => node.side === side) ?? fits.find((node) => node.side === undefined))?.id;
  }

  /** All that can be asked about, sorted. */
  public get all(): string[] {
    const asked = [...this.nodes.keys()].map((id) => this.asked(id));
    return [...new Set(asked.filter((text) => text !== undefined))].sort();
  }
}
