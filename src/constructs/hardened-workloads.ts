import { ApiObjectMetadataDefinition } from 'cdk8s';
import {
  Container,
  ContainerProps,
  Deployment,
  DeploymentProps,
  k8s,
  LabelSelector,
  PodSelectorConfig,
  StatefulSet,
  StatefulSetProps,
  Volume,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PodTemplate } from './pod-template';

/*
 * cdk8s-plus workloads that render our pod template. They stay what they are: services, ingresses, autoscalers, volumes
 * and every other part of cdk8s-plus works with them. Both override the same few members, because TypeScript has no
 * second base class to put them in.
 */

/** A Deployment whose pods follow a `PodTemplate`. */
export class HardenedDeployment extends Deployment {
  private readonly template: PodTemplate;

  constructor(scope: Construct, id: string, props: DeploymentProps, template: PodTemplate) {
    super(scope, id, { ...props, select: false });
    this.template = template;
    this.select(LabelSelector.of({ labels: { ...template.selectorLabels } }));
  }

  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.template.podMetadata(this.apiObject);
  }

  public toPodSelectorConfig(): PodSelectorConfig {
    return selectorConfig(this);
  }

  public addContainer(props: ContainerProps): Container {
    this.template.admit('container', props.name ?? 'main', props);
    return this.template.register('container', super.addContainer(props), props);
  }

  public addInitContainer(props: ContainerProps): Container {
    this.template.admit('init container', props.name ?? `init-${this.initContainers.length}`, props);
    return this.template.register('init container', super.addInitContainer(props), props);
  }

  public addVolume(volume: Volume): void {
    this.template.admitVolume(volume);
    super.addVolume(volume);
  }

  /** @internal */
  public _toPodSpec(): k8s.PodSpec {
    return this.template.finish(super._toPodSpec(), this.containers, this.initContainers, this.metadata);
  }
}

/** A volume that each pod of a StatefulSet gets its own of. */
export interface ClaimedVolume {
  readonly claim: k8s.KubePersistentVolumeClaimProps & { readonly metadata: { readonly name: string } };
  readonly mountPath: string;
  readonly subPath?: string;
}

/** A StatefulSet whose pods follow a `PodTemplate`, with a claimed volume in the first container. */
export class HardenedStatefulSet extends StatefulSet {
  private readonly template: PodTemplate;
  private readonly data: ClaimedVolume;

  constructor(scope: Construct, id: string, props: StatefulSetProps, template: PodTemplate, data: ClaimedVolume) {
    super(scope, id, { ...props, select: false });
    this.template = template;
    this.data = data;
    this.select(LabelSelector.of({ labels: { ...template.selectorLabels } }));
  }

  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.template.podMetadata(this.apiObject);
  }

  public toPodSelectorConfig(): PodSelectorConfig {
    return selectorConfig(this);
  }

  public addContainer(props: ContainerProps): Container {
    this.template.admit('container', props.name ?? 'main', props);
    return this.template.register('container', super.addContainer(props), props);
  }

  public addInitContainer(props: ContainerProps): Container {
    this.template.admit('init container', props.name ?? `init-${this.initContainers.length}`, props);
    return this.template.register('init container', super.addInitContainer(props), props);
  }

  public addVolume(volume: Volume): void {
    this.template.admitVolume(volume);
    super.addVolume(volume);
  }

  /** @internal */
  public _toKube(): k8s.StatefulSetSpec {
    return { ...super._toKube(), volumeClaimTemplates: [this.data.claim] };
  }

  /** @internal */
  public _toPodSpec(): k8s.PodSpec {
    const spec = this.template.finish(super._toPodSpec(), this.containers, this.initContainers, this.metadata);
    const [main, ...others] = spec.containers;
    const { claim, mountPath, subPath } = this.data;
    // The volume comes from the claim template of that name, which cdk8s-plus cannot say.
    const volumeMounts = [{ name: claim.metadata.name, mountPath, subPath }, ...(main.volumeMounts ?? [])];
    return { ...spec, containers: [{ ...main, volumeMounts }, ...others] };
  }
}

/** Whoever selects these pods through cdk8s-plus uses our label, not the path of the construct. */
function selectorConfig(workload: Deployment | StatefulSet): PodSelectorConfig {
  const { namespace } = workload.metadata;
  return {
    labelSelector: LabelSelector.of({ labels: workload.matchLabels }),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}
