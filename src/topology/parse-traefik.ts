import { Field } from './manifest';
import { Backend, Route } from './model';
import { traefikHosts } from './traefik-hosts';

/** What a route says: for which hosts, and where to. */
type RouteContent = Pick<Route, 'hosts' | 'backends'>;

/**
 * Reads an IngressRoute of Traefik, or one of TCP or UDP, which name their Services alike.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/
 */
export function parseTraefikRoute(spec: Field, namespace: string): RouteContent {
  const routes = spec
    .get('routes')
    .items()
    .map((route) => ({ route, hosts: traefikHosts(route.get('match').text() ?? '') }));
  return {
    // A rule that is for any host makes the route one for any.
    hosts: routes.some(({ hosts }) => hosts.length === 0)
      ? []
      : [...new Set(routes.flatMap(({ hosts }) => hosts))].sort(),
    backends: routes.flatMap(({ route, hosts }) => {
      const services = route.get('services').items();
      // Weights are for several; a single one gets all, whatever its weight.
      const served = services.length === 1 ? services : services.filter((each) => each.get('weight').value !== 0);
      return served.flatMap((service) => parseTraefikBackend(service, namespace, hosts));
    }),
  };
}

/** The Service that a reference names; nothing if it names something else. */
export function parseTraefikBackend(ref: Field, namespace: string, hosts: readonly string[]): Backend[] {
  const service = ref.get('name').text();
  if (service === undefined || (ref.get('kind').optionalText() ?? 'Service') !== 'Service') return [];
  // A number in quotes is one for Traefik.
  const { value } = ref.get('port');
  const port = typeof value === 'string' ? (/^\d+$/.test(value) ? Number(value) : value) : ref.get('port').portOrNone();
  const own = ref.get('namespace').optionalText() ?? namespace;
  return [{ namespace: own, service, port: port === '' ? undefined : port, hosts }];
}
