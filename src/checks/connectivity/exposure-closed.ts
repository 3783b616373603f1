import { ClosedWay, describeClosedWay } from '../../reachability/describe-ways';
import { PortSet } from '../../reachability/port-set';
import { Side } from '../../reachability/side';
import { CheckInput } from '../check-input';
import { policyObject } from './checked-policies';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Routes and Services for traffic from outside by which nobody comes in, because policies close the pods. */
export const exposureClosed: Rule = {
  id: 'exposure-closed',
  title: 'Policies close an exposure to everybody',
  severity: 'warning',
  group: 'connectivity',
  why: 'An Ingress, a route, a load balancer or a node port leads to pods whose policies let in nobody who comes by it: clients wait until they give up.',
  fix: "Let in those who come by it: the controller's pods for an Ingress or a route, the clients' addresses for a load balancer or a node port.",
  *find(input: CheckInput): Iterable<Found> {
    const { analysis, context } = input;
    const { cluster } = analysis;
    for (const { closed, ports, isWhole } of closedExposures(input)) {
      const { way, position } = closed;
      const object = policyObject(input, way);
      if (object === undefined) continue;
      const { id } = cluster.workloads[position];
      const whom = way.through === 'controller' ? "the controller's pods" : 'the addresses of its clients';
      const call = context.connectionsCall?.(position);
      yield {
        object,
        detail: isWhole ? id : `${id} ${ports.toString()}`,
        message: `${describeClosedWay(cluster, closed)}${isWhole ? '' : ` on ${ports.toString()}`}`,
        fix:
          call === undefined
            ? `let ${whom} in on ${ports.toString()}: ${placesOf(cluster.sides.ingress[position])}`
            : `let ${whom} in: ${call}.allowFrom(…), or the exposure of the construct`,
        ...(way.kind === 'LoadBalancer' || way.through === 'controller' ? { from: 'internet' } : {}),
        to: id,
        ports: ports.toString().split(', '),
      };
    }
  },
};

/** Where policies say who comes in: what administrators deny cannot be opened by others. */
function placesOf({ isolatedBy, tiers }: Side): string {
  const denying = (tiers?.policies ?? []).filter(({ rules }) => rules.some(({ action }) => action === 'deny'));
  const open =
    isolatedBy.length === 0
      ? []
      : [
          `in ingress of ${firstOf(
            isolatedBy.map(({ id }) => id),
            3,
          )}`,
        ];
  const before =
    denying.length === 0
      ? []
      : [`before ${firstOf([...new Set(denying.map(({ policy }) => policy.id))], 3)} denies it`];
  return [...open, ...before].join(', and ');
}

interface ClosedExposure {
  readonly closed: ClosedWay;
  readonly ports: PortSet;
  /** Whether nothing of it leads into the workload. */
  readonly isWhole: boolean;
}

/** One for each exposure and workload, with all the ports that are closed. */
function closedExposures({ analysis }: CheckInput): Iterable<ClosedExposure> {
  const open = new Set<string>();
  const found = new Map<string, { closed: ClosedWay; ports: PortSet }>();
  analysis.judgedWays.forEach((ways, position) => {
    for (const judged of ways) {
      const { way, isClosed } = judged;
      const key = JSON.stringify([way.id, way.through, position]);
      // The node's own programs come in by its ports, whatever policies say.
      if (way.kind === 'hostPort' || !isClosed) {
        open.add(key);
      } else {
        found.set(key, {
          closed: { ...judged, position },
          ports: (found.get(key)?.ports ?? PortSet.NONE).union(way.ports),
        });
      }
    }
  });
  return [...found].map(([key, each]) => ({ ...each, isWhole: !open.has(key) }));
}
