/*
 * What a layout is asked, and what it answers. It knows of boxes and lines, and nothing of networks.
 */

/** A point; `x` grows to the right, `y` down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box to be placed. */
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The frame that it stands in; absent: it stands at the rim. */
  readonly lane?: string;
  /** At which rim it stands; of nodes without a lane. */
  readonly rim?: 'left' | 'right';
  /** `first`: left of all other boxes of its frame, as ways in stand. `last`: to the right of those that it has no arrow to. */
  readonly rank?: 'first' | 'last';
  /** Where arrows come in: distances from its top. */
  readonly inPorts: readonly number[];
  /** Where arrows go out: distances from its top. */
  readonly outPorts: readonly number[];
}

/** Where a line begins or ends: at a port of a box, or at the frame of a lane. */
export type LayoutEnd = { readonly node: string; readonly port: number } | { readonly lane: string };

/** A line to be drawn from left to right, as far as there are no circles. */
export interface LayoutEdge {
  readonly id: string;
  readonly from: LayoutEnd;
  readonly to: LayoutEnd;
}

/** A frame: its boxes stand in one strip of the picture. */
export interface LayoutLane {
  readonly id: string;
  /** The room above its boxes, for its name. */
  readonly header: number;
  /** How wide it is at least. */
  readonly width?: number;
}

/** What is to be placed. The order decides where nothing else does. */
export interface LayoutInput {
  readonly lanes: readonly LayoutLane[];
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}

/** A rectangle. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. */
export interface LayoutResult {
  readonly width: number;
  readonly height: number;
  /** The upper left corners of the boxes. */
  readonly nodes: ReadonlyMap<string, Point>;
  readonly lanes: ReadonlyMap<string, Rectangle>;
  /**
   * The points that a line goes through, from its begin to its end: a smooth curve, level at each of them. At the ends of
   * a piece on which `x` gets smaller it goes to the left, at all other points to the right.
   */
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}
