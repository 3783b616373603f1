import { Service } from '../../plus/cdk8s-plus';

/** The label by which a Service names the Gateway whose pods judge the requests to it. */
export const USE_WAYPOINT = 'istio.io/use-waypoint';

/**
 * Has Istio's ambient mode send the requests to a Service through a waypoint of its namespace.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export function sendThroughWaypoint({ metadata }: Pick<Service, 'metadata'>, waypoint: string): void {
  metadata.addLabel(USE_WAYPOINT, waypoint);
}
