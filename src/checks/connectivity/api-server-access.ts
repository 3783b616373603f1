import { decidedSide, mayBeApiServer, rulesOpening } from './closed-sides';
import { PortSet } from '../../reachability/port-set';
import { Direction } from '../../topology/model';
import { ClosedToApiServer } from '../check-context';
import { CheckInput } from '../check-input';
import { firstOf } from '../first-of';

/** On which ports API servers listen: those of managed clusters, kubeadm and others, minikube and MicroK8s. */
const USUAL_PORTS = [443, 6443, 8443, 16443];

/**
 * What closes a workload to the API server, if that is certain: by what is known of the cluster, else by the manifests alone.
 *
 * @param port that of the pods which it calls; it has its own where pods call it, of which each is enough
 */
export function closedToApiServer(
  input: CheckInput,
  direction: Direction,
  position: number,
  port?: number,
): ClosedToApiServer | undefined {
  const known = input.context.closedToApiServer?.(direction, position, port);
  if (known !== undefined) return known === 'open' ? undefined : known;
  const side = decidedSide(input, direction, position);
  if (side === undefined) return undefined;
  const destination = direction === 'ingress' ? input.analysis.cluster.workloads[position] : undefined;
  const ports = PortSet.unionAll(
    (port === undefined ? USUAL_PORTS : [port]).map((each) => PortSet.range('TCP', each, each)),
  );
  if (rulesOpening(side, ports, destination).some((rule) => mayBeApiServer(input, rule))) return undefined;
  const policies = side.isolatedBy.map(({ id }) => id);
  return { policies, fix: fixOf(direction, policies, port) };
}

function fixOf(direction: Direction, policies: readonly string[], port: number | undefined): string {
  const where = firstOf(policies, 1);
  return direction === 'ingress'
    ? `open ${port}/TCP in ingress of ${where} to the addresses of the API server, or to the pods through which it comes`
    : `open 443/TCP and 6443/TCP in egress of ${where} to the addresses of the API server, which \`kubectl get endpointslices kubernetes\` lists`;
}
