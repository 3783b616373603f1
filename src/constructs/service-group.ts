import { Construct } from 'constructs';
import { groupName } from './parts/group-name';
import { standardLabels } from './parts/labels';
import { refuseManagementPort } from './parts/management';
import { addServicePorts, refuseUnheard, ServedPods, servedPodsOf } from './parts/served-pods';
import { ServiceTarget, ServiceTargetProps } from './service-target';
import { clientPorts, resolvePorts } from './values/port-mapping';
import { ServicePort } from './values/service-port';
import { checked } from '../checked/checked';
import { ClusterProfile } from '../network/cluster-profile';
import { IConnectable } from '../network/connections';
import { declareGroup } from '../network/declarations';
import { namespaceOf } from '../network/namespace';
import { checkResourceName } from '../support/names';
import { inWords, refuse } from '../support/refuse';

/** Properties of `ServiceGroup`. */
export interface ServiceGroupProps extends ServiceTargetProps {
  /** The workloads whose pods are behind the Service. */
  readonly members: IConnectable[];

  /**
   * The name of the Service.
   *
   * @default - the construct's id
   */
  readonly name?: string;
}

/** The prefix of the label that the pods of a group's members have in common; no selector but the group's uses it. */
const GROUP_LABEL = 'service-group';

/**
 * Several workloads behind one Service: two versions of a program, a canary beside what has proven itself.
 *
 * The pods of all members get one more label, which the Service selects; the selectors of the members, which cannot be
 * changed, stay as they are. Whoever connects to the group may connect to every member.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments
 *
 * @example
 *
 * const v1 = new InternalService(chart, 'reviews-v1', { image: 'ghcr.io/acme/reviews:1.0.0', port: 9080 });
 * const v2 = new InternalService(chart, 'reviews-v2', { image: 'ghcr.io/acme/reviews:2.0.0', port: 9080 });
 * const page = new InternalService(chart, 'page', { image: 'ghcr.io/acme/page:1.0.0', port: 9080 });
 * page.connectTo(ServiceGroup.of(v1, v2), { urlEnv: 'REVIEWS_URL' });
 */
@checked
export class ServiceGroup extends ServiceTarget {
  /**
   * A group beside its first member. It is called as far as the members' names agree up to a "-": `reviews-v1` and
   * `reviews-v2` make `reviews`; with "-all" where a member is called so itself. Its ports are those of the first member.
   *
   * @param first a workload that goes on running
   * @param others further ones of the same namespace
   */
  public static of(first: IConnectable, ...others: IConnectable[]): ServiceGroup {
    const members = [first, ...others];
    const pods = members.map((member) => podsOf('ServiceGroup.of', member));
    const scope = pods[0].owner.node.scope!;
    const id = groupName(pods.map(({ name }) => name));
    if (scope.node.tryFindChild(id) !== undefined) {
      refuse('ServiceGroup.of', {
        what: 'id of the group',
        got: id,
        allowed: `an id that no other construct of "${scope.node.path}" has`,
        fix: 'keep a group that is made once in a variable; else name this one: new ServiceGroup(scope, id, { members })',
      });
    }
    return new ServiceGroup(scope, id, { members });
  }

  constructor(scope: Construct, id: string, props: ServiceGroupProps) {
    super(scope, id);
    const members = props.members.map((member) => podsOf(this, member));
    this.checkMembers(members);
    const name = checkResourceName(this, props.name ?? id);
    const ports = this.portsOf(props, members);
    const selectorLabels = { [`${GROUP_LABEL}/${name}`]: 'true' };
    this._make({
      props,
      name,
      labels: standardLabels(this, name, 'service'),
      selectorLabels,
      ports,
      scheme: 'http',
      pods: members,
    });
    for (const pods of members) {
      addServicePorts(pods, ports);
      for (const [key, value] of Object.entries(selectorLabels)) pods.made().workload.podMetadata.addLabel(key, value);
      if (props.portEnv !== undefined) pods.addEnv(props.portEnv, String(ports[0].targetPort));
    }
    declareGroup({ owner: this, podLabels: selectorLabels, members: members.map(({ owner }) => owner) });
  }

  private checkMembers(members: readonly ServedPods[]): void {
    const what = 'members';
    if (members.length === 0) {
      refuse(this, { what, got: [], allowed: 'at least one workload', fix: 'name them: { members: [v1, v2] }' });
    }
    members.forEach((pods, i) => {
      if (members.indexOf(pods) < i) {
        refuse(this, { what, got: inWords(`"${pods.owner.node.path}" twice`), allowed: 'each workload once' });
      }
      const isNear = pods.owner.node.root === this.node.root && ClusterProfile._isSameCluster(this, pods.owner);
      const [theirs, own] = [pods.owner, this].map((construct) => namespaceOf(construct) ?? 'nobody named');
      if (!isNear || theirs !== own) {
        refuse(this, {
          what,
          got: inWords(`"${pods.owner.node.path}" of ${isNear ? `namespace "${theirs}"` : 'another app or cluster'}`),
          allowed: `workloads of namespace "${own}" of the same cluster, where the group's Service selects pods`,
          fix: 'make the group in the chart of its members',
        });
      }
    });
  }

  /** The group's own ports, or those of its first member; then the others must have them, too. */
  private portsOf(props: ServiceGroupProps, members: readonly ServedPods[]): readonly ServicePort[] {
    const isGiven = [props.port, props.targetPort, props.ports].some((value) => value !== undefined);
    const inherited = clientPorts(members[0].ports).map((port) => ServicePort._onNodes(port, undefined));
    if (!isGiven && inherited.length === 0) {
      refuse(this, {
        what: 'ports',
        got: undefined,
        allowed: 'ports of the first member, and it has none',
        fix: 'name them: new ServiceGroup(scope, id, { members, port })',
      });
    }
    const ports = resolvePorts(this, isGiven ? props : { ports: inherited });
    for (const pods of members) {
      if (!isGiven) refuseUnheard(this, pods, ports);
      refuseManagementPort(this, 'targetPort', ports, pods.managementPort);
    }
    return ports;
  }
}

function podsOf(where: Construct | string, member: IConnectable): ServedPods {
  return (
    servedPodsOf(member) ??
    refuse(where, {
      what: 'member',
      got: Construct.isConstruct(member) ? member.node.path : member,
      allowed: 'a workload of this package that goes on running',
      fix: 'put others behind a Service of cdk8s-plus, and open them with Connections.of(workload)',
    })
  );
}
