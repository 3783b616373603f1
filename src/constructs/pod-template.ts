import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { Container, ContainerProps, ContainerRestartPolicy, k8s, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkContainer, checkContainerProps, ContainerKind } from './container-checks';
import { checkContainerTexts } from './container-secrets';
import { Health } from './health';
import { checkMetadata } from './metadata-checks';
import { checkContainerAnnotations, checkPodAnnotations } from './pod-annotations';
import { PodContents } from './pod-contents';
import { ServicePort } from './port-mapping';
import { checkContainerResources, renderResources } from './resources';
import { ImageIdentity, SecurityProfile } from './security-profile';
import { renderSpread, Spread } from './spread';

/** What a pod is to look like beyond what cdk8s-plus can say. */
export interface PodTemplateOptions {
  /** The construct that errors are about. */
  readonly owner: Construct;
  /** The name of the main container. */
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly security: SecurityProfile;
  readonly imageIdentity?: ImageIdentity;
  readonly resources: k8s.ResourceRequirements;
  readonly health: Health;
  /** Every port that the main container listens on. */
  readonly ports: readonly ServicePort[];
  readonly spread: Spread;
  readonly priorityClassName?: string;
  /** The name of the volume that each pod claims for itself. */
  readonly claimedVolume?: string;
}

/**
 * Completes the pod spec that cdk8s-plus renders: what its API cannot say (probes with headers, seccomp and sysctls of
 * the pod, ephemeral storage in Mi, topology spread), and safe defaults for containers that are added later.
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
  private readonly contents: PodContents;
  private readonly probes: ReturnType<Health['_render']>;
  private metadata?: ApiObjectMetadataDefinition;

  constructor(options: PodTemplateOptions) {
    this.options = options;
    this.selectorLabels = options.selectorLabels;
    this.contents = new PodContents(options.owner, options.claimedVolume);
    if (options.annotations !== undefined) checkPodAnnotations(options.owner, options.annotations);
    // Now, not at synth: an error belongs to the line that made the workload.
    this.probes = options.health._render(options.owner, options.ports);
  }

  /**
   * The pods' metadata. cdk8s-plus adds a label made of the construct's path; it is left out, because moving a construct
   * would then restart its pods.
   */
  public podMetadata(apiObject: ApiObject): ApiObjectMetadataDefinition {
    this.metadata ??= new ApiObjectMetadataDefinition({
      labels: { ...this.options.labels },
      annotations: { ...this.options.annotations },
      apiObject,
    });
    return this.metadata;
  }

  /** Checks what somebody wants to add, before cdk8s-plus makes a container of it. */
  public admit(kind: ContainerKind, name: string, props: ContainerProps): void {
    checkContainerProps(this.options.owner, kind, name, props);
    if (props.resources !== undefined) {
      checkContainerResources(this.options.owner, `${kind} "${name}"`, props.resources);
    }
  }

  /** Checks a volume that no container mounts yet. */
  public admitVolume(volume: Volume): void {
    this.contents.checkVolume(volume);
  }

  /** Checks what was added, and remembers what whoever added it left to us. */
  public register(kind: ContainerKind, container: Container, props: ContainerProps): Container {
    this.contents.add(kind, container);
    if (props.securityContext === undefined) this.withoutSecurity.add(container);
    if (props.resources === undefined) this.withoutResources.add(container);
    return container;
  }

  public finish(
    spec: k8s.PodSpec,
    containers: Container[],
    initContainers: Container[],
    metadata: ApiObjectMetadataDefinition,
  ): k8s.PodSpec {
    for (const each of [metadata, this.metadata]) {
      if (each !== undefined) checkMetadata(this.options.owner, each);
    }
    const { security, imageIdentity, spread, priorityClassName } = this.options;
    const { affinity, topologySpreadConstraints } = renderSpread(spread, { ...this.selectorLabels });
    const finished = {
      containers: spec.containers.map((rendered, i) => this.finishContainer('container', rendered, containers[i])),
      initContainers: spec.initContainers?.map((rendered, i) =>
        this.finishContainer('init container', withoutProbesOfOthers(rendered), initContainers[i]),
      ),
    };
    const all = [...finished.containers, ...(finished.initContainers ?? [])];
    const names = all.map((container) => container.name);
    this.contents.checkNames(names);
    checkContainerAnnotations(this.options.owner, this.options.annotations ?? {}, names);
    const bound = all.flatMap((container) => (container.ports ?? []).map((port) => port.containerPort));
    const lowestPort = bound.length > 0 ? Math.min(...bound) : undefined;
    return {
      ...spec,
      ...finished,
      securityContext: security._pod(imageIdentity, lowestPort),
      affinity: mergeAffinity(affinity, spec.affinity),
      topologySpreadConstraints,
      priorityClassName,
      // Else each Service of the namespace becomes variables, and one called "redis" sets REDIS_PORT to a URL.
      enableServiceLinks: false,
    };
  }

  private finishContainer(kind: ContainerKind, rendered: k8s.Container, container: Container): k8s.Container {
    const finished = this.completed(rendered, container);
    // Once more: variables, ports and volumes may have been added since.
    checkContainer(this.options.owner, kind, finished);
    checkContainerTexts(this.options.owner, `${kind} "${container.name}"`, container, finished);
    return finished;
  }

  private completed(rendered: k8s.Container, container: Container): k8s.Container {
    const { owner, name, resources } = this.options;
    const shared = {
      ...rendered,
      env: rendered.env && referencesLast(rendered.env),
      securityContext: this.securityContext(rendered, container),
    };
    if (container.name === name) return { ...shared, ...this.probes, resources };
    return this.withoutResources.has(container) ? { ...shared, resources: renderResources(owner) } : shared;
  }

  /** What a container says of its own counts; what it leaves open is closed. */
  private securityContext({ securityContext }: k8s.Container, container: Container): k8s.SecurityContext {
    const { security, imageIdentity } = this.options;
    const ours = security._container(imageIdentity);
    if (this.withoutSecurity.has(container)) return ours;
    const own = Object.entries(securityContext ?? {}).filter(([, value]) => value !== undefined);
    return { ...ours, ...Object.fromEntries(own) };
  }
}

/** cdk8s-plus gives each container with a port a startup probe; one that ends before the others may have none. */
function withoutProbesOfOthers(rendered: k8s.Container): k8s.Container {
  return rendered.restartPolicy === ContainerRestartPolicy.ALWAYS ? rendered : { ...rendered, startupProbe: undefined };
}

/** Kubernetes expands `$(NAME)` only for variables that come earlier, so those that refer to others come last. */
function referencesLast(env: k8s.EnvVar[]): k8s.EnvVar[] {
  const refers = ({ value }: k8s.EnvVar): boolean => value?.includes('$(') ?? false;
  return [...env.filter((variable) => !refers(variable)), ...env.filter(refers)];
}

/** What was scheduled through cdk8s-plus wins over our default of the same kind. */
function mergeAffinity(ours: k8s.Affinity | undefined, theirs: k8s.Affinity | undefined): k8s.Affinity | undefined {
  const given = Object.entries(theirs ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? ours : { ...ours, ...Object.fromEntries(given) };
}
