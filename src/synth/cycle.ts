import { DependencyVertex } from 'cdk8s';
import { ConstructTree, TreeEntry } from './construct-tree';
import { refuse } from '../support/refuse';

interface Edge {
  readonly source: TreeEntry;
  readonly target: TreeEntry;
}

/** Above this many routes the message of cdk8s, which strings them together, is longer than anybody reads. */
const MAX_ROUTES = 100;

/**
 * Throws what cdk8s throws for dependencies that form a cycle.
 *
 * cdk8s adds the dependencies one by one and looks for a cycle each time. Here the one that closes the first cycle
 * is found by halving; then cdk8s itself adds it to the few constructs concerned, and so words the message.
 */
export function refuseCycle(tree: ConstructTree, throughScopes: boolean): never {
  const edges = listEdges(tree, throughScopes);
  const own = edges.find(({ source, target }) => source === target);
  if (own !== undefined) {
    refuse(own.source.construct, {
      what: 'dependency',
      got: own.target.construct.node.path,
      allowed: 'another construct than itself',
      fix: 'remove this call of `addDependency`',
    });
  }
  let acyclic = 0;
  let cyclic = edges.length;
  while (cyclic - acyclic > 1) {
    const middle = Math.floor((acyclic + cyclic) / 2);
    if (isAcyclic(edges.slice(0, middle))) acyclic = middle;
    else cyclic = middle;
  }
  refuseLast(edges.slice(0, acyclic), edges[acyclic]);
}

/** All dependencies in the order in which cdk8s adds them. */
function listEdges(tree: ConstructTree, throughScopes: boolean): Edge[] {
  const edges: Edge[] = [];
  const add = (source: TreeEntry, target: TreeEntry | undefined): void => {
    if (target !== undefined) edges.push({ source, target });
  };
  for (const entry of tree.entries) {
    for (const target of entry.dependencies) add(entry, tree.find(target));
    if (!throughScopes || !entry.isObject || !entry.isBound) continue;
    for (const target of entry.scopesInChart.flatMap((scope) => scope.dependencies)) {
      for (const object of tree.objectsOf(target)) if (object !== entry) add(entry, object);
    }
  }
  return edges;
}

function targetsBySource(edges: readonly Edge[]): Map<TreeEntry, Set<TreeEntry>> {
  const targets = new Map<TreeEntry, Set<TreeEntry>>();
  for (const { source, target } of edges) targets.set(source, (targets.get(source) ?? new Set()).add(target));
  return targets;
}

/** Takes away what nothing depends on until nothing is left, or only cycles. */
function isAcyclic(edges: readonly Edge[]): boolean {
  const targets = targetsBySource(edges);
  const sources = new Map<TreeEntry, number>();
  for (const entry of [...targets.values()].flatMap((set) => [...set])) {
    sources.set(entry, (sources.get(entry) ?? 0) + 1);
  }
  const free = [...targets.keys()].filter((entry) => !sources.has(entry));
  for (const entry of free) {
    for (const target of targets.get(entry) ?? []) {
      const left = sources.get(target)! - 1;
      sources.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return [...sources.values()].every((left) => left === 0);
}

/** Has cdk8s add the last dependency: to the constructs of the cycle and to what else these depend on. */
function refuseLast(edges: readonly Edge[], { source, target }: Edge): never {
  const targets = targetsBySource(edges);
  const routes = countRoutes(targets, target, source);
  const isReadable = routes.get(target)! <= MAX_ROUTES;
  const vertices = new Map<TreeEntry, DependencyVertex>();
  const vertexOf = (entry: TreeEntry): DependencyVertex => {
    const vertex = vertices.get(entry) ?? new DependencyVertex(entry.construct);
    vertices.set(entry, vertex);
    return vertex;
  };
  const cycle = new Set([target]);
  for (const entry of cycle) {
    if (entry === source) continue;
    const next = [...targets.get(entry)!];
    const back = next.filter((each) => routes.get(each) !== 0);
    for (const each of isReadable ? next : back.slice(0, 1)) vertexOf(entry).addChild(vertexOf(each));
    for (const each of isReadable ? back : back.slice(0, 1)) cycle.add(each);
  }
  vertexOf(source).addChild(vertexOf(target));
  throw new Error('cdk8s sees no cycle where there is one');
}

/** How many routes there are to `end`, from `start` and from everything between them. */
function countRoutes(
  targets: Map<TreeEntry, Set<TreeEntry>>,
  start: TreeEntry,
  end: TreeEntry,
): Map<TreeEntry, number> {
  const routes = new Map([[end, 1]]);
  const count = (entry: TreeEntry): number => {
    let found = routes.get(entry);
    if (found === undefined) {
      found = 0;
      for (const next of targets.get(entry) ?? []) found += count(next);
      routes.set(entry, found);
    }
    return found;
  };
  count(start);
  return routes;
}
