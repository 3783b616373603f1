import { DependencyVertex } from 'cdk8s';
import { ConstructTree, Place } from './construct-tree';
import { refuse } from '../support/refuse';

interface Edge {
  readonly source: Place;
  readonly target: Place;
}

/** Above this many routes the message of cdk8s, which strings them together, is longer than anybody reads. */
const MAX_ROUTES = 100;

/**
 * Throws what cdk8s throws for dependencies that lead back to where they began.
 *
 * cdk8s adds the dependencies one by one and looks for a way back each time. Here the one that closes the first circle
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
  const add = (source: Place, target: Place | undefined): void => {
    if (target !== undefined) edges.push({ source, target });
  };
  for (const place of tree.places) {
    for (const target of place.dependencies) add(place, tree.find(target));
    if (!throughScopes || !place.isObject || !place.isBound) continue;
    for (const target of place.scopesInChart.flatMap((scope) => scope.dependencies)) {
      for (const object of tree.objectsOf(target)) if (object !== place) add(place, object);
    }
  }
  return edges;
}

function targetsBySource(edges: readonly Edge[]): Map<Place, Set<Place>> {
  const targets = new Map<Place, Set<Place>>();
  for (const { source, target } of edges) targets.set(source, (targets.get(source) ?? new Set()).add(target));
  return targets;
}

/** Takes away what nothing depends on until nothing is left, or only a circle. */
function isAcyclic(edges: readonly Edge[]): boolean {
  const targets = targetsBySource(edges);
  const sources = new Map<Place, number>();
  for (const place of [...targets.values()].flatMap((set) => [...set])) {
    sources.set(place, (sources.get(place) ?? 0) + 1);
  }
  const free = [...targets.keys()].filter((place) => !sources.has(place));
  for (const place of free) {
    for (const target of targets.get(place) ?? []) {
      const left = sources.get(target)! - 1;
      sources.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return [...sources.values()].every((left) => left === 0);
}

/** Has cdk8s add the last dependency: to the constructs on the way back and to what else these depend on. */
function refuseLast(edges: readonly Edge[], { source, target }: Edge): never {
  const targets = targetsBySource(edges);
  const routes = countRoutes(targets, target, source);
  const isReadable = routes.get(target)! <= MAX_ROUTES;
  const vertices = new Map<Place, DependencyVertex>();
  const vertexOf = (place: Place): DependencyVertex => {
    const vertex = vertices.get(place) ?? new DependencyVertex(place.construct);
    vertices.set(place, vertex);
    return vertex;
  };
  const way = new Set([target]);
  for (const place of way) {
    if (place === source) continue;
    const next = [...targets.get(place)!];
    const back = next.filter((each) => routes.get(each) !== 0);
    for (const each of isReadable ? next : back.slice(0, 1)) vertexOf(place).addChild(vertexOf(each));
    for (const each of isReadable ? back : back.slice(0, 1)) way.add(each);
  }
  vertexOf(source).addChild(vertexOf(target));
  throw new Error('cdk8s sees no cycle where there is one');
}

/** How many routes lead to `end`, from `start` and from everything on the way. */
function countRoutes(targets: Map<Place, Set<Place>>, start: Place, end: Place): Map<Place, number> {
  const routes = new Map([[end, 1]]);
  const count = (place: Place): number => {
    let found = routes.get(place);
    if (found === undefined) {
      found = 0;
      for (const next of targets.get(place) ?? []) found += count(next);
      routes.set(place, found);
    }
    return found;
  };
  count(start);
  return routes;
}
