import { addTimeoutRoutes } from './resilience-routes';
import { refuseUnsaid, ResilientService } from './resilient-service';

/**
 * Has Cilium do it: what routes of the Gateway API say of a Service. Of retries they say something in their experimental version alone,
 * from which an API server with the standard one drops it without a word.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gamma/
 */
export function addInCilium(service: ResilientService): void {
  const { retries, timeout, outlierDetection, connectionLimits } = service.said;
  const fix = 'leave it out, or use a mesh that has it: Mesh.istio()';
  if (retries !== undefined) {
    refuseUnsaid(service, 'retries', 'the HTTPRoutes by which Cilium is told of requests have no retries', fix);
  }
  const unsaid = 'Cilium is told of it in the configuration of Envoy alone, which replaces all of its routes';
  if (outlierDetection !== undefined) refuseUnsaid(service, 'outlierDetection', unsaid, fix);
  if (connectionLimits !== undefined) refuseUnsaid(service, 'connectionLimits', unsaid, fix);
  if (timeout !== undefined) addTimeoutRoutes(service, timeout);
}
