import { Construct, IConstruct } from 'constructs';
import { IConnectionTarget, IDatabaseTarget } from './connection-target';
import { MemberTarget } from './member-target';
import { VolumeClaim } from './parts/data-claim';
import { disruptionBudget } from './parts/disruption-budget';
import { drain } from './parts/drain';
import { clusterInternal } from './parts/exposed-service';
import { refuseUnheadless } from './parts/headless';
import { refuseSeveral } from './parts/one-node-claims';
import { Part, Pods } from './parts/part';
import { PodDefaults, podParts } from './parts/pod-parts';
import { probes } from './parts/probes';
import { revisionHistory } from './parts/rollout';
import { ServiceFront } from './parts/service-front';
import { ServiceProps } from './parts/service-options';
import { spread } from './parts/spread';
import { governingPorts, resolveMemberPorts, retentionOf, statefulOptions, StatefulProps } from './parts/stateful';
import { FrontOptions, ServiceWorkload } from './service-workload';
import { Health } from './values/health';
import { ImageNeeds } from './values/image-needs';
import { MountedVolume } from './values/mounted-volume';
import { podPorts } from './values/port-mapping';
import { ResolvedAutoscaling } from './values/scaling';
import { ServicePort } from './values/service-port';
import { WorkloadProps } from './workload-props';
import { Service, StatefulSet } from '../plus/cdk8s-plus';
import { HardenedStatefulSet } from '../plus/hardened-workload';
import { checkWholeNumber } from '../support/numbers';

/** What a kind of StatefulSet adds to its props. */
export interface StatefulPlan {
  readonly props: WorkloadProps & ServiceProps & StatefulProps;
  readonly component: string;
  /** Volumes that all pods have alike. */
  readonly volumes?: MountedVolume[];
  readonly image: string;
  /** What the image needs, where that is known by another name than the image's. */
  readonly needs?: ImageNeeds;
  readonly command?: readonly string[];
  readonly ports: readonly ServicePort[];
  /** The scheme of its URLs, where the ports do not say another. */
  readonly scheme: string;
  readonly replicas: number;
  /** What scales it, from `replicas` on. */
  readonly autoscaling?: ResolvedAutoscaling;
  readonly health: Health;
  readonly defaults: Omit<PodDefaults, 'claimed'>;
  /** The volumes that each pod claims for itself. */
  readonly claims: (pods: Pods) => readonly VolumeClaim[];
  /** Whether clients may go to any of the pods, so that one takes over when another stops. */
  readonly hasPeers?: boolean;
  /** Further parts of the pods. */
  readonly parts?: (pods: Pods) => readonly Part[];
  /** The name of the Service that names the pods: the workload's own unless clients have another Service of that name. */
  readonly governingName?: string;
  /** Whether clients have a Service with an address, beside the one that names the pods. */
  readonly clientService?: boolean;
}

/** A StatefulSet's pods carry its name and a number in a label, which must stay within 63 characters. */
const MAX_NAME_LENGTH = 52;

/**
 * A StatefulSet with the headless Service that gives each of its pods a name.
 *
 * @internal
 */
export abstract class StatefulWorkload extends ServiceWorkload {
  /** The StatefulSet. */
  public readonly statefulSet: StatefulSet;

  /** The headless Service that gives each pod a name; `service` is the same where clients have no other. */
  public readonly headlessService: Service;

  private readonly replicas: number;
  private readonly governing: ServiceFront;

  constructor(scope: Construct, id: string, plan: StatefulPlan) {
    const { props, component, image, needs, command, ports, replicas, autoscaling, health, defaults } = plan;
    const where = `${scope.node.path}/${id}`;
    const memberPorts = resolveMemberPorts(where, props);
    const governed = governingPorts(where, ports, memberPorts);
    let claims: readonly VolumeClaim[] = [];
    super(scope, id, {
      props,
      component,
      image,
      needs,
      command,
      ports,
      otherPorts: memberPorts,
      nameRules: { isHost: true, maxLength: MAX_NAME_LENGTH },
      parts: (pods) => {
        claims = plan.claims(pods);
        return [
          ...podParts(pods, { ...props, volumes: plan.volumes }, { ...defaults, claimed: claims }),
          probes(pods, props, health),
          spread(pods, props),
          disruptionBudget(pods, props, () => ({ min: replicas, replicas, autoscaling })),
          drain(pods, props, {
            given: props.rollout?.drain,
            hasSuccessor: () => plan.hasPeers === true && (autoscaling?.max ?? replicas) > 1,
          }),
          ...(plan.parts?.(pods) ?? []),
        ];
      },
    });
    this.replicas = replicas;
    this.governing = this.addServices(plan, governed, memberPorts);
    this.headlessService = this.governing.service;
    const fixed = autoscaling === undefined ? replicas : undefined;
    const options = { ...statefulOptions(this, props), replicas: fixed, service: this.headlessService };
    const history = revisionHistory(this, props.rollout ?? {});
    const retention = retentionOf(this, props, claims.length > 0);
    const refuseSharedClaim = (statefulSet: StatefulSet): void => {
      const most = autoscaling?.max ?? replicas;
      if (most > 1) refuseSeveral(this, statefulSet, 'replicas', String(most));
    };
    this.statefulSet = this._makePods((podProps, template) => {
      const all = { ...podProps, ...options };
      const made = new HardenedStatefulSet(this, 'StatefulSet', all, template, (rendered) => {
        // Once more: a volume may have been added since.
        refuseSharedClaim(made);
        return { ...rendered, ...history, ...retention };
      });
      for (const { template: claim } of claims) made.addVolumeClaimTemplate(claim);
      return made;
    });
    refuseSharedClaim(this.statefulSet);
    if (memberPorts.length > 0) this.connections.allowFrom(this, podPorts(memberPorts));
  }

  /**
   * The shortest name of one pod that works from the consumer: `db-0.db`, or `db-0.db.shop` from another namespace.
   *
   * @param consumer who connects
   * @param index the pod's number, from 0
   */
  public podHostFrom(consumer: IConstruct, index: number): string {
    return `${this.podName(index)}.${this.governing.hostFrom(consumer)}`;
  }

  /**
   * The fully qualified name of one pod, such as `db-0.db.shop.svc.cluster.local`.
   *
   * @param index the pod's number, from 0
   */
  public podFqdn(index: number): string {
    return `${this.podName(index)}.${this.governing.fqdn}`;
  }

  /**
   * One pod as a target of `connectTo`: its address is the pod's own name. A policy opens the ports of all pods, because the
   * pods of a StatefulSet have one policy.
   *
   * @param index the pod's number, from 0
   */
  public member(index: number): IConnectionTarget {
    const { login, password } = this as Partial<IDatabaseTarget>;
    const name = this.podName(index);
    return new MemberTarget(this, this.governing, name, { login, password });
  }

  /** The Service that names the pods comes first: the StatefulSet needs it. */
  private addServices(
    { props, ports, scheme, governingName, clientService = false }: StatefulPlan,
    governed: readonly ServicePort[],
    memberPorts: readonly ServicePort[],
  ): ServiceFront {
    const { publishNotReadyAddresses: given, ipFamilyPolicy } = props;
    const publishNotReadyAddresses = given ?? (memberPorts.length > 0 ? true : undefined);
    const isOfClients = ({ targetPort, protocol }: ServicePort): boolean =>
      ports.some((port) => port.targetPort === targetPort && port.protocol === protocol);
    const headless: FrontOptions = {
      name: governingName,
      scheme,
      headless: true,
      exposure: clusterInternal(this, governed.filter(isOfClients)),
      memberPorts: governed.filter((port) => !isOfClients(port)),
      props: clientService ? { publishNotReadyAddresses, ipFamilyPolicy } : { ...props, publishNotReadyAddresses },
    };
    if (!clientService) {
      refuseUnheadless(this, ports, props);
      return this._addFront(headless);
    }
    const governing = this._makeFront('HeadlessService', headless);
    const ofClients = { ...props, publishNotReadyAddresses: undefined };
    this._addFront({ scheme, exposure: clusterInternal(this, ports), props: ofClients });
    return governing;
  }

  private podName(index: number): string {
    checkWholeNumber(this, index, {
      what: 'index of the pod',
      min: 0,
      max: Math.max(0, this.replicas - 1),
      fix: `raise \`replicas\`, which is ${this.replicas}`,
    });
    return `${this.name}-${index}`;
  }
}
