import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A construct and where it stands in its tree. */
export class Place {
  /** The number of the first construct behind this one and everything below it. */
  public end: number;
  /** What the construct itself depends on. */
  public dependencies: readonly IConstruct[] = [];
  /** Whether the construct depends on anything, itself or through a scope in its chart. */
  public isBound = false;
  public readonly isObject: boolean;
  /** The closest chart, which is the construct itself if it is one. */
  public readonly chart?: Place;

  constructor(
    public readonly construct: IConstruct,
    /** Counts parents before their children, the way `findAll` lists them. */
    public readonly index: number,
    public readonly scope?: Place,
  ) {
    this.end = index + 1;
    this.isObject = ApiObject.isApiObject(construct);
    this.chart = Chart.isChart(construct) ? this : scope?.chart;
  }

  /** From the closest chart down to the construct: whatever one of them depends on, the construct depends on. */
  public get scopesInChart(): Place[] {
    const scopes: Place[] = [this];
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
  public readonly places: Place[] = [];
  private readonly byConstruct = new Map<IConstruct, Place>();
  private readonly objects = new Map<IConstruct, readonly Place[]>();
  private byPath?: Map<string, Place>;

  constructor(root: IConstruct) {
    this.add(root);
    this.readDependencies();
  }

  /** Reads what the constructs depend on; again, when more was added. */
  public readDependencies(): void {
    for (const place of this.places) {
      place.dependencies = place.construct.node.dependencies;
      place.isBound = place.dependencies.length > 0 || (place.chart !== place && place.scope?.isBound === true);
    }
  }

  public get root(): Place {
    return this.places[0];
  }

  /** The construct and everything below it, parents first. */
  public within(place: Place): Place[] {
    return this.places.slice(place.index, place.end);
  }

  /**
   * Where a construct stands. cdk8s compares paths, so that a dependency on a construct that was removed means the one
   * that took its place.
   */
  public find(construct: IConstruct): Place | undefined {
    const place = this.byConstruct.get(construct);
    if (place !== undefined) return place;
    this.byPath ??= new Map(this.places.map((each) => [each.construct.node.path, each]));
    return this.byPath.get(construct.node.path);
  }

  /** The API objects at and below a construct that belong to the construct's own chart, not to one nested in it. */
  public objectsOf(construct: IConstruct): readonly Place[] {
    let objects = this.objects.get(construct);
    if (objects === undefined) {
      objects = this.findObjects(construct);
      this.objects.set(construct, objects);
    }
    return objects;
  }

  private findObjects(construct: IConstruct): Place[] {
    const place = this.byConstruct.get(construct);
    if (place !== undefined) {
      return this.within(place).filter((each) => each.isObject && each.chart === place.chart);
    }
    const chart = Chart.of(construct);
    return construct.node
      .findAll()
      .filter((each) => ApiObject.isApiObject(each) && Chart.of(each) === chart)
      .map((each) => this.find(each))
      .filter((each) => each !== undefined);
  }

  private add(construct: IConstruct, scope?: Place): void {
    const place = new Place(construct, this.places.length, scope);
    this.places.push(place);
    this.byConstruct.set(construct, place);
    for (const child of construct.node.children) this.add(child, place);
    place.end = this.places.length;
  }
}
