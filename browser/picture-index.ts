import { Picture, PictureNode } from '../src/render/picture/picture';

/** Finds boxes and arrows of a picture. */
export class PictureIndex {
  /** Made once for each picture. */
  public static of(picture: Picture): PictureIndex {
    const index = KNOWN.get(picture) ?? new PictureIndex(picture);
    KNOWN.set(picture, index);
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

  /** The arrows that begin or end at a box, or lead through it, by position. */
  public edgesOf(id: string): readonly number[] {
    return this.edges.get(id) ?? [];
  }

  private add(id: string, i: number): void {
    const known = this.edges.get(id);
    if (known === undefined) this.edges.set(id, [i]);
    else known.push(i);
  }
}

const KNOWN = new WeakMap<Picture, PictureIndex>();
