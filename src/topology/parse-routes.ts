import { Identity } from './identity';
import { Field } from './manifest';
import { Backend, Route, ROUTE_KINDS } from './model';
import { parseTraefikRoute } from './parse-traefik';

/** What leads traffic from outside to Services, or undefined for an object of another kind. */
export function parseRoute(root: Field, identity: Identity): Route | undefined {
  const kind = ROUTE_KINDS.find((known) => known === identity.kind);
  if (kind === undefined) return undefined;
  const spec = root.get('spec');
  const { id, namespace, name, origin } = identity;
  return { id, kind, namespace, name, origin, ...readerOf(kind)(spec, namespace) };
}

/** What a route says: for which hosts, and where to. */
type RouteContent = Pick<Route, 'hosts' | 'backends' | 'withinMesh'>;

function readerOf(kind: Route['kind']): (spec: Field, namespace: string) => RouteContent {
  switch (kind) {
    case 'Ingress':
      return parseIngress;
    case 'Route':
      return parseOpenShiftRoute;
    case 'IngressRoute':
    case 'IngressRouteTCP':
    case 'IngressRouteUDP':
      return parseTraefikRoute;
    default:
      return parseGatewayRoute;
  }
}

function parseIngress(spec: Field, namespace: string): RouteContent {
  const rules = spec.get('rules').items();
  const backendOf = (backend: Field, hosts: readonly string[]): Backend[] => {
    const service = backend.get('service');
    const name = service.get('name').text();
    if (name === undefined) return [];
    const port = service.get('port').get('number').portOrNone() ?? service.get('port').get('name').optionalText();
    return [{ namespace, service: name, port, hosts }];
  };
  const defaults = spec.get('defaultBackend');
  return {
    // Whoever comes with another name is led to the default.
    hosts: defaults.isAbsent ? hostsOf(rules.map((rule) => rule.get('host'))) : [],
    backends: [
      ...backendOf(defaults, []),
      ...rules.flatMap((rule) => {
        const hosts = hostsOf([rule.get('host')]);
        const paths = rule.get('http').get('paths').items();
        return paths.flatMap((path) => backendOf(path.get('backend'), hosts));
      }),
    ],
  };
}

/** The routes of the Gateway API name their backends alike. */
function parseGatewayRoute(spec: Field, namespace: string): RouteContent {
  const refs = spec
    .get('rules')
    .items()
    .flatMap((rule) => rule.get('backendRefs').items());
  const hosts = hostsOf(spec.get('hostnames').items());
  const parents = spec.get('parentRefs').items();
  return {
    hosts,
    ...(parents.length > 0 && parents.every(isOfMesh) ? { withinMesh: true } : {}),
    backends: refs.flatMap((ref): Backend[] => {
      const service = ref.get('name').text();
      const isService =
        (ref.get('group').optionalText() ?? '') === '' && (ref.get('kind').optionalText() ?? 'Service') === 'Service';
      if (service === undefined || !isService || getsNothing(ref)) return [];
      const own = ref.get('namespace').optionalText() ?? namespace;
      return [{ namespace: own, service, port: ref.get('port').portOrNone(), hosts }];
    }),
  };
}

/**
 * Whether a parent is something inside of a mesh: a Service, what Istio takes for one, what Linkerd's proxies judge. A Gateway, or what
 * nobody here knows, lets traffic in.
 *
 * @see https://gateway-api.sigs.k8s.io/mesh/
 */
function isOfMesh(parent: Field): boolean {
  const group = parent.get('group').value ?? 'gateway.networking.k8s.io';
  const kind = parent.get('kind').value ?? 'Gateway';
  if (typeof group !== 'string' || typeof kind !== 'string') return false;
  return PARENTS_OF_MESHES.has(`${group === 'core' ? '' : group}/${kind}`);
}

const PARENTS_OF_MESHES: ReadonlySet<string> = new Set([
  '/Service',
  'networking.istio.io/ServiceEntry',
  'policy.linkerd.io/Server',
  'policy.linkerd.io/EgressNetwork',
  'policy.linkerd.io/UnmeshedNetwork',
]);

/** A Route of OpenShift names the port of the endpoints: by the name that it has in the Service, or by its number. */
function parseOpenShiftRoute(spec: Field, namespace: string): RouteContent {
  const target = spec.get('port').get('targetPort').portOrName();
  const port = typeof target === 'string' ? target : undefined;
  const targetPort = typeof target === 'number' ? target : undefined;
  const hosts = hostsOf([spec.get('host')]);
  return {
    hosts,
    backends: [spec.get('to'), ...spec.get('alternateBackends').items()].flatMap((ref): Backend[] => {
      const service = ref.get('name').text();
      return service === undefined || getsNothing(ref) ? [] : [{ namespace, service, port, targetPort, hosts }];
    }),
  };
}

/** A backend with the weight 0 is there for later: no request goes to it. */
function getsNothing(ref: Field): boolean {
  return ref.get('weight').value === 0;
}

/** All names, each once; none if one of them is any. */
function hostsOf(fields: readonly Field[]): readonly string[] {
  const hosts = fields.map((field) => field.optionalText()?.toLowerCase());
  if (hosts.some((host) => host === undefined || host === '*')) return [];
  return [...new Set(hosts as string[])].sort();
}
