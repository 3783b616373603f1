import { Box, boxOf, serviceBox } from './box';
import { FittedText, SIZES, wrapText } from './text';
import { onlyText } from './words';
import { plural } from '../../plural';
import { Picture, PictureEdge, PictureNode } from '../picture';

/** Where arrows come into a cell: a short level line to its Service or to its box, with the ports above it. */
export interface Slot {
  /** Positions of the edges that come in here. */
  readonly edges: number[];
  /** What stands above the line; nothing where arrows go on from here: what they lead to has the ports. */
  readonly label: readonly FittedText[];
  /** What stands below the line. */
  readonly below: readonly FittedText[];
  /** The Service that it leads to. */
  readonly service?: string;
  /** Distance from the top of the cell. */
  y: number;
}

/** A box at its place in a cell. */
export interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
}

/** What the layout takes for one box: the slots, the Services and the card of a workload; or one box alone. */
export interface Cell {
  readonly node: PictureNode;
  readonly slots: readonly Slot[];
  /** The last one is that of the node; those before it are its Services. */
  readonly boxes: readonly PlacedBox[];
  readonly width: number;
  readonly height: number;
}

/** One step of an edge: from a box or a frame to a slot of a cell, or to a frame. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Absent: it leads to the frame of a namespace. */
  readonly slot?: Slot;
}

/** How high a line of text at an arrow is. */
export const LABEL_LINE = 15;
const GAP = 15;
/** What of the width of a card is beside its Services, where there are several: the arrows from them go down there. */
export const BESIDE = 22;

/** The cells of a picture, and the steps of each of its edges. */
export class Cells {
  public readonly byId = new Map<string, Cell>();
  public readonly steps: readonly (readonly Step[])[];
  private readonly slots = new Map<string, Map<string, Slot>>();
  private readonly boxes: ReadonlyMap<string, Box>;
  /** By what they stand before. */
  private readonly services = new Map<string, PictureNode[]>();

  constructor(picture: Picture) {
    const owners = new Set(picture.nodes.map(({ id }) => id));
    const own = picture.nodes.filter((node) => {
      if (node.kind !== 'service' || node.before === undefined || !owners.has(node.before)) return true;
      this.services.set(node.before, [...(this.services.get(node.before) ?? []), node]);
      return false;
    });
    this.steps = picture.edges.map((edge, i) => this.stepsOf(edge, i));
    const byId = new Map(picture.nodes.map((node) => [node.id, node]));
    this.boxes = new Map(picture.nodes.map((node) => [node.id, measured(node, byId)]));
    this.widen(own, ({ id }) => id);
  }

  /** Makes what stands in one column equally wide. */
  public fit(columns: ReadonlyMap<string, number>): void {
    const own = [...this.byId.values()].map(({ node }) => node);
    this.widen(own, ({ id, kind }) => `${columns.get(id)!} ${kind}`);
  }

  private widen(own: readonly PictureNode[], groupOf: (node: PictureNode) => string): void {
    const widest = new Map<string, [number, number]>();
    for (const node of own) {
      const labels = this.slotsOf(node).flatMap(({ label, below }) => [...label, ...below]);
      const left = labels.reduce((most, { width }) => Math.max(most, width + 14), 0);
      const services = this.services.get(node.id) ?? [];
      const beside = services.length > 1 ? BESIDE : 0;
      const boxes = [this.boxes.get(node.id)!.width, ...services.map(({ id }) => this.boxes.get(id)!.width + beside)];
      const [before, width] = widest.get(groupOf(node)) ?? [0, 0];
      widest.set(groupOf(node), [Math.max(before, left), Math.max(width, ...boxes)]);
    }
    for (const node of own) this.byId.set(node.id, this.cellOf(node, ...widest.get(groupOf(node))!));
  }

  private slotsOf({ id }: PictureNode): readonly Slot[] {
    return [...(this.slots.get(id)?.values() ?? [])];
  }

  private stepsOf(edge: PictureEdge, position: number): Step[] {
    const { from, to, way, service, frame } = edge;
    const alias = service !== undefined && this.services.get(to)?.some(({ id }) => id === service) !== true;
    const stops = [from, ...(way === undefined ? [] : [way]), ...(alias ? [service] : []), to];
    return stops.slice(1).map((stop, i): Step => {
      const isLast = i === stops.length - 2;
      if (isLast && frame === 'to') return { from: stops[i], to: stop };
      return { from: stops[i], to: stop, slot: this.slotOf(stop, edge, position, isLast, alias) };
    });
  }

  private slotOf(id: string, edge: PictureEdge, position: number, isLast: boolean, alias: boolean): Slot {
    const service = isLast && !alias ? edge.service : undefined;
    const [label, below] = isLast ? [labelOf(edge), belowOf(edge)] : [];
    const key = JSON.stringify(
      isLast ? [service, label, below, edge.exposure, edge.verdict, edge.change?.kind] : 'through',
    );
    const slots = this.slots.get(id) ?? new Map<string, Slot>();
    this.slots.set(id, slots);
    const slot: Slot = slots.get(key) ?? {
      edges: [],
      label:
        label === undefined ? [] : wrapText(label, SIZES.what, { soft: 76, hard: 150, lines: 3, at: /.*?, |.+$/g }),
      below: below === undefined ? [] : wrapText(below, SIZES.what, { soft: 104, hard: 150, lines: 4 }),
      ...(service === undefined ? {} : { service }),
      y: 0,
    };
    slots.set(key, slot);
    slot.edges.push(position);
    return slot;
  }

  /** The Services stand above the card, and their slots and those of the card at the left. */
  private cellOf(node: PictureNode, left: number, width: number): Cell {
    const slots = this.slotsOf(node);
    const services = this.services.get(node.id) ?? [];
    const placed: PlacedBox[] = [];
    let y = 0;
    for (const one of [...services, node]) {
      const box = this.boxes.get(one.id)!;
      const own = slots.filter(({ service }) =>
        one === node ? !services.some(({ id }) => id === service) : service === one.id,
      );
      const height = Math.max(box.height, slotsHeight(own));
      placed.push({ ...box, x: left, y, height, width: width - (one !== node && services.length > 1 ? BESIDE : 0) });
      placeSlots(own, y + (height - slotsHeight(own)) / 2);
      y += height + GAP;
    }
    return { node, slots, boxes: placed, width: left + width, height: y - GAP };
  }
}

function measured(node: PictureNode, byId: ReadonlyMap<string, PictureNode>): Box {
  const before = node.before === undefined ? undefined : byId.get(node.before);
  return before === undefined ? boxOf(node) : serviceBox(node, before.name !== node.name, boxOf(before).width);
}

function slotHeight({ label, below }: Slot): number {
  return label.length === 0 ? 12 : (label.length + below.length) * LABEL_LINE + 9;
}

function slotsHeight(slots: readonly Slot[]): number {
  return slots.reduce((sum, slot) => sum + slotHeight(slot), 0);
}

function placeSlots(slots: readonly Slot[], top: number): void {
  let y = top;
  for (const slot of slots) {
    slot.y = Math.round(y + (slot.label.length === 0 ? 6 : slot.label.length * LABEL_LINE + 3));
    y += slotHeight(slot);
  }
}

const CHANGES = { added: '+ ', removed: '− ', changed: '~ ' };

/** What stands above the line of an edge. */
function labelOf({ ports, verdict, change }: PictureEdge): string {
  return `${change === undefined ? '' : CHANGES[change.kind]}${ports}${verdict === 'undefined' ? ' ?' : ''}`;
}

/** What stands below it. */
function belowOf(edge: PictureEdge): string | undefined {
  const { count, frame } = edge;
  const many = count === undefined ? [] : [plural(count, frame === undefined ? 'connection' : 'workload')];
  const below = [onlyText(edge), ...many].filter((text) => text !== undefined);
  return below.length === 0 ? undefined : below.join(', ');
}
