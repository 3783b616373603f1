import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { Construct } from 'constructs';
import { AbstractPod, Container, ContainerProps, k8s, Volume } from './cdk8s-plus';
import { claimTemplates } from './claim-templates';
import { completedMetadata, completeWhenRendered } from './completed-metadata';
import { checkContainer, checkContainerProps, ContainerKind, ContainerList, kindOf } from './container-checks';
import { checkContainerTexts } from './container-secrets';
import { referencesLast } from './env-order';
import { checkMetadata } from './metadata-checks';
import { checkContainerAnnotations, checkPodAnnotations } from './pod-annotations';
import { PodContents } from './pod-contents';
import { PodPart } from './pod-part';
import { checkContainerResources } from './resources';
import { checkVolumesInPlace, withoutClaims } from './volumes-in-place';

/** What a pod is to look like beyond what cdk8s-plus can say. */
export interface PodTemplateOptions {
  /** The construct that errors are about. */
  readonly owner: Construct;
  /** The name of the main container. */
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** The names of the volumes that each pod claims for itself. */
  readonly claimedVolumes: readonly string[];
  /** What completes the pod, in this order. */
  readonly parts: readonly PodPart[];
}

/**
 * Completes the pod spec that cdk8s-plus renders, by the parts of a workload, and checks all that comes in by ways that
 * are not ours: containers, volumes and variables that were added through cdk8s-plus.
 *
 * It works on cdk8s-plus's typed L1 structs, so a field that they do not know is a compile error, not a field lost at
 * synth.
 */
export class PodTemplate {
  public readonly selectorLabels: { readonly [key: string]: string };
  private readonly options: PodTemplateOptions;
  /** Containers that brought none of their own; one that was made elsewhere and attached keeps what it has. */
  private readonly withoutSecurity = new Set<Container>();
  private readonly withoutResources = new Set<Container>();
  private readonly withoutPullPolicy = new Set<Container>();
  private readonly contents: PodContents;
  private metadata?: ApiObjectMetadataDefinition;

  constructor(options: PodTemplateOptions) {
    this.options = options;
    this.selectorLabels = options.selectorLabels;
    this.contents = new PodContents(options.owner, options.claimedVolumes);
    if (options.annotations !== undefined) checkPodAnnotations(options.owner, options.annotations);
  }

  /**
   * The pods' metadata. cdk8s-plus adds a label made of the construct's path; it is left out, because moving a construct
   * would then restart its pods.
   */
  public podMetadata(apiObject: ApiObject): ApiObjectMetadataDefinition {
    if (this.metadata === undefined) {
      const { labels, annotations, owner } = this.options;
      this.metadata = new ApiObjectMetadataDefinition({
        labels: { ...labels },
        annotations: { ...annotations },
        apiObject,
      });
      completeWhenRendered(this.metadata, owner, 'Pod');
    }
    return this.metadata;
  }

  /** Checks what somebody wants to add, before cdk8s-plus makes a container of it. */
  public admit(list: ContainerList, name: string, props: ContainerProps): void {
    checkContainerProps(this.options.owner, list, name, props);
    if (props.resources !== undefined) {
      const kind = kindOf(list, props.restartPolicy);
      checkContainerResources(this.options.owner, `${kind} "${name}"`, props.resources);
    }
  }

  /** Checks a volume that no container mounts yet. */
  public admitVolume(volume: Volume): void {
    this.contents.checkVolume(volume);
  }

  /** Checks what was added, and remembers what whoever added it left to us. */
  public register(list: ContainerList, container: Container, props: ContainerProps): Container {
    this.contents.add(list, container);
    if (props.securityContext === undefined) this.withoutSecurity.add(container);
    if (props.resources === undefined) this.withoutResources.add(container);
    if (props.imagePullPolicy === undefined) this.withoutPullPolicy.add(container);
    return container;
  }

  public finish(spec: k8s.PodSpec, pods: AbstractPod): k8s.PodSpec {
    const { owner, annotations: given = {}, parts } = this.options;
    const { annotations } = completedMetadata(owner, 'Pod', { labels: {}, annotations: given });
    for (const each of [pods.metadata, this.metadata]) {
      if (each !== undefined) checkMetadata(owner, each);
    }
    const finished = this.finishContainers(spec, pods);
    const all = [...finished.containers, ...(finished.initContainers ?? [])];
    const names = all.map((container) => container.name);
    this.contents.checkNames(names);
    checkContainerAnnotations(owner, annotations, names);
    const claims = claimTemplates(pods).map(({ name }) => name);
    const complete = parts.reduce<k8s.PodSpec>((pod, part) => ({ ...pod, ...part.pod?.(pod, all) }), {
      ...spec,
      ...finished,
      volumes: withoutClaims(spec.volumes, claims),
      // The API server does not store `false`.
      hostNetwork: spec.hostNetwork === true ? true : undefined,
      // Newer versions of cdk8s-plus write the API server's default.
      shareProcessNamespace: spec.shareProcessNamespace === true ? true : undefined,
      // Else each Service of the namespace becomes variables, and one called "redis" sets REDIS_PORT to a URL.
      enableServiceLinks: false,
    });
    checkVolumesInPlace(owner, pods, complete, claims);
    return complete;
  }

  /** The containers alone, which depend on nothing that the pods carry. */
  public finishContainers(
    spec: k8s.PodSpec,
    { containers, initContainers }: AbstractPod,
  ): Pick<k8s.PodSpec, 'containers' | 'initContainers'> {
    return {
      containers: spec.containers.map((rendered, i) => this.finishContainer('container', rendered, containers[i])),
      initContainers: spec.initContainers?.map((rendered, i) =>
        this.finishContainer(kindOf('initContainers', rendered.restartPolicy), rendered, initContainers[i]),
      ),
    };
  }

  private finishContainer(kind: ContainerKind, rendered: k8s.Container, container: Container): k8s.Container {
    const finished = this.completed(kind, rendered, container);
    // Once more: variables, ports and volumes may have been added since.
    checkContainer(this.options.owner, kind, finished);
    checkContainerTexts(this.options.owner, `${kind} "${container.name}"`, container, finished);
    return finished;
  }

  private completed(kind: ContainerKind, rendered: k8s.Container, container: Container): k8s.Container {
    const brought = {
      container,
      kind,
      isMain: container.name === this.options.name,
      bringsSecurity: !this.withoutSecurity.has(container),
      bringsResources: !this.withoutResources.has(container),
      bringsPullPolicy: !this.withoutPullPolicy.has(container),
    };
    return this.options.parts.reduce<k8s.Container>(
      (completed, part) => ({ ...completed, ...part.container?.({ ...brought, rendered: completed }) }),
      {
        ...rendered,
        env: rendered.env && referencesLast(rendered.env),
        // From 34 on cdk8s-plus renders several sources of one `EnvFrom`; 28 takes them for one.
        envFrom: rendered.envFrom?.flat(),
        // cdk8s-plus gives each container with a port a startup probe; one that ends before the others may have none.
        startupProbe: kind === 'container' ? rendered.startupProbe : undefined,
      },
    );
  }
}
