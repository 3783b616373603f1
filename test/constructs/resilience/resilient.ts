import { ApiObject, Chart } from 'cdk8s';
import { ClusterProfile, InternalService, InternalServiceProps, Mesh, Resilience } from '../../../src';
import { Manifest, shopChart } from '../../manifests';

/** A chart of a cluster with this mesh. */
export function chartIn(mesh: Mesh | undefined): Chart {
  const chart = shopChart();
  new ClusterProfile({ mesh }).applyTo(chart);
  return chart;
}

/** A service of which this is said. */
export function api(chart: Chart, resilience: Resilience, props: Partial<InternalServiceProps> = {}): InternalService {
  const port = props.ports === undefined ? { port: 80, targetPort: 8080 } : {};
  return new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.0.0', ...port, resilience, ...props });
}

/** The objects that say something of traffic: kind and name. */
export const TRAFFIC = ['VirtualService', 'DestinationRule', 'HTTPRoute', 'GRPCRoute'];

/** The objects of these kinds, as they are rendered. */
export function objectsOf(chart: Chart, kinds: readonly string[] = TRAFFIC): Manifest[] {
  return chart.node
    .findAll()
    .filter((each): each is ApiObject => ApiObject.isApiObject(each))
    .filter(({ kind }) => kinds.includes(kind))
    .map((object) => object.toJson() as Manifest);
}

/** What a mesh makes of it. */
export function trafficOf(mesh: Mesh, resilience: Resilience, props: Partial<InternalServiceProps> = {}): Manifest[] {
  const chart = chartIn(mesh);
  api(chart, resilience, props);
  return objectsOf(chart);
}
