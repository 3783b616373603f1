/*
 * What routes lead to, read from raw objects as the documentation of each kind says. Paths, filters and the order of rules
 * decide which request goes where, and not whether somebody gets to a backend: they are not looked at.
 */

import { namespaceOf, RawObject } from './oracle';

/** One reference of a route to a Service, with the hosts that lead there. */
export interface Reference {
  readonly namespace: string;
  readonly service: string;
  readonly protocol: 'TCP' | 'UDP';
  /** The port of the Service, by number or name. */
  readonly port?: number | string;
  /** The port of the pods, by number: only a Route of OpenShift names that. */
  readonly podPort?: number;
  /** Undefined: any. */
  readonly hosts: readonly string[] | undefined;
}

/** All that a route refers to; undefined for another kind of object. */
export function referencesOf(object: RawObject): Reference[] | undefined {
  switch (object.kind) {
    case 'Ingress':
      return ingressReferences(object);
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      return gatewayReferences(object);
    case 'Route':
      return openShiftReferences(object);
    case 'IngressRoute':
    case 'IngressRouteTCP':
    case 'IngressRouteUDP':
      return traefikReferences(object);
    default:
      return undefined;
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/ingress/: no host is any host, and a default backend takes the rest. */
function ingressReferences(ingress: RawObject): Reference[] {
  const found: Reference[] = [];
  const add = (backend: RawObject, host: string | undefined): void => {
    if (!backend?.service) return;
    const { name, port } = backend.service;
    const hosts = host === undefined || host === '' ? undefined : [host.toLowerCase()];
    found.push({
      namespace: namespaceOf(ingress),
      service: name,
      protocol: 'TCP',
      port: port.number ?? port.name,
      hosts,
    });
  };
  add(ingress.spec.defaultBackend, undefined);
  for (const rule of ingress.spec.rules ?? []) {
    for (const path of rule.http?.paths ?? []) add(path.backend, rule.host);
  }
  return found;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/: the namespace is the route's own unless named; weight 0 gets nothing. */
function gatewayReferences(route: RawObject): Reference[] {
  if (isMeshInternal(route)) return [];
  const names: string[] = route.spec.hostnames ?? [];
  const hosts = names.length === 0 ? undefined : names.map((name) => name.toLowerCase());
  const refs = (route.spec.rules ?? []).flatMap((rule: RawObject) => rule.backendRefs ?? []);
  return refs
    .filter(
      ({ group, kind, weight }: RawObject) => (group ?? '') === '' && (kind ?? 'Service') === 'Service' && weight !== 0,
    )
    .map(({ name, namespace, port }: RawObject) => ({
      namespace: namespace ?? namespaceOf(route),
      service: name,
      protocol: route.kind === 'UDPRoute' ? 'UDP' : 'TCP',
      port,
      hosts,
    }));
}

/** https://gateway-api.sigs.k8s.io/mesh/: with a Service for a parent, a route is for traffic inside of a mesh. */
function isMeshInternal(route: RawObject): boolean {
  const parents: RawObject[] = route.spec.parentRefs ?? [];
  return parents.length > 0 && parents.every(({ group, kind }) => group === '' && kind === 'Service');
}

/** https://docs.okd.io/latest/rest_api/network_apis/route-route-openshift-io-v1.html: `targetPort` is the pods' port, or its name in the endpoints. */
function openShiftReferences(route: RawObject): Reference[] {
  const target = route.spec.port?.targetPort;
  return [route.spec.to, ...(route.spec.alternateBackends ?? [])]
    .filter(({ weight }) => weight !== 0)
    .map(({ name }) => ({
      namespace: namespaceOf(route),
      service: name,
      protocol: 'TCP',
      ...(typeof target === 'string' ? { port: target } : {}),
      ...(typeof target === 'number' ? { podPort: target } : {}),
      hosts: route.spec.host ? [route.spec.host.toLowerCase()] : undefined,
    }));
}

/** https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ */
function traefikReferences(route: RawObject): Reference[] {
  return route.spec.routes.flatMap(({ match, services }: RawObject) => {
    // The generator writes rules of one form alone: names with || between them, and a path behind.
    const hosts = [...(match ?? '').matchAll(/Host(?:SNI)?\(`([^`]*)`\)/g)].map(([, host]) => host.toLowerCase());
    return (
      (services ?? [])
        // Weights are for several; a single one gets all.
        .filter(
          ({ kind, weight }: RawObject) => (kind ?? 'Service') === 'Service' && (services.length === 1 || weight !== 0),
        )
        .map(({ name, namespace, port }: RawObject) => ({
          namespace: namespace ?? namespaceOf(route),
          service: name,
          protocol: route.kind === 'IngressRouteUDP' ? 'UDP' : 'TCP',
          port: typeof port === 'string' && /^[0-9]+$/.test(port) ? Number(port) : port,
          hosts: hosts.length === 0 || hosts.includes('*') ? undefined : hosts,
        }))
    );
  });
}
