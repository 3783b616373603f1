import { ApiObject, App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { applyOrder } from './apply-order';
import { addChartDependencies } from './chart-dependencies';
import { ConstructTree } from './construct-tree';

/** A rendered object, and the construct that answers for it. */
export interface Manifest {
  readonly owner: IConstruct;
  readonly content: unknown;
}

/** One synth of an app: the tree as it is now, its dependencies resolved once, and each chart sorted once. */
export class Synthesis {
  /** Whether charts depend on each other, so that their files are numbered. */
  public readonly hasDependentCharts: boolean;
  private readonly tree: ConstructTree;
  private readonly sorted = new Map<Chart, ApiObject[]>();
  private sortedCharts?: Chart[];

  constructor(app: App) {
    this.tree = new ConstructTree(app);
    this.hasDependentCharts = addChartDependencies(this.tree);
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
      const place = this.tree.find(chart)!;
      objects = applyOrder(this.tree, place)
        .filter((each) => each.isObject && each.chart === place)
        .map(({ construct }) => construct as ApiObject);
      this.sorted.set(chart, objects);
    }
    return objects;
  }

  /** What a chart renders to. */
  public manifestsOf(chart: Chart): Manifest[] {
    // Charts may render in a way of their own. Theirs is slower: cdk8s resolves the app anew for each.
    if (chart.toJson !== Chart.prototype.toJson) {
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
