import * as fc from 'fast-check';
import { maybe, object } from './arbitrary-objects';
import { RawObject } from './oracle';

/* Routes of all kinds that lead to the Services of sample clusters, and now and then past them. */

const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const name = some('s0', 's0', 's1', 's2');
const number = some(53, 80, 80, 8080);
const portName = some('http', 'admin');
const host = some('a.example.com', 'b.example.com', '*.example.com', 'B.example.com');
const weight = some(undefined, undefined, undefined, 0, 1);

const ingressBackend = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        name,
        fc.oneof(
          number.map((own) => ({ number: own })),
          portName.map((own) => ({ name: own })),
        ),
      )
      .map(([service, port]): RawObject => ({ service: { name: service, port } })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<RawObject>({ resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 's0' } }),
  },
);

const ingress = object({
  defaultBackend: fc.oneof(fc.constant(undefined), fc.constant(undefined), ingressBackend),
  rules: fc.array(
    object({
      host: fc.oneof(host, host, some(undefined, '')),
      http: maybe(
        fc
          .array(ingressBackend, { minLength: 1, maxLength: 2 })
          .map((all) => ({ paths: all.map((backend, i) => ({ path: `/${i}`, pathType: 'Prefix', backend })) })),
        5,
      ),
    }),
    { maxLength: 3 },
  ),
}).map((spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec }));

const backendRefs = fc.array(
  object({
    name,
    namespace: some(undefined, undefined, 'shop', 'edge'),
    port: number,
    weight,
    group: some(undefined, undefined, undefined, '', 'multicluster.x-k8s.io'),
    kind: some(undefined, undefined, undefined, 'Service', 'ServiceImport'),
  }),
  { minLength: 1, maxLength: 2 },
);

const gatewayRoute = fc
  .tuple(
    some('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'),
    fc.array(fc.record({ backendRefs }), { minLength: 1, maxLength: 2 }),
    fc.uniqueArray(host, { maxLength: 2 }),
    fc.array(some({ name: 'public' }, { group: '', kind: 'Service', name: 'web' }), { maxLength: 2 }),
  )
  .map(([kind, rules, hostnames, parentRefs]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    spec: {
      parentRefs,
      rules,
      ...(hostnames.length === 0 || kind === 'TCPRoute' || kind === 'UDPRoute' ? {} : { hostnames }),
    },
  }));

const target = object({ kind: fc.constant('Service'), name, weight });

const openShiftRoute = object({
  host: maybe(host, 3),
  to: target,
  alternateBackends: maybe(fc.array(target, { maxLength: 1 })),
  port: maybe(fc.oneof(number, portName).map((targetPort) => ({ targetPort }))),
}).map((spec) => ({ apiVersion: 'route.openshift.io/v1', kind: 'Route', spec }));

const traefikServices = fc.array(
  object({
    name,
    namespace: some(undefined, undefined, 'shop', 'edge'),
    port: fc.oneof(number, number.map(String), portName),
    kind: some(undefined, undefined, undefined, 'Service', 'TraefikService'),
    weight,
  }),
  { minLength: 1, maxLength: 2 },
);

const traefikRoute = fc
  .tuple(
    some('IngressRoute', 'IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'),
    fc.array(
      fc.tuple(traefikServices, fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: host }, some('*')), { maxLength: 2 })),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([kind, routes]) => ({
    apiVersion: 'traefik.io/v1alpha1',
    kind,
    spec: { routes: routes.map(([services, hosts]) => ({ ...matchOf(kind, hosts), services })) },
  }));

function matchOf(kind: string, hosts: readonly string[]): { readonly match?: string } {
  if (kind === 'IngressRouteUDP') return {};
  if (kind === 'IngressRouteTCP') {
    return { match: (hosts.length === 0 ? ['*'] : hosts).map((own) => `HostSNI(\`${own}\`)`).join(' || ') };
  }
  const names = hosts.filter((own) => own !== '*').map((own) => `Host(\`${own}\`)`);
  return { match: names.length === 0 ? 'PathPrefix(`/`)' : `(${names.join(' || ')}) && PathPrefix(\`/a\`)` };
}

/** A route without a name. */
export const arbitraryRoute: fc.Arbitrary<RawObject> = fc.oneof(
  ingress,
  gatewayRoute,
  gatewayRoute,
  openShiftRoute,
  traefikRoute,
);
