import { PictureNode } from '../picture';

/** The outline of a box, and lines in it; each kind of thing has its own, so that no colour is needed to tell it. */
export interface Shape {
  readonly box: string;
  readonly detail?: string;
}

type Draw = (w: number, h: number) => Shape;

/** A rectangle with round corners. */
export function rounded(w: number, h: number, r: number, x = 0, y = 0): string {
  const a = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${w - 2 * r}${a(r, r)}v${h - 2 * r}${a(-r, r)}h${2 * r - w}${a(-r, -r)}v${2 * r - h}${a(r, -r)}z`;
}

const card: Draw = (w, h) => ({ box: rounded(w, h, 5) });
const square: Draw = (w, h) => ({ box: `M0 0h${w}v${h}h${-w}z` });
/** Sheets in a stack: there are several of the same. */
const stack: Draw = (w, h) => ({ box: rounded(w, h, 5), detail: `M4 ${h}v3h${w - 8}v-3M8 ${h + 3}v3h${w - 16}v-3` });
/** A drum, as databases are drawn. */
const drum: Draw = (w, h) => ({
  box: `M0 7C0-2.3 ${w}-2.3 ${w} 7V${h - 7}C${w} ${h + 2.3} 0 ${h + 2.3} 0 ${h - 7}z`,
  detail: `M0 7C0 16.3 ${w} 16.3 ${w} 7`,
});
/** Cut corners. */
const cut: Draw = (w, h) => ({
  box: `M9 0H${w - 9}L${w} 9V${h - 9}L${w - 9} ${h}H9L0 ${h - 9}V9z`,
});
/** A sheet with a folded corner: a task that ends. */
const sheet: Draw = (w, h) => ({
  box: `M0 0H${w}V${h - 12}L${w - 12} ${h}H0z`,
  detail: `M${w} ${h - 12}H${w - 12}V${h}`,
});
/** The sheet with a clock. */
const timed: Draw = (w, h) => ({
  ...sheet(w, h),
  detail: `${sheet(w, h).detail}M${w - 18} 8a6 6 0 1 1-.1 0zM${w - 18} 10.500v3.500h3`,
});
const pill: Draw = (w, h) => ({ box: rounded(w, h, Math.min(h / 2, 16)) });
/** A pill in two: the names lead to each pod. */
const headless: Draw = (w, h) => {
  const r = Math.min(h / 2, 16);
  return { box: rounded(w, h, r), detail: rounded(w - 6, h - 6, r - 3, 3, 3) };
};
/** A pill that points on: an alias. */
const alias: Draw = (w, h) => ({
  box: `M17 0H${w - 14}L${w} ${h / 2}L${w - 14} ${h}H17A17 ${h / 2} 0 0 1 17 0z`,
});
const hexagon: Draw = (w, h) => ({
  box: `M12 0H${w - 12}L${w} ${h / 2}L${w - 12} ${h}H12L0 ${h / 2}z`,
});
/** A door in the wall of each node. */
const door: Draw = (w, h) => ({
  box: `M0 ${h}V10Q0 0 10 0H${w - 10}Q${w} 0 ${w} 10V${h}z`,
  detail: `M-5 ${h}h${w + 10}M${w - 9} ${h / 2 - 2}a2 2 0 1 1-.1 0z`,
});
/** A signpost. */
const signpost: Draw = (w, h) => ({
  box: `M0 0H${w - 14}L${w} ${h / 2}L${w - 14} ${h}H0z`,
  detail: `M5 0V${h}`,
});
const cloud: Draw = (w, h) => {
  const [a, b] = [w / 4, h / 3];
  return {
    box:
      `M${a * 0.7} ${h}C${-a * 0.25} ${h} ${-a * 0.2} ${b * 1.35} ${a * 0.55} ${b * 1.3}C${a * 0.6} ${b * 0.25} ${a * 1.75} ${-b * 0.1} ${a * 2} ${b * 0.65}` +
      `C${a * 2.5} ${-b * 0.2} ${a * 3.5} ${b * 0.2} ${a * 3.4} ${b * 1.15}C${a * 4.25} ${b * 1.2} ${a * 4.2} ${h} ${a * 3.3} ${h}z`,
  };
};
const slanted: Draw = (w, h) => ({ box: `M10 0H${w}L${w - 10} ${h}H0z` });
/** A label on a string. */
const label: Draw = (w, h) => ({
  box: `M12 0H${w}V${h}H12L0 ${h / 2}z`,
  detail: `M11 ${h / 2 - 2}a2 2 0 1 1-.1 0z`,
});
/** A register. */
const register: Draw = (w, h) => ({
  box: rounded(w, h, 3),
  detail: `M8 0V${h}M3 ${h * 0.25}h10M3 ${h * 0.5}h10M3 ${h * 0.75}h10`,
});
/** Sheets behind: pods that the input does not have. */
const foreign: Draw = (w, h) => ({
  box: `M0 0h${w}v${h}h${-w}z`,
  detail: `M4 0V-4h${w}V${h - 4}h-4`,
});
const everyPod: Draw = (w, h) => ({
  box: `M0 0h${w}v${h}h${-w}z`,
  detail: `M4 0V-4h${w}V${h - 4}h-4M8-4V-8h${w}V${h - 8}h-4`,
});
/** A machine, as deployment diagrams have it. */
const cube: Draw = (w, h) => ({
  box: `M0 6L8 0H${w}V${h - 6}L${w - 8} ${h}H0z`,
  detail: `M0 6H${w - 8}V${h}M${w - 8} 6L${w} 0`,
});
/** What Cilium names. */
const table: Draw = (w, h) => ({ box: `M12 0H${w - 12}L${w} ${h}H0z` });
/** A folder: all of a namespace. */
const folder: Draw = (w, h) => ({ box: `M0 3q0-3 3-3h${w * 0.4}l8 8H${w - 3}q3 0 3 3V${h - 3}q0 3-3 3H3q-3 0-3-3z` });

const WORKLOADS: Readonly<Record<string, Draw>> = {
  Deployment: stack,
  ReplicaSet: stack,
  ReplicationController: stack,
  StatefulSet: drum,
  DaemonSet: cut,
  Job: sheet,
  CronJob: timed,
  Pod: square,
  /** One pod of several, in a flow. */
  '': square,
};
const SERVICES: Readonly<Record<string, Draw>> = { headless, ExternalName: alias };
const WAYS: Readonly<Record<string, Draw>> = { LoadBalancer: hexagon, NodePort: door };
const ENDS: Readonly<Record<string, Draw>> = {
  internet: cloud,
  addresses: slanted,
  name: label,
  dns: register,
  pods: foreign,
  'any pod': everyPod,
  nodes: cube,
  entity: table,
};

/** The shape of a box. */
export function shapeOf({ kind, what, end }: PictureNode, width: number, height: number): Shape {
  const draw =
    kind === 'workload'
      ? (WORKLOADS[what] ?? card)
      : kind === 'service'
        ? (SERVICES[what] ?? pill)
        : kind === 'way'
          ? (WAYS[what] ?? signpost)
          : kind === 'end'
            ? (ENDS[end ?? 'addresses'] ?? slanted)
            : folder;
  return draw(width, height);
}
