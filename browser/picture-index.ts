import { Picture, PictureNode } from '../src/render/picture/picture';

/** Finds boxes and arrows of a picture. */
export class PictureIndex {
  private static readonly known = new WeakMap<Picture, PictureIndex>();

  /** Made once for each picture. */
  public static of(picture: Picture): PictureIndex {
    const index = this.known.get(picture) ?? new PictureIndex(picture);
    this.known.set(picture, index);
    return index;
  }

  private readonly nodes: ReadonlyMap<string, PictureNode>;
  private readonly edges = new Map<string, number[]>();

  private constructor(public readonly picture: Picture) {
    this.nodes = new Map(picture.nodes.map((node) => [node.id, node]));
    picture.edges.forEach(({ from, to, way, service }, i) => {
      for (const id of new Set([from, to, way, service])) if (id !== undefined) this.add(id, i);
    });
  }

  public node(id: string): PictureNode | undefined {
    return this.nodes.get(id);
  }

  /** What a box is called; a frame is called as its namespace. */
  public name(id: string): string {
    return this.nodes.get(id)?.name ?? id;
  }

  /** The arrows of a box, by position: that begin or end at it, lead through it, or at the frame that it stands in. */
  public edgesOf({ id, kind, namespace }: PictureNode): number[] {
    const own = this.edges.get(id) ?? [];
    if (kind !== 'workload' || namespace === undefined) return own;
    const ofFrame = (this.edges.get(namespace) ?? []).filter((i) => this.picture.edges[i].frame !== undefined);
    return [...own, ...ofFrame];
  }

  private add(id: string, i: number): void {
    const known = this.edges.get(id);
    if (known === undefined) this.edges.set(id, [i]);
    else known.push(i);
  }
}
