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

/** What is shown. */
export interface State {
  readonly tab: 'picture' | 'table' | 'findings';
  /** Which part of the picture. */
  readonly view: ViewOptions;
  readonly selection?: Selection;
  readonly question?: Question;
}

/** The one place where the page keeps what is shown; who draws something listens to it. */
export class Store {
  private readonly listeners: ((state: State, before: State) => void)[] = [];

  constructor(private current: State = { tab: 'picture', view: {} }) {}

  public get state(): State {
    return this.current;
  }

  public set(change: Partial<State>): void {
    const before = this.current;
    this.current = { ...before, ...change };
    for (const listener of this.listeners) listener(this.current, before);
  }

  public listen(listener: (state: State, before: State) => void): void {
    this.listeners.push(listener);
  }
}
