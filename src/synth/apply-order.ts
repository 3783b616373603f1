import type { IConstruct } from 'constructs';
import { ConstructTree, TreeEntry } from './construct-tree';
import { refuseCycle } from './cycle';

enum State {
  UNSEEN,
  OPEN,
  DONE,
}

/** A construct whose targets are being sorted. */
interface OpenEntry {
  readonly entry: TreeEntry;
  readonly targets: Iterator<TreeEntry, undefined>;
}

/**
 * The constructs at and below `root`, each behind everything that it depends on: the order of cdk8s, in one pass.
 * With `throughScopes` an object also depends on what its scopes depend on, object by object.
 *
 * cdk8s stores a dependency between two scopes as one between each two of their objects. Here the objects of a scope
 * look up to the scope instead, so that the work grows with the objects and not with their pairs.
 */
export function applyOrder(tree: ConstructTree, root: TreeEntry, throughScopes = true): TreeEntry[] {
  return new Sorter(tree, root, throughScopes).sort();
}

class Sorter {
  private readonly sorted: TreeEntry[] = [];
  private readonly states: Uint8Array;
  /** The scopes whose targets are all sorted already. */
  private readonly satisfied = new Set<TreeEntry>();

  constructor(
    private readonly tree: ConstructTree,
    private readonly root: TreeEntry,
    private readonly throughScopes: boolean,
  ) {
    this.states = new Uint8Array(root.end - root.index);
  }

  public sort(): TreeEntry[] {
    const entries = inObjectOrder(this.tree.within(this.root));
    const needed = this.findNeeded();
    for (const entry of entries) {
      if (needed[entry.index - this.root.index] === 0) this.visit(entry);
    }
    // Where all depend on each other, none is visited.
    if (this.sorted.length < entries.length) refuseCycle(this.tree, this.throughScopes);
    return this.sorted;
  }

  /** Sorts a construct behind its targets, theirs first. With a stack of its own: chains may be long. */
  private visit(start: TreeEntry): void {
    const open: OpenEntry[] = [];
    let next: TreeEntry | undefined = start;
    for (;;) {
      if (next?.isBound === true) {
        this.setState(next, State.OPEN);
        open.push({ entry: next, targets: this.targetsOf(next) });
      } else if (next !== undefined) {
        this.close(next);
      }
      const top = open.at(-1);
      if (top === undefined) return;
      next = this.nextUnseen(top.targets);
      if (next === undefined) {
        open.pop();
        this.close(top.entry);
      }
    }
  }

  private nextUnseen(targets: Iterator<TreeEntry, undefined>): TreeEntry | undefined {
    for (;;) {
      const target = targets.next().value;
      if (target === undefined) return undefined;
      const state = this.states[target.index - this.root.index];
      if (state === State.OPEN) refuseCycle(this.tree, this.throughScopes);
      if (state === State.UNSEEN) return target;
    }
  }

  private close(entry: TreeEntry): void {
    this.setState(entry, State.DONE);
    this.sorted.push(entry);
  }

  private setState(entry: TreeEntry, state: State): void {
    this.states[entry.index - this.root.index] = state;
  }

  private *targetsOf(entry: TreeEntry): Generator<TreeEntry, undefined> {
    for (const target of entry.dependencies) {
      const found = this.tree.find(target);
      if (this.includes(found)) yield found;
    }
    if (!this.throughScopes || !entry.isObject) return;
    for (const scope of entry.scopesInChart) {
      if (this.satisfied.has(scope)) continue;
      let isSatisfied = true;
      for (const target of scope.dependencies) {
        for (const object of this.tree.objectsOf(target)) {
          if (object === entry) isSatisfied = false;
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
    const mark = (entry: TreeEntry | undefined): void => {
      if (this.includes(entry)) needed[entry.index - this.root.index] = 1;
    };
    // No object needs itself. So what one object needs is marked except for that object, until another needs it, too.
    const exempted = new Map<IConstruct, TreeEntry | undefined>();
    for (let i = this.root.index; i < this.root.end; i++) {
      const { construct, dependencies } = this.tree.entries[i];
      for (const target of dependencies) {
        mark(this.tree.find(target));
        if (!this.throughScopes) continue;
        const sources = this.tree.objectsOf(construct);
        if (sources.length === 0) continue;
        const only = sources.length === 1 ? sources[0] : undefined;
        if (exempted.has(target) && [undefined, only].includes(exempted.get(target))) continue;
        const exempt = exempted.has(target) ? undefined : only;
        exempted.set(target, exempt);
        for (const object of this.tree.objectsOf(target)) {
          if (object !== exempt) mark(object);
        }
      }
    }
    return needed;
  }

  private includes(entry: TreeEntry | undefined): entry is TreeEntry {
    return entry !== undefined && entry.index >= this.root.index && entry.index < this.root.end;
  }
}

/**
 * cdk8s keeps constructs in an object by path, and an object lists keys that look like numbers first. That moves the
 * top-level constructs with such ids to the front.
 */
function inObjectOrder(entries: TreeEntry[]): TreeEntry[] {
  const [root] = entries;
  if (root.scope !== undefined) return entries;
  const byId: Record<string, TreeEntry> = {};
  for (const entry of entries) {
    if (entry === root || entry.scope === root) byId[entry.construct.node.id] = entry;
  }
  const top = Object.values(byId);
  const front = new Set(top.slice(0, top.indexOf(root)));
  return front.size === 0 ? entries : [...front, ...entries.filter((entry) => !front.has(entry))];
}
