import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { Container, ContainerProps, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Health } from './health';
import { ServicePort } from './port-mapping';
import { renderResources } from './resources';
import { ImageIdentity, SecurityProfile } from './security-profile';
import { renderSpread, Spread } from './spread';
import { checkAnnotations } from '../support/names';
import { refuse } from '../support/refuse';

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
  private readonly withOwnSecurity = new Set<Container>();
  private readonly withOwnResources = new Set<Container>();
  private readonly names = new Set<string>();
  private metadata?: ApiObjectMetadataDefinition;

  constructor(options: PodTemplateOptions) {
    this.options = options;
    this.selectorLabels = options.selectorLabels;
    if (options.annotations !== undefined) checkAnnotations(options.owner, options.annotations);
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

  /** Remembers what whoever added a container decided for themselves. */
  public register(container: Container, props: ContainerProps): Container {
    if (this.names.has(container.name)) {
      refuse(this.options.owner, {
        what: 'container name',
        got: container.name,
        allowed: 'a name that no other container of the pod has',
        fix: 'give the container a `name`',
      });
    }
    this.names.add(container.name);
    if (props.securityContext !== undefined) this.withOwnSecurity.add(container);
    if (props.resources !== undefined) this.withOwnResources.add(container);
    return container;
  }

  public finish(spec: k8s.PodSpec, containers: Container[], initContainers: Container[]): k8s.PodSpec {
    const { security, imageIdentity, ports, spread, priorityClassName } = this.options;
    const { affinity, topologySpreadConstraints } = renderSpread(spread, { ...this.selectorLabels });
    const lowestPort = ports.length > 0 ? Math.min(...ports.map((port) => port.targetPort)) : undefined;
    return {
      ...spec,
      containers: spec.containers.map((rendered, i) => this.finishContainer(rendered, containers[i])),
      initContainers: spec.initContainers?.map((rendered, i) => this.finishContainer(rendered, initContainers[i])),
      securityContext: security._pod(imageIdentity, lowestPort),
      affinity: mergeAffinity(affinity, spec.affinity),
      topologySpreadConstraints,
      priorityClassName,
    };
  }

  private finishContainer(rendered: k8s.Container, container: Container): k8s.Container {
    const { owner, name, security, imageIdentity, resources, health, ports } = this.options;
    const isMain = container.name === name;
    return {
      ...rendered,
      ...(isMain ? health._render(owner, ports) : {}),
      resources: isMain
        ? resources
        : this.withOwnResources.has(container)
          ? rendered.resources
          : renderResources(owner),
      securityContext: this.withOwnSecurity.has(container)
        ? rendered.securityContext
        : security._container(imageIdentity),
    };
  }
}

/** What was scheduled through cdk8s-plus wins over our default of the same kind. */
function mergeAffinity(ours: k8s.Affinity | undefined, theirs: k8s.Affinity | undefined): k8s.Affinity | undefined {
  const given = Object.entries(theirs ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? ours : { ...ours, ...Object.fromEntries(given) };
}
