import { FlowVerdict } from '../src/reachability/flow';
import { PictureEdge } from '../src/render/picture/picture';
import { ViewOptions } from '../src/render/picture/view-options';

/** What is picked: a box, or an arrow of the picture that is shown. */
export type Selection =
  { readonly kind: 'node'; readonly id: string } | { readonly kind: 'edge'; readonly edge: PictureEdge };

/** A question to the engine, in the words of `explain`. */
export interface Question {
  readonly from: string;
  readonly to: string;
  /** `8080` or `53/UDP`; absent: all ports. */
  readonly port?: string;
}

export const TABS = ['picture', 'table', 'findings'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export const TIMES = ['before', 'after', 'changes'] as const;
export const VERDICTS: readonly FlowVerdict[] = ['allow', 'undefined'];

/** What is shown. */
export interface State {
  readonly tab: (typeof TABS)[number];
  /** Which part of the picture. */
  readonly view: ViewOptions;
  /** Whether a large picture is drawn whole, because somebody asked for it. */
  readonly isWhole?: boolean;
  /** Whether the workload that is shown alone is drawn with its pods. */
  readonly isFlow?: boolean;
  readonly selection?: Selection;
  readonly question?: Question;
  readonly theme: (typeof THEMES)[number];
}

export const START: State = { tab: 'picture', view: {}, theme: 'auto' };

/** The one place where the page keeps what is shown; who draws something listens to it. */
export class Store {
  private readonly listeners: ((state: State, before: State) => void)[] = [];

  constructor(private current: State = START) {}

  public get state(): State {
    return this.current;
  }

  public set(change: Partial<State>): void {
    const before = this.current;
    this.current = { ...before, ...change };
    for (const listener of this.listeners) listener(this.current, before);
  }

  /** Changes which part is shown, and keeps the rest. */
  public setView(change: Partial<ViewOptions>): void {
    this.set({ view: { ...this.current.view, ...change } });
  }

  /** Shows one workload alone, or its flow picture. */
  public showWorkload(workload: string, isFlow = false): void {
    this.set({ tab: 'picture', view: { ...this.current.view, namespaces: undefined, workload }, isFlow });
  }

  /** Shows all that there is, and not one workload or some namespaces; other filters stay. */
  public back(): void {
    const view = { ...this.current.view, namespaces: undefined, workload: undefined };
    this.set({ view, isWhole: undefined, isFlow: undefined });
  }

  /** Shows all that there is, without any filter; of a diff at the same time. */
  public reset(): void {
    const { time } = this.current.view;
    this.set({ view: time === undefined ? {} : { time }, isWhole: undefined, isFlow: undefined });
  }

  public listen(listener: (state: State, before: State) => void): void {
    this.listeners.push(listener);
  }
}
