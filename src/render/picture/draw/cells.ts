import { Box, boxOf, serviceBox } from './box';
import { fitText, FittedText } from './text';
import { counted, onlyText } from './words';
import { Picture, PictureEdge, PictureNode } from '../picture';

/** Where arrows come into a cell: a short level line to its Service or to its box, with the ports above it. */
export interface Slot {
  /** Positions of the edges that come in here. */
  readonly edges: number[];
  /** Absent where arrows go on from here: what they lead to has the ports. */
  readonly label?: FittedText;
  /** What stands below the line. */
  readonly below?: FittedText;
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

const SLOT_HEIGHT = 22;
const BELOW_HEIGHT = 13;
const GAP = 12;
/** What of the width of a card is beside its Services: the arrows from them go down there. */
export const BESIDE = 32;
const LABEL_ROOM = 135;

/** The cells of a picture, and the steps of each of its edges. */
export class Cells {
  public readonly byId = new Map<string, Cell>();
  public readonly steps: readonly (readonly Step[])[];
  private readonly slots = new Map<string, Map<string, Slot>>();
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
    const names = new Map(picture.nodes.map(({ id, name }) => [id, name]));
    const boxes = new Map(picture.nodes.map((node) => [node.id, this.measured(node, names)]));
    const widest = new Map<string, number>();
    const note = (column: string, width: number): Map<string, number> =>
      widest.set(column, Math.max(widest.get(column) ?? 0, width));
    for (const { node, width } of boxes.values()) {
      note(columnOf(node), width);
      if (node.kind === 'service' && this.services.has(node.before ?? '')) note('workload undefined', width + BESIDE);
    }
    for (const node of own) {
      for (const { label, below } of this.slotsOf(node)) {
        if (label !== undefined) note(`to ${columnOf(node)}`, Math.max(label.width, below?.width ?? 0) + 14);
      }
    }
    const wide = (node: PictureNode): Box => ({ ...boxes.get(node.id)!, width: widest.get(columnOf(node))! });
    for (const node of own) this.byId.set(node.id, this.cellOf(node, wide, widest.get(`to ${columnOf(node)}`) ?? 0));
  }

  private measured(node: PictureNode, names: ReadonlyMap<string, string>): Box {
    const { before, name } = node;
    return before === undefined || !names.has(before) ? boxOf(node) : serviceBox(node, names.get(before) !== name);
  }

  private slotsOf({ id }: PictureNode): readonly Slot[] {
    return [...(this.slots.get(id)?.values() ?? [])];
  }

  private stepsOf(edge: PictureEdge, position: number): Step[] {
    const { from, to, way, service, frame } = edge;
    const alias = service !== undefined && ![...(this.services.get(to) ?? [])].some(({ id }) => id === service);
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
      ...(label === undefined ? {} : { label: fitText(label, 11, LABEL_ROOM) }),
      ...(below === undefined ? {} : { below: fitText(below, 11, LABEL_ROOM) }),
      ...(service === undefined ? {} : { service }),
      y: 0,
    };
    slots.set(key, slot);
    slot.edges.push(position);
    return slot;
  }

  /** The Services stand above the card, and their slots and those of the card at the left. */
  private cellOf(node: PictureNode, wide: (node: PictureNode) => Box, left: number): Cell {
    const slots = this.slotsOf(node);
    const services = this.services.get(node.id) ?? [];
    const placed: PlacedBox[] = [];
    let y = 0;
    for (const one of [...services, node]) {
      const box = wide(one);
      const own = slots.filter(({ service }) =>
        one === node ? !services.some(({ id }) => id === service) : service === one.id,
      );
      const height = Math.max(box.height, slotsHeight(own));
      placed.push({ ...box, x: left, y, height });
      placeSlots(own, y + (height - slotsHeight(own)) / 2);
      y += height + GAP;
    }
    return { node, slots, boxes: placed, width: left + placed[placed.length - 1].width, height: y - GAP };
  }
}

/** Boxes of one kind are equally wide. */
function columnOf({ kind, side }: PictureNode): string {
  return `${kind} ${side}`;
}

function slotHeight({ label, below }: Slot): number {
  return label === undefined ? 12 : SLOT_HEIGHT + (below === undefined ? 0 : BELOW_HEIGHT);
}

function slotsHeight(slots: readonly Slot[]): number {
  return slots.reduce((sum, slot) => sum + slotHeight(slot), 0);
}

function placeSlots(slots: readonly Slot[], top: number): void {
  let y = top;
  for (const slot of slots) {
    slot.y = Math.round(y + (slot.label === undefined ? 6 : 15));
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
  const many = count === undefined ? [] : [counted(count, frame === undefined ? 'connection' : 'workload')];
  const below = [onlyText(edge), ...many].filter((text) => text !== undefined);
  return below.length === 0 ? undefined : below.join(', ');
}
