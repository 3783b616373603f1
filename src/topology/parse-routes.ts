import { Field } from './manifest';
import { Route, ROUTE_KINDS } from './model';
import { Identity } from './parse-objects';

/** What leads traffic from outside to Services, or undefined for an object of another kind. */
export function parseRoute(root: Field, identity: Identity): Route | undefined {
  const kind = ROUTE_KINDS.find((known) => known === identity.kind);
  if (kind === undefined) return undefined;
  if (kind === 'Ingress') return parseIngress(root, identity);
  if (kind === 'Route') return parseOpenShiftRoute(root, identity);
  return parseGatewayRoute(root, identity, kind);
}

function parseIngress(root: Field, { id, namespace, name, origin }: Identity): Route {
  const spec = root.get('spec');
  const backends = [
    spec.get('defaultBackend'),
    ...spec
      .get('rules')
      .items()
      .flatMap((rule) => rule.get('http').get('paths').items())
      .map((path) => path.get('backend')),
  ].map((backend) => backend.get('service'));
  return {
    id,
    kind: 'Ingress',
    namespace,
    name,
    origin,
    backends: backends.flatMap((service) => {
      const serviceName = service.get('name').text();
      if (serviceName === undefined) return [];
      const port = service.get('port').get('number').port() ?? service.get('port').get('name').text();
      return [{ namespace, service: serviceName, port }];
    }),
  };
}

/** The routes of the Gateway API name their backends alike. */
function parseGatewayRoute(root: Field, { id, namespace, name, origin }: Identity, kind: Route['kind']): Route {
  const refs = root
    .get('spec')
    .get('rules')
    .items()
    .flatMap((rule) => rule.get('backendRefs').items());
  return {
    id,
    kind,
    namespace,
    name,
    origin,
    backends: refs.flatMap((ref) => {
      const service = ref.get('name').text();
      if (service === undefined || (ref.get('kind').text() ?? 'Service') !== 'Service') return [];
      return [{ namespace: ref.get('namespace').text() ?? namespace, service, port: ref.get('port').port() }];
    }),
  };
}

/** A Route of OpenShift names the port of the endpoints: by the name that it has in the Service, or by its number. */
function parseOpenShiftRoute(root: Field, { id, namespace, name, origin }: Identity): Route {
  const spec = root.get('spec');
  const target = spec.get('port').get('targetPort').portOrName();
  const port = typeof target === 'string' ? target : undefined;
  const targetPort = typeof target === 'number' ? target : undefined;
  return {
    id,
    kind: 'Route',
    namespace,
    name,
    origin,
    backends: [spec.get('to'), ...spec.get('alternateBackends').items()].flatMap((ref) => {
      const service = ref.get('name').text();
      return service === undefined ? [] : [{ namespace, service, port, targetPort }];
    }),
  };
}
