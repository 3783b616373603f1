import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AbstractPod,
  Container,
  ContainerProps,
  CronJob,
  CronJobProps,
  DaemonSet,
  DaemonSetProps,
  Deployment,
  DeploymentProps,
  EnvValue,
  Job,
  JobProps,
  k8s,
  LabelSelector,
  PodSelectorConfig,
  StatefulSet,
  StatefulSetProps,
  Volume,
  Workload,
  WorkloadProps,
} from './cdk8s-plus';
import { addClaimTemplate, ClaimTemplate, renderClaimTemplates } from './claim-templates';
import { PodTemplate } from './pod-template';
import { withoutLoss } from './rendered-json';

/** What the mixin needs of a workload of cdk8s-plus. */
interface RenderingWorkload extends Workload {
  _toKube(): object;
}

/** A workload class of cdk8s-plus whose pods follow a `PodTemplate`. */
type HardenedClass<P, W, S> = new (
  scope: Construct,
  id: string,
  props: P,
  template: PodTemplate,
  /** What cdk8s-plus cannot say in the spec of the workload itself. */
  finish?: (spec: S) => S,
) => W;

/**
 * Makes a workload class of cdk8s-plus render our pod template. Its objects stay what they are: services, ingresses,
 * autoscalers, volumes and every other part of cdk8s-plus works with them.
 */
function hardened<P extends WorkloadProps, W extends Workload & { _toKube(): object }>(
  base: new (scope: Construct, id: string, props: P) => W,
): HardenedClass<P, W, ReturnType<W['_toKube']>> {
  type Spec = ReturnType<W['_toKube']>;

  // Abstract by its type alone: the class that it extends has what is missing.
  abstract class Hardened extends (base as unknown as new (
    scope: Construct,
    id: string,
    props: object,
  ) => RenderingWorkload) {
    private readonly template: PodTemplate;
    private readonly finish?: (spec: Spec) => Spec;

    constructor(scope: Construct, id: string, props: P, template: PodTemplate, finish?: (spec: Spec) => Spec) {
      super(scope, id, { ...props, select: false });
      withoutLoss(ApiObject.of(this), scope);
      this.template = template;
      this.finish = finish;
      this.select(LabelSelector.of({ labels: { ...template.selectorLabels } }));
    }

    public get podMetadata(): ApiObjectMetadataDefinition {
      return this.template.podMetadata(this.apiObject);
    }

    /** Whoever selects these pods through cdk8s-plus uses our label, not the path of the construct. */
    public toPodSelectorConfig(): PodSelectorConfig {
      const { namespace } = this.metadata;
      return {
        labelSelector: LabelSelector.of({ labels: this.matchLabels }),
        namespaces: namespace === undefined ? undefined : { names: [namespace] },
      };
    }

    public addContainer(props: ContainerProps): Container {
      this.template.admit('containers', props.name ?? 'main', props);
      return this.template.register('containers', super.addContainer(copied(props)), props);
    }

    public addInitContainer(props: ContainerProps): Container {
      this.template.admit('initContainers', props.name ?? `init-${this.initContainers.length}`, props);
      return this.template.register('initContainers', super.addInitContainer(copied(props)), props);
    }

    public addVolume(volume: Volume): void {
      this.template.admitVolume(volume);
      super.addVolume(volume);
    }

    /** @internal */
    public _toKube(): Spec {
      const spec = withoutDefaults(super._toKube() as Spec);
      return this.finish === undefined ? spec : this.finish(spec);
    }

    /** @internal */
    public _toPodSpec(): k8s.PodSpec {
      return this.template.finish(super._toPodSpec(), this);
    }

    /** @internal */
    public _toContainers(): ReturnType<PodTemplate['finishContainers']> {
      return this.template.finishContainers(super._toPodSpec(), this);
    }
  }
  return Hardened as unknown as HardenedClass<P, W, Spec>;
}

/** The containers of some pods as they are rendered, those that run first included; without what the pods themselves carry. */
export function renderedContainers(pods: AbstractPod): k8s.Container[] {
  const { _toContainers: own } = pods as unknown as { readonly _toContainers?: () => Partial<k8s.PodSpec> };
  const { containers = [], initContainers = [] } = own === undefined ? pods._toPodSpec() : own.call(pods);
  return [...containers, ...initContainers];
}

/** cdk8s-plus adds variables and mounts to what it was given, which may be the props of several workloads. */
function copied(props: ContainerProps): ContainerProps {
  const { envVariables, envFrom, volumeMounts } = props;
  return {
    ...props,
    // It has no prototype, so that a variable may be called "__proto__".
    envVariables: Object.assign(Object.create(null) as { [name: string]: EnvValue }, envVariables),
    envFrom: envFrom && [...envFrom],
    volumeMounts: volumeMounts && [...volumeMounts],
  };
}

/** The API server's own defaults, which cdk8s-plus writes: newer versions more than 28. */
const WRITTEN = { minReadySeconds: 0, revisionHistoryLimit: 10 };

function withoutDefaults<S>(spec: S & { readonly [key in keyof typeof WRITTEN]?: number }): S {
  const { minReadySeconds, revisionHistoryLimit } = spec;
  return {
    ...spec,
    minReadySeconds: minReadySeconds === WRITTEN.minReadySeconds ? undefined : minReadySeconds,
    revisionHistoryLimit: revisionHistoryLimit === WRITTEN.revisionHistoryLimit ? undefined : revisionHistoryLimit,
  };
}

/** A Deployment whose pods follow a `PodTemplate`. */
export const HardenedDeployment = hardened<DeploymentProps, Deployment>(Deployment);

/** A StatefulSet whose pods follow a `PodTemplate`. */
export class HardenedStatefulSet extends hardened<StatefulSetProps, StatefulSet>(StatefulSet) {
  /** Newer versions of cdk8s-plus have it, and check less. */
  public addVolumeClaimTemplate(template: ClaimTemplate): void {
    addClaimTemplate(this.node.scope as Construct, this, template);
  }

  /** @internal */
  public _toKube(): k8s.StatefulSetSpec {
    // First: what cdk8s-plus refuses it says without the construct.
    const volumeClaimTemplates = renderClaimTemplates(this.node.scope as Construct, this);
    return { ...super._toKube(), volumeClaimTemplates };
  }
}

/** A DaemonSet whose pods follow a `PodTemplate`. */
export const HardenedDaemonSet = hardened<DaemonSetProps, DaemonSet>(DaemonSet);

/** A Job whose pods follow a `PodTemplate`. */
export const HardenedJob = hardened<JobProps, Job>(Job);

/** A CronJob whose pods follow a `PodTemplate`. */
export const HardenedCronJob = hardened<CronJobProps, CronJob>(CronJob);
