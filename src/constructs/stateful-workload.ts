import { Construct, IConstruct } from 'constructs';
import { VolumeClaim } from './parts/data-claim';
import { disruptionBudget } from './parts/disruption-budget';
import { Part, Pods } from './parts/part';
import { PodDefaults, podParts } from './parts/pod-parts';
import { probes } from './parts/probes';
import { CommonServiceProps } from './parts/service-options';
import { spread } from './parts/spread';
import { ServiceWorkload } from './service-workload';
import { Health } from './values/health';
import { ImageNeeds } from './values/known-images';
import { ServicePort } from './values/port-mapping';
import { WorkloadProps } from './workload-props';
import { k8s, ServiceType, StatefulSet } from '../plus/cdk8s-plus';
import { HardenedStatefulSet } from '../plus/hardened-workload';
import { checkWholeNumber } from '../support/numbers';

/** What a kind of StatefulSet adds to its props. */
export interface StatefulPlan {
  readonly props: WorkloadProps & CommonServiceProps;
  readonly component: string;
  readonly image: string;
  /** What the image needs, where that is known by another name than the image's. */
  readonly needs?: ImageNeeds;
  readonly command?: readonly string[];
  readonly ports: readonly ServicePort[];
  /** The scheme of its URLs, where the ports do not say another. */
  readonly scheme: string;
  readonly replicas: number;
  readonly health: Health;
  readonly defaults: Omit<PodDefaults, 'claimed'>;
  /** The volumes that each pod claims for itself. */
  readonly claims: (pods: Pods) => readonly VolumeClaim[];
  /** Further parts of the pods. */
  readonly parts?: (pods: Pods) => readonly Part[];
  /** Fields of the StatefulSet that cdk8s-plus cannot say. */
  readonly spec?: Partial<k8s.StatefulSetSpec>;
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

  private readonly replicas: number;

  constructor(scope: Construct, id: string, plan: StatefulPlan) {
    const { props, component, image, needs, command, ports, scheme, replicas, health, defaults, spec } = plan;
    let claims: readonly VolumeClaim[] = [];
    super(scope, id, {
      props,
      component,
      image,
      needs,
      command,
      ports,
      nameRules: { isHost: true, maxLength: MAX_NAME_LENGTH },
      parts: (pods) => {
        claims = plan.claims(pods);
        return [
          ...podParts(pods, props, { ...defaults, claimed: claims }),
          probes(pods, props, health),
          spread(pods, props),
          disruptionBudget(pods, props, { min: replicas, replicas }),
          ...(plan.parts?.(pods) ?? []),
        ];
      },
    });
    this.replicas = replicas;
    const { service } = this._addFront({
      scheme,
      exposure: { type: ServiceType.CLUSTER_IP, ports },
      headless: true,
      props,
    });
    const volumeClaimTemplates = claims.length === 0 ? undefined : claims.map(({ template }) => template);
    this.statefulSet = this._makePods(
      (podProps, template) =>
        new HardenedStatefulSet(this, 'StatefulSet', { ...podProps, replicas, service }, template, (rendered) => ({
          ...rendered,
          volumeClaimTemplates,
          ...spec,
        })),
    );
  }

  /**
   * The shortest name of one pod that works from the consumer: `db-0.db`, or `db-0.db.shop` from another namespace.
   *
   * @param consumer who connects
   * @param index the pod's number, from 0
   */
  public podHostFrom(consumer: IConstruct, index: number): string {
    return `${this.podName(index)}.${this.hostFrom(consumer)}`;
  }

  /**
   * The fully qualified name of one pod, such as `db-0.db.shop.svc.cluster.local`.
   *
   * @param index the pod's number, from 0
   */
  public podFqdn(index: number): string {
    return `${this.podName(index)}.${this.fqdn}`;
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
