import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ConstructTree, TreeEntry } from './construct-tree';
import { warn } from '../support/warn';

/** A Namespace that cannot come before a chart that needs it: its own chart comes behind that one. */
export interface LateNamespace {
  readonly namespace: TreeEntry;
  readonly neededBy: Chart;
}

/**
 * Makes every object depend on the Namespace that it stands in, if the app makes it: `kubectl apply` goes by files and
 * by their lines, and an object without its namespace is refused by the API server.
 *
 * The dependencies are those of cdk8s, so that any class of app follows them and numbers the files of its charts. Says
 * which Namespaces would have to come before a chart that their own chart depends on.
 */
export function orderNamespaces(tree: ConstructTree): LateNamespace[] {
  const namespaces = namespacesByName(tree);
  if (namespaces.size === 0) return [];
  const charts = new ChartOrder(tree);
  const late = new Map<TreeEntry, Map<Chart, LateNamespace>>();
  let found = false;
  for (const entry of tree.entries) {
    const name = namespaceNeededBy(entry);
    if (name === undefined || entry.chart === undefined) continue;
    for (const namespace of nearest(entry, namespaces.get(name) ?? [])) {
      const chart = entry.chart.construct as Chart;
      if (charts.allow(chart, namespace.chart!.construct as Chart)) {
        entry.construct.node.addDependency(withCompanions(tree, namespace, entry).construct);
        found = true;
      } else {
        const known = late.get(namespace) ?? new Map<Chart, LateNamespace>();
        late.set(namespace, known.set(chart, { namespace, neededBy: chart }));
      }
    }
  }
  if (found) tree.readDependencies();
  return [...late.values()].flatMap((known) => [...known.values()]);
}

/** Apps that call `orderNamespaces` themselves. */
const ORDERING = new WeakSet<IConstruct>();

/** Says that an app orders its Namespaces itself. */
export function ordersItself(app: App): void {
  ORDERING.add(app);
}

/** Has the `App` of cdk8s, which is about to be rendered, put Namespaces first. */
export function orderNamespacesOf(app: IConstruct): void {
  if (ORDERING.has(app)) return;
  const late = orderNamespaces(new ConstructTree(app));
  for (const each of late) warnOfLate(each);
}

/** Says that a Namespace comes too late for a chart. */
export function warnOfLate({ namespace, neededBy }: LateNamespace): void {
  const { name } = (namespace.construct as ApiObject).metadata;
  warn(
    namespace.construct,
    `the Namespace "${name}" is applied behind objects of the chart "${neededBy.node.path}" that stand in it, because its ` +
      'chart depends on that one: on a cluster without that namespace they are refused. Give the Namespace a chart of its ' +
      'own at the top of the app, or use a ServiceApp.',
  );
}

function namespacesByName(tree: ConstructTree): Map<string, TreeEntry[]> {
  const namespaces = new Map<string, TreeEntry[]>();
  for (const entry of tree.entries) {
    if (!isNamespace(entry) || entry.chart === undefined) continue;
    const { name } = (entry.construct as ApiObject).metadata;
    if (name !== undefined) namespaces.set(name, [...(namespaces.get(name) ?? []), entry]);
  }
  return namespaces;
}

/** What comes with a Namespace and is to be there before any pod: what its pods may have, and whom they may reach. */
const COMPANIONS = new Set(['Namespace', 'ResourceQuota', 'LimitRange', 'NetworkPolicy']);

/** The construct that an object waits for: the Namespace, with what else the construct that made it holds. */
function withCompanions(tree: ConstructTree, namespace: TreeEntry, waiting: TreeEntry): TreeEntry {
  const { scope } = namespace;
  if (scope === undefined || scope === namespace.chart || scope.chart !== namespace.chart) return namespace;
  const objects = tree.objectsOf(scope.construct);
  if (objects.includes(waiting)) return namespace;
  return objects.every(({ construct }) => COMPANIONS.has((construct as ApiObject).kind)) ? scope : namespace;
}

function isNamespace(entry: TreeEntry): boolean {
  if (!entry.isObject) return false;
  const { kind, apiVersion } = entry.construct as ApiObject;
  return kind === 'Namespace' && apiVersion === 'v1';
}

/** cdk8s writes its chart's namespace into every object: into Namespaces, too, which stand in none. */
function namespaceNeededBy(entry: TreeEntry): string | undefined {
  return entry.isObject && !isNamespace(entry) ? (entry.construct as ApiObject).metadata.namespace : undefined;
}

/** Where an app is for several clusters, each has a Namespace of that name: the one that shares most scopes counts. */
function nearest(entry: TreeEntry, namespaces: readonly TreeEntry[]): readonly TreeEntry[] {
  if (namespaces.length < 2) return namespaces;
  const shared = namespaces.map((namespace) => sharedScopes(entry, namespace));
  const most = Math.max(...shared);
  return namespaces.filter((_, i) => shared[i] === most);
}

function sharedScopes(a: TreeEntry, b: TreeEntry): number {
  const scopes = new Set(a.construct.node.scopes);
  return b.construct.node.scopes.filter((scope) => scopes.has(scope)).length;
}

/** Which charts come before which, those included that were allowed here. */
class ChartOrder {
  private readonly targets = new Map<Chart, Set<Chart>>();
  private readonly answers = new Map<Chart, Map<Chart, boolean>>();

  constructor(tree: ConstructTree) {
    for (const { construct, dependencies, chart } of tree.entries) {
      // cdk8s puts a chart behind those nested in it.
      const nested = Chart.isChart(construct) ? construct.node.children.filter((child) => Chart.isChart(child)) : [];
      for (const target of [...dependencies, ...nested]) {
        // What is in no chart is refused by cdk8s, in its own words.
        this.add(chart?.construct as Chart | undefined, tree.find(target)?.chart?.construct as Chart | undefined);
      }
    }
  }

  /** Puts a chart behind another one, unless that one is behind it already. */
  public allow(chart: Chart, target: Chart): boolean {
    if (chart === target) return true;
    const known = this.answers.get(chart) ?? new Map<Chart, boolean>();
    this.answers.set(chart, known);
    let answer = known.get(target);
    if (answer === undefined) {
      known.set(target, (answer = !this.isBehind(target, chart)));
      if (answer) this.add(chart, target);
    }
    return answer;
  }

  private add(chart: Chart | undefined, target: Chart | undefined): void {
    if (chart === undefined || target === undefined || chart === target) return;
    this.targets.set(chart, (this.targets.get(chart) ?? new Set()).add(target));
  }

  private isBehind(chart: Chart, other: Chart): boolean {
    const seen = new Set([chart]);
    for (const each of seen) {
      for (const target of this.targets.get(each) ?? []) seen.add(target);
    }
    return seen.has(other);
  }
}
