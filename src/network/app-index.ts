import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isInTree } from '../support/in-tree';

const KINDS: ReadonlySet<string> = new Set(['IngressClass', 'GatewayClass', 'Gateway']);

/** The charts, and the classes and Gateways, of an app, as far as its tree was walked. */
interface Found {
  readonly charts: Set<Chart>;
  readonly objects: Set<ApiObject>;
  /** How many children of the app, and of what stands below it, were walked. */
  readonly walked: WeakMap<IConstruct, number>;
}

const FOUND = new WeakMap<IConstruct, Found>();

/** The classes and Gateways that an app has by now; `allClassObjects` leaves nothing out. */
export function classObjectsNear(owner: IConstruct): ApiObject[] {
  return [...walkFor(owner).objects].filter(isInTree);
}

/** The charts that an app has by now. */
export function chartsNear(owner: IConstruct): Chart[] {
  return [...walkFor(owner).charts].filter(isInTree);
}

/**
 * Many constructs of an app ask, so that it must not be walked from its root each time: what was walked counts as complete, but
 * for the chart of who asks and for what came last anywhere, whose constructor may still be running.
 */
function walkFor(owner: IConstruct): Found {
  const app = owner.node.root;
  let found = FOUND.get(app);
  if (found === undefined) FOUND.set(app, (found = { charts: new Set(), objects: new Set(), walked: new WeakMap() }));
  walkNew(app, found, 1);
  const [, chart] = owner.node.scopes;
  if (chart !== undefined) walkNew(chart, found, 0);
  return found;
}

/** The same after a walk over the whole tree: for who is about to be refused because there is none. */
export function allClassObjects(owner: IConstruct): ApiObject[] {
  FOUND.delete(owner.node.root);
  return classObjectsNear(owner);
}

/** Walks the children that came since the last time, and the last one of then; `levels` below them in the same way. */
function walkNew(scope: IConstruct, found: Found, levels: number): void {
  if (Chart.isChart(scope)) found.charts.add(scope);
  const { children } = scope.node;
  const first = Math.max(0, (found.walked.get(scope) ?? 0) - 1);
  found.walked.set(scope, children.length);
  for (const child of children.slice(first)) {
    if (levels > 0 && !ApiObject.isApiObject(child)) walkNew(child, found, levels - 1);
    else walkAll(child, found);
  }
}

function walkAll(construct: IConstruct, found: Found): void {
  if (Chart.isChart(construct)) found.charts.add(construct);
  if (!ApiObject.isApiObject(construct)) {
    for (const child of construct.node.children) walkAll(child, found);
    return;
  }
  if (KINDS.has(construct.kind)) found.objects.add(construct);
}
