import { IConstruct } from 'constructs';
import { NAME_LABEL } from './parts/labels';
import { checkLimitCpu } from './parts/resources';
import { AppliedDefaults, applyDefaults } from './values/applied-defaults';
import { checkPullSecrets } from './values/pull-secrets';
import { RegistryMirror } from './values/registry-mirror';
import { SecurityProfile } from './values/security-profile';
import { Spread } from './values/spread';
import { checked } from '../checked/checked';
import { ContainerResources, ImagePullPolicy } from '../plus/cdk8s-plus';
import { checkPodAnnotations } from '../plus/pod-annotations';
import { renderResources } from '../plus/resources';
import { checkAnnotations, checkLabels, checkObjectName } from '../support/names';
import { refuse } from '../support/refuse';

/** Properties of `WorkloadDefaults`. */
export interface WorkloadDefaultsProps {
  /**
   * When nodes ask the registry for an image.
   *
   * @default - as Kubernetes: IF_NOT_PRESENT for an image with a version or digest, ALWAYS for "latest" or none
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The names of the Secrets with which nodes log in to private registries, in the namespace of the pods.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * From where images are pulled instead: one registry for all, "acme.jfrog.io/docker", or
   * `RegistryMirror.of({ 'docker.io': '…' })`. Known images are recognised by the names that were written.
   *
   * @default - from the registries that the images name
   */
  readonly registry?: string | RegistryMirror;

  /**
   * Requests and limits of main containers; CPU, memory and ephemeral storage each for itself. Of a database those of its
   * engine count before.
   *
   * @default - 50m to 500m CPU, 64 to 256 MiB memory, 64 MiB to 1 GiB ephemeral storage
   */
  readonly resources?: ContainerResources;

  /**
   * Whether containers have a limit of CPU where nobody named one.
   *
   * @default true
   */
  readonly limitCpu?: boolean;

  /**
   * How pods are spread over nodes and zones.
   *
   * @default Spread.PREFERRED
   */
  readonly spread?: Spread;

  /**
   * The rights of containers. A database engine that names its user keeps its own profile.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;

  /**
   * The priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Labels of all objects and pods. Selectors never use them.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the objects that make pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };

  /**
   * Annotations of the workloads' own accounts.
   *
   * @default - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };
}

/**
 * A team's conventions, said once for an app, a chart or any other scope: what its workloads have where their props say
 * nothing.
 *
 * It does not matter whether it is applied before or after the workloads are made. Of several above a workload the
 * nearest counts, prop by prop; labels and annotations are merged.
 *
 * @example
 *
 * new WorkloadDefaults({
 *   registry: 'acme.jfrog.io/docker',
 *   imagePullSecrets: ['jfrog'],
 *   limitCpu: false,
 *   labels: { 'acme.example/team': 'shop' },
 * }).applyTo(app);
 */
@checked
export class WorkloadDefaults {
  private readonly defaults: AppliedDefaults;

  constructor(props: WorkloadDefaultsProps) {
    const where = 'WorkloadDefaults';
    const { registry, imagePullSecrets, labels, annotations, podAnnotations, serviceAccountAnnotations } = props;
    if (labels !== undefined) checkTeamLabels(where, labels);
    if (annotations !== undefined) checkAnnotations(where, annotations);
    if (podAnnotations !== undefined) checkPodAnnotations(where, podAnnotations);
    if (serviceAccountAnnotations !== undefined) {
      checkAnnotations(where, serviceAccountAnnotations, 'serviceAccountAnnotations');
    }
    if (props.priorityClassName !== undefined) checkObjectName(where, props.priorityClassName, 'priorityClassName');
    checkLimitCpu(where, props);
    renderResources(where, { limitCpu: props.limitCpu }, props.resources);
    this.defaults = {
      ...props,
      imagePullSecrets: imagePullSecrets && checkPullSecrets(where, imagePullSecrets),
      registry: typeof registry === 'string' ? RegistryMirror.ofAll(registry) : registry,
    };
  }

  /** Makes these the defaults of an app, a chart, a workload or any other scope, and of everything below. */
  public applyTo(scope: IConstruct): void {
    applyDefaults(scope, this.defaults);
  }
}

function checkTeamLabels(where: string, labels: { readonly [key: string]: string }): void {
  checkLabels(where, labels);
  if (!Object.hasOwn(labels, NAME_LABEL)) return;
  refuse(where, {
    what: `label "${NAME_LABEL}"`,
    got: labels[NAME_LABEL],
    allowed: 'none for several workloads, because selectors use it',
    fix: 'set `name` of each workload',
  });
}
