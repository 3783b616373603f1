import { ApiObject } from 'cdk8s';
import { routedPortOf } from './routed-port';
import { ServiceFront } from './service-front';
import { ClusterProfile } from '../../network/cluster-profile';
import { FoundProtocol } from '../../network/mesh/port-protocols';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { checkLabels } from '../../support/names';
import {
  InsecureEdgeTerminationPolicy,
  OpenShiftRouteOptions,
  RouteTermination,
  RouteWildcardPolicy,
} from '../values/openshift-route';

/** What the router speaks with the pods. */
const SPOKEN_BEHIND: { readonly [termination in RouteTermination]: FoundProtocol } = {
  [RouteTermination.EDGE]: 'http',
  [RouteTermination.PASSTHROUGH]: 'tls',
  [RouteTermination.REENCRYPT]: 'https',
};

/** Makes the Route of OpenShift in front of a Service, and lets the router in. */
export function exposeByOpenShiftRoute(front: ServiceFront, options: OpenShiftRouteOptions): ApiObject {
  const { owner } = front;
  const { name, labels } = front.options;
  const { host, path, tls, weight = 100, annotations, wildcardPolicy = RouteWildcardPolicy.NONE } = options;
  checkLabels(owner, options.labels ?? {});
  const target = routedPortOf(front, options.portName);
  const route = new ApiObject(owner, 'Route', {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name, labels: { ...labels, ...options.labels }, annotations: annotations && { ...annotations } },
    spec: {
      host,
      path,
      to: { kind: 'Service', name, weight },
      // The router looks it up among the ports of the endpoints: by the name that the Service gives it, else by its number.
      port: { targetPort: target.name ?? target.targetPort },
      tls: tls && {
        termination: tls,
        insecureEdgeTerminationPolicy: options.insecureEdgeTerminationPolicy ?? InsecureEdgeTerminationPolicy.REDIRECT,
        destinationCACertificate: options.destinationCaCertificate,
      },
      wildcardPolicy,
    },
  });
  front.speaks(SPOKEN_BEHIND[tls ?? RouteTermination.EDGE], [target]);
  front.acceptConnectionsFrom(ClusterProfile.of(owner)._openshiftRouter, [target]);
  return withCompletedMetadata(route);
}
