import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { routedPortOf } from './routed-port';
import { ServiceFront } from './service-front';
import { namespaceOf } from '../../network/namespace';
import { Peer } from '../../network/peer';
import { gatewayPeer } from '../../network/route-controllers';
import { openToSolvers } from '../../network/solver-pods';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { inWords, refuse } from '../../support/refuse';
import { GatewayAttachment, HttpRouteSpec, RouteRuleSpec } from '../values/gateway-exposure';
import { GrpcRouteSpec } from '../values/grpc-exposure';
import { ServicePort } from '../values/service-port';
import { TlsRouteSpec } from '../values/tls-route-exposure';

const GROUP = 'gateway.networking.k8s.io';

/** Makes the HTTPRoute in front of a Service, and lets the Gateway in to the ports that it leads to. */
export function exposeByHttpRoute(front: ServiceFront, spec: HttpRouteSpec): ApiObject {
  const { owner } = front;
  const ports: ServicePort[] = [];
  const rules = spec.rules.map((rule) => renderRule(front, rule, ports));
  const route = addRoute(front, `${GROUP}/v1`, 'HTTPRoute', spec, { hostnames: spec.hostnames, rules });
  front.speaks('http', ports);
  const peer = letGatewayIn(front, spec, ports);
  if (spec.http01Solver) {
    checkSolversNearby(owner, spec);
    openToSolvers(owner, peer);
  }
  return route;
}

/** Makes the GRPCRoute in front of a Service, and lets the Gateway in. */
export function exposeByGrpcRoute(front: ServiceFront, spec: GrpcRouteSpec): ApiObject {
  const target = routedPortOf(front, spec.portName);
  const matches = spec.methods.map(({ service, method }) => ({ method: { type: 'Exact', service, method } }));
  const backendRefs = [{ name: front.name, port: target.port }];
  const rule = matches.length === 0 ? { backendRefs } : { matches, backendRefs };
  const route = addRoute(front, `${GROUP}/v1`, 'GRPCRoute', spec, { hostnames: spec.hostnames, rules: [rule] });
  front.speaks('grpc', [target]);
  letGatewayIn(front, spec, [target]);
  return route;
}

/** Makes the TLSRoute in front of a Service, and lets the Gateway in. */
export function exposeByTlsRoute(front: ServiceFront, spec: TlsRouteSpec): ApiObject {
  const target = routedPortOf(front, spec.portName);
  const rules = [{ backendRefs: [{ name: front.name, port: target.port }] }];
  const route = addRoute(front, `${GROUP}/${spec.version}`, 'TLSRoute', spec, { hostnames: spec.hostnames, rules });
  front.speaks('tls', [target]);
  letGatewayIn(front, spec, [target]);
  return route;
}

interface RouteBody {
  readonly hostnames?: readonly string[];
  readonly rules: readonly unknown[];
}

function addRoute(
  { owner, options }: ServiceFront,
  apiVersion: string,
  kind: string,
  { gateway, namespace, sectionName }: GatewayAttachment,
  { hostnames, rules }: RouteBody,
): ApiObject {
  const { name, labels } = options;
  const route = new ApiObject(owner, 'Route', {
    apiVersion,
    kind,
    metadata: { name, labels: { ...labels } },
    spec: {
      parentRefs: [{ name: gateway, namespace, sectionName }],
      hostnames: hostnames && [...hostnames],
      rules,
    },
  });
  return withCompletedMetadata(route);
}

/** A rule that redirects sends nothing on, and the API server refuses one that would. */
function renderRule(front: ServiceFront, rule: RouteRuleSpec, ports: ServicePort[]): unknown {
  const matches = [{ path: { type: rule.pathType, value: rule.path } }];
  const filters = rule.filters.length === 0 ? {} : { filters: rule.filters.map((filter) => filter._render()) };
  if (rule.filters.some(({ _type }) => _type === 'RequestRedirect')) return { matches, ...filters };
  const target = routedPortOf(front, rule.portName);
  if (!ports.includes(target)) ports.push(target);
  return { matches, ...filters, backendRefs: [{ name: front.name, port: target.port }] };
}

function letGatewayIn(front: ServiceFront, attachment: GatewayAttachment, ports: readonly ServicePort[]): Peer {
  const peer = gatewayPeer(front.owner, attachment);
  if (ports.length > 0) front.acceptConnectionsFrom(peer, ports);
  return peer;
}

/** cert-manager makes the pods where the certificate is, which is where the Gateway is. */
function checkSolversNearby(owner: Construct, { namespace }: GatewayAttachment): void {
  const own = namespaceOf(owner);
  if (namespace === undefined || namespace === own) return;
  refuse(owner, {
    what: 'http01Solver',
    got: inWords(`true beside a Gateway in namespace "${namespace}"`),
    allowed: 'false there: cert-manager solves challenges in the namespace of the Gateway',
    fix: 'leave it out',
  });
}
