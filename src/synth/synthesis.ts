import { ApiObject, App, Chart } from 'cdk8s';
import { applyOrder } from './apply-order';
import { addChartDependencies } from './chart-dependencies';
import { ConstructTree } from './construct-tree';
import { Manifest } from './inspection';
import { LateNamespace, orderNamespaces, warnOfLate } from './namespace-order';
import { rendersItself } from './own-rendering';

/**
 * One synth of an app: the tree as it is now, its dependencies resolved once, each chart sorted once and each object
 * rendered once.
 */
export class Synthesis {
  /** Whether charts depend on each other, so that their files are numbered. */
  public readonly hasDependentCharts: boolean;
  private readonly tree: ConstructTree;
  private readonly sorted = new Map<Chart, ApiObject[]>();
  private readonly rendered = new Map<Chart, Manifest[]>();
  /** Namespaces that are written with the first chart that needs them, because their own comes behind it. */
  private readonly moved: ReadonlyMap<ApiObject, Chart>;
  private sortedCharts?: Chart[];

  /**
   * @param app the app
   * @param byObject whether each object is rendered by itself, whatever its chart makes of it
   */
  constructor(
    app: App,
    private readonly byObject = false,
  ) {
    this.tree = new ConstructTree(app);
    const late = orderNamespaces(this.tree);
    this.hasDependentCharts = addChartDependencies(this.tree);
    this.moved = this.moveForward(late);
  }

  /** The charts in the order in which they are applied. */
  public get charts(): Chart[] {
    this.sortedCharts ??= chartsIn(this.tree, true);
    return this.sortedCharts;
  }

  /** The objects of a chart, without those of the charts nested in it, in the order in which they are applied. */
  public objectsOf(chart: Chart): ApiObject[] {
    let objects = this.sorted.get(chart);
    if (objects === undefined) {
      const entry = this.tree.find(chart)!;
      const own = applyOrder(this.tree, entry)
        .filter((each) => each.isObject && each.chart === entry)
        .map(({ construct }) => construct as ApiObject)
        .filter((object) => !this.moved.has(object));
      const others = [...this.moved].filter(([, host]) => host === chart).map(([object]) => object);
      objects = [...others, ...own];
      this.sorted.set(chart, objects);
    }
    return objects;
  }

  /** Everything that the charts render to. */
  public get manifests(): Manifest[] {
    return this.charts.flatMap((chart) => this.manifestsOf(chart));
  }

  /** What a chart renders to: what is inspected and what is written are the same objects. */
  public manifestsOf(chart: Chart): Manifest[] {
    let manifests = this.rendered.get(chart);
    if (manifests === undefined) this.rendered.set(chart, (manifests = this.render(chart)));
    return manifests;
  }

  private moveForward(late: readonly LateNamespace[]): Map<ApiObject, Chart> {
    const moved = new Map<ApiObject, Chart>();
    if (late.length === 0) return moved;
    const place = new Map(this.charts.map((chart, i) => [chart, i] as const));
    for (const each of late) {
      const { namespace, neededBy } = each;
      // What a chart that renders itself holds, only that chart knows.
      if ([neededBy, namespace.chart!.construct as Chart].some(rendersItself)) {
        warnOfLate(each);
        continue;
      }
      const object = namespace.construct as ApiObject;
      const host = moved.get(object);
      if (host === undefined || place.get(neededBy)! < place.get(host)!) moved.set(object, neededBy);
    }
    return moved;
  }

  private render(chart: Chart): Manifest[] {
    // Charts may render in a way of their own. Theirs is slower: cdk8s resolves the app anew for each.
    if (!this.byObject && rendersItself(chart)) {
      return Object.values(chart.toJson()).map((content: unknown) => ({ owner: chart, content }));
    }
    return this.objectsOf(chart).map((object) => ({ owner: object, content: object.toJson() as unknown }));
  }
}

/** The charts of a tree, sorted by what their constructs depend on and, if wanted, by what follows for their objects. */
export function chartsIn(tree: ConstructTree, throughScopes: boolean): Chart[] {
  return applyOrder(tree, tree.root, throughScopes)
    .map(({ construct }) => construct)
    .filter((construct) => Chart.isChart(construct));
}
