import { firstOf } from './findings';
import { RenderedObject } from './rendered-cluster';
import { claimsOfGatewayRoute, claimsOfIngress, claimsOfOpenShiftRoute, RouteClaim } from './route-claims';
import { inWords, refusalMessage } from '../support/refuse';

/** A kind of objects that lead traffic in. */
interface RouteKind {
  readonly claims: (object: RenderedObject) => RouteClaim[];
  readonly allowed: string;
  readonly fix: string;
}

const INGRESS: RouteKind = {
  claims: claimsOfIngress,
  allowed: 'one Ingress of a class for each host and path; the controller would refuse or ignore the second',
  fix: 'give one another `host` or `path`; a canary of ingress-nginx says so with the annotation "nginx.ingress.kubernetes.io/canary": "true"',
};
const GATEWAY_ROUTE: RouteKind = {
  claims: claimsOfGatewayRoute,
  allowed:
    'one route of a Gateway (or of a Service, inside of a mesh) for each of them; the younger one would get nothing',
  fix: 'give one another host name, path or listener (`sectionName`); to share the traffic put both behind one Service with ServiceGroup.of(…)',
};
const OPENSHIFT_ROUTE: RouteKind = {
  claims: claimsOfOpenShiftRoute,
  allowed: 'one Route for each host and path; the router would take the older one alone',
  fix: 'give one another `host` or `path`; to share the traffic put both behind one Service with ServiceGroup.of(…)',
};

const KINDS: ReadonlyMap<string, RouteKind> = new Map([
  ['networking.k8s.io/Ingress', INGRESS],
  ['gateway.networking.k8s.io/HTTPRoute', GATEWAY_ROUTE],
  ['gateway.networking.k8s.io/GRPCRoute', GATEWAY_ROUTE],
  ['gateway.networking.k8s.io/TLSRoute', GATEWAY_ROUTE],
  ['route.openshift.io/Route', OPENSHIFT_ROUTE],
]);

/** What two objects want to answer for. */
interface Clash {
  readonly first: RenderedObject;
  readonly second: RenderedObject;
  readonly kind: RouteKind;
  readonly what: Set<string>;
}

/** Objects of a cluster that want to answer for the same host and path: only one of them would. */
export function findSameRoutes(objects: readonly RenderedObject[]): string[] {
  const holders = new Map<string, (Pick<RouteClaim, 'listener' | 'kind'> & { readonly object: RenderedObject })[]>();
  const clashes = new Map<RenderedObject, Map<RenderedObject, Clash>>();
  for (const object of objects) {
    const kind = KINDS.get(`${object.apiVersion.split('/')[0]}/${object.kind}`);
    if (kind === undefined) continue;
    for (const claim of kind.claims(object)) {
      const known = holders.get(claim.key) ?? [];
      holders.set(claim.key, [...known, { ...claim, object }]);
      const first = known.find((other) => other.object !== object && isSameDoor(other, claim));
      if (first === undefined) continue;
      add(clashes, { first: first.object, second: object, kind, what: new Set([claim.what]) });
    }
  }
  return [...clashes.values()].flatMap((ofSecond) => [...ofSecond.values()]).map(toMessage);
}

/** A route without a listener is one of all of them. */
function isSameDoor(a: Pick<RouteClaim, 'listener' | 'kind'>, b: Pick<RouteClaim, 'listener' | 'kind'>): boolean {
  if (a.kind !== undefined && a.kind === b.kind) return false;
  return a.listener === undefined || b.listener === undefined || a.listener === b.listener;
}

function add(clashes: Map<RenderedObject, Map<RenderedObject, Clash>>, clash: Clash): void {
  const ofSecond = clashes.get(clash.second) ?? new Map<RenderedObject, Clash>();
  clashes.set(clash.second, ofSecond);
  const known = ofSecond.get(clash.first);
  if (known === undefined) ofSecond.set(clash.first, clash);
  else for (const what of clash.what) known.what.add(what);
}

function toMessage({ first, second, kind: { allowed, fix }, what }: Clash): string {
  return refusalMessage(second.owner, {
    what: `${second.kind} for ${firstOf([...what], 3)}`,
    got: inWords(`a second one beside "${first.owner.node.path}"`),
    allowed,
    fix,
  });
}
