import { Chart } from 'cdk8s';
import { ConstructTree } from './construct-tree';

/**
 * Makes charts depend on each other where their constructs do, and on the charts nested in them, as cdk8s does; says
 * whether any does.
 *
 * Once is enough. cdk8s repeats this for every chart, but what it adds the first time, dependencies between charts and
 * between their objects, adds no pair of charts and no pair of objects that is not there already.
 */
export function addChartDependencies(tree: ConstructTree): boolean {
  let found = false;
  const addDependency = (source: Chart, target: Chart): void => {
    source.node.addDependency(target);
    found = true;
  };
  for (const { construct } of tree.entries) {
    if (!Chart.isChart(construct)) continue;
    for (const child of construct.node.children) {
      if (Chart.isChart(child)) addDependency(construct, child);
    }
  }
  for (const { construct } of tree.entries) {
    for (const target of construct.node.dependencies) {
      const sourceChart = Chart.of(construct);
      const targetChart = Chart.of(target);
      if (sourceChart !== targetChart) addDependency(sourceChart, targetChart);
    }
  }
  if (found) tree.readDependencies();
  return found;
}
