import type { IConstruct } from 'constructs';
import { ConstructTree, Place } from './construct-tree';
import { refuseCycle } from './cycle';

enum State {
  UNSEEN,
  OPEN,
  DONE,
}

/** A construct whose targets are being sorted. */
interface OpenPlace {
  readonly place: Place;
  readonly targets: Iterator<Place, undefined>;
}

/**
 * The constructs at and below `root`, each behind everything that it depends on: the order of cdk8s, in one pass.
 * With `throughScopes` an object also depends on what its scopes depend on, object by object.
 *
 * cdk8s stores a dependency between two scopes as one between each two of their objects. Here the objects of a scope
 * look up to the scope instead, so that the work grows with the objects and not with their pairs.
 */
export function applyOrder(tree: ConstructTree, root: Place, throughScopes = true): Place[] {
  return new Sorter(tree, root, throughScopes).sort();
}

class Sorter {
  private readonly sorted: Place[] = [];
  private readonly states: Uint8Array;
  /** The scopes whose targets are all sorted already. */
  private readonly satisfied = new Set<Place>();

  constructor(
    private readonly tree: ConstructTree,
    private readonly root: Place,
    private readonly throughScopes: boolean,
  ) {
    this.states = new Uint8Array(root.end - root.index);
  }

  public sort(): Place[] {
    const places = inObjectOrder(this.tree.within(this.root));
    const needed = this.findNeeded();
    for (const place of places) {
      if (needed[place.index - this.root.index] === 0) this.visit(place);
    }
    // Where all depend on each other, nobody is the first to be visited.
    if (this.sorted.length < places.length) refuseCycle(this.tree, this.throughScopes);
    return this.sorted;
  }

  /** Sorts a construct behind its targets, theirs first. With a stack of its own: chains may be long. */
  private visit(start: Place): void {
    const open: OpenPlace[] = [];
    let next: Place | undefined = start;
    for (;;) {
      if (next?.isBound === true) {
        this.setState(next, State.OPEN);
        open.push({ place: next, targets: this.targetsOf(next) });
      } else if (next !== undefined) {
        this.close(next);
      }
      const top = open.at(-1);
      if (top === undefined) return;
      next = this.nextUnseen(top.targets);
      if (next === undefined) {
        open.pop();
        this.close(top.place);
      }
    }
  }

  private nextUnseen(targets: Iterator<Place, undefined>): Place | undefined {
    for (;;) {
      const target = targets.next().value;
      if (target === undefined) return undefined;
      const state = this.states[target.index - this.root.index];
      if (state === State.OPEN) refuseCycle(this.tree, this.throughScopes);
      if (state === State.UNSEEN) return target;
    }
  }

  private close(place: Place): void {
    this.setState(place, State.DONE);
    this.sorted.push(place);
  }

  private setState(place: Place, state: State): void {
    this.states[place.index - this.root.index] = state;
  }

  private *targetsOf(place: Place): Generator<Place, undefined> {
    for (const target of place.dependencies) {
      const found = this.tree.find(target);
      if (this.includes(found)) yield found;
    }
    if (!this.throughScopes || !place.isObject) return;
    for (const scope of place.scopesInChart) {
      if (this.satisfied.has(scope)) continue;
      let isSatisfied = true;
      for (const target of scope.dependencies) {
        for (const object of this.tree.objectsOf(target)) {
          if (object === place) isSatisfied = false;
          else if (this.includes(object)) yield object;
        }
      }
      // Whoever asks for the next target has sorted the one before.
      if (isSatisfied) this.satisfied.add(scope);
    }
  }

  /** Marks what something else depends on: it is sorted when that is, not when its turn comes. */
  private findNeeded(): Uint8Array {
    const needed = new Uint8Array(this.states.length);
    const mark = (place: Place | undefined): void => {
      if (this.includes(place)) needed[place.index - this.root.index] = 1;
    };
    // No object needs itself. So what one object needs is marked but for that object, until another needs it, too.
    const spared = new Map<IConstruct, Place | undefined>();
    for (let i = this.root.index; i < this.root.end; i++) {
      const { construct, dependencies } = this.tree.places[i];
      for (const target of dependencies) {
        mark(this.tree.find(target));
        if (!this.throughScopes) continue;
        const sources = this.tree.objectsOf(construct);
        if (sources.length === 0) continue;
        const only = sources.length === 1 ? sources[0] : undefined;
        if (spared.has(target) && [undefined, only].includes(spared.get(target))) continue;
        const spare = spared.has(target) ? undefined : only;
        spared.set(target, spare);
        for (const object of this.tree.objectsOf(target)) {
          if (object !== spare) mark(object);
        }
      }
    }
    return needed;
  }

  private includes(place: Place | undefined): place is Place {
    return place !== undefined && place.index >= this.root.index && place.index < this.root.end;
  }
}

/**
 * cdk8s keeps constructs in an object by path, and an object lists keys that look like numbers first. That moves the
 * top-level constructs with such ids to the front.
 */
function inObjectOrder(places: Place[]): Place[] {
  const [root] = places;
  if (root.scope !== undefined) return places;
  const byId: Record<string, Place> = {};
  for (const place of places) {
    if (place === root || place.scope === root) byId[place.construct.node.id] = place;
  }
  const top = Object.values(byId);
  const front = new Set(top.slice(0, top.indexOf(root)));
  return front.size === 0 ? places : [...front, ...places.filter((place) => !front.has(place))];
}
