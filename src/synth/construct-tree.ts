import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A construct as the tree lists it: its number, its scope, its chart and what it depends on. */
export class TreeEntry {
  /** The number of the first construct behind this one and everything below it. */
  public end: number;
  /** What the construct itself depends on. */
  public dependencies: readonly IConstruct[] = [];
  /** Whether the construct depends on anything, itself or through a scope in its chart. */
  public isBound = false;
  public readonly isObject: boolean;
  /** The closest chart, which is the construct itself if it is one. */
  public readonly chart?: TreeEntry;

  constructor(
    public readonly construct: IConstruct,
    /** Counts parents before their children, the way `findAll` lists them. */
    public readonly index: number,
    public readonly scope?: TreeEntry,
  ) {
    this.end = index + 1;
    this.isObject = ApiObject.isApiObject(construct);
    this.chart = Chart.isChart(construct) ? this : scope?.chart;
  }

  /** From the closest chart down to the construct: whatever one of them depends on, the construct depends on. */
  public get scopesInChart(): TreeEntry[] {
    const scopes: TreeEntry[] = [this];
    while (scopes[0] !== this.chart && scopes[0].scope !== undefined) scopes.unshift(scopes[0].scope);
    return scopes;
  }
}

/**
 * All constructs of an app, found in one walk.
 *
 * Constructs are numbered so that a subtree is a slice of the list: each chart reads its own part, nobody searches.
 */
export class ConstructTree {
  public readonly entries: TreeEntry[] = [];
  private readonly byConstruct = new Map<IConstruct, TreeEntry>();
  private readonly objects = new Map<IConstruct, readonly TreeEntry[]>();
  private byPath?: Map<string, TreeEntry>;

  constructor(root: IConstruct) {
    this.add(root);
    this.readDependencies();
  }

  /** Reads what the constructs depend on; again, when more was added. */
  public readDependencies(): void {
    for (const entry of this.entries) {
      entry.dependencies = entry.construct.node.dependencies;
      entry.isBound = entry.dependencies.length > 0 || (entry.chart !== entry && entry.scope?.isBound === true);
    }
  }

  public get root(): TreeEntry {
    return this.entries[0];
  }

  /** The construct and everything below it, parents first. */
  public within(entry: TreeEntry): TreeEntry[] {
    return this.entries.slice(entry.index, entry.end);
  }

  /**
   * The entry of a construct. cdk8s compares paths, so that a dependency on a construct that was removed means the one
   * that has its path now.
   */
  public find(construct: IConstruct): TreeEntry | undefined {
    const entry = this.byConstruct.get(construct);
    if (entry !== undefined) return entry;
    this.byPath ??= new Map(this.entries.map((each) => [each.construct.node.path, each]));
    return this.byPath.get(construct.node.path);
  }

  /** The API objects at and below a construct that belong to the construct's own chart, not to one nested in it. */
  public objectsOf(construct: IConstruct): readonly TreeEntry[] {
    let objects = this.objects.get(construct);
    if (objects === undefined) {
      objects = this.findObjects(construct);
      this.objects.set(construct, objects);
    }
    return objects;
  }

  private findObjects(construct: IConstruct): TreeEntry[] {
    const entry = this.byConstruct.get(construct);
    if (entry !== undefined) {
      return this.within(entry).filter((each) => each.isObject && each.chart === entry.chart);
    }
    const chart = Chart.of(construct);
    return construct.node
      .findAll()
      .filter((each) => ApiObject.isApiObject(each) && Chart.of(each) === chart)
      .map((each) => this.find(each))
      .filter((each) => each !== undefined);
  }

  private add(construct: IConstruct, scope?: TreeEntry): void {
    const entry = new TreeEntry(construct, this.entries.length, scope);
    this.entries.push(entry);
    this.byConstruct.set(construct, entry);
    for (const child of construct.node.children) this.add(child, entry);
    entry.end = this.entries.length;
  }
}
