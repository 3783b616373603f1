import { Duration } from 'cdk8s';
import {
  Container,
  ContainerProps,
  ContainerResources,
  EnvFrom,
  EnvValue,
  IServiceAccount,
  k8s,
  Protocol,
  Volume,
  VolumeMount,
  Workload as PlusWorkload,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { connect, ConnectOptions } from './connect';
import { IConnectionTarget } from './connection-target';
import { NotSecret, toEnvValue } from './environment';
import { Health } from './health';
import { imageNeeds, ImageNeeds } from './known-images';
import { NAME_LABEL, standardLabels } from './labels';
import { PodTemplate } from './pod-template';
import { podPorts, ServicePort } from './port-mapping';
import { renderResources } from './resources';
import { DisruptionBudget, resolveDisruptionBudget, Scale } from './scaling';
import { SecurityProfile } from './security-profile';
import { Spread } from './spread';
import { ensureUniqueObjects } from './unique-objects';
import { resolveWritablePaths, WritablePath } from './writable-path';
import { ClusterProfile } from '../network/cluster-profile';
import { Connections, IConnectable, NetworkPolicyMode } from '../network/connections';
import { Port } from '../network/port';
import { checkContainerPath } from '../support/hosts';
import { ImageReference, parseImage } from '../support/image';
import { checkAnnotations, checkObjectName, checkResourceName } from '../support/names';
import { checkPortNumber, checkSeconds } from '../support/numbers';
import { refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** Where a workload's metrics are scraped. */
export interface MetricsOptions {
  /** The port that the container serves metrics on. */
  readonly port: number;
}

/** What every workload can be told. */
export interface WorkloadProps {
  /**
   * The name of the rendered resources.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Environment variables: text, `EnvValue`, or `NotSecret` for a text whose name sounds like a secret's.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | EnvValue | NotSecret };

  /**
   * Whole ConfigMaps or Secrets as variables: `Env.fromConfigMap(…)`, `Env.fromSecret(…)`.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Requests and limits; what is left out is completed.
   *
   * @default - 50m to 500m CPU, 64 to 256 MiB memory, 64 MiB to 1 GiB ephemeral storage; a database engine's own
   */
  readonly resources?: ContainerResources;

  /**
   * How to find out whether a pod is ready and alive.
   *
   * @default - a TCP connection to the first port; a database engine's own; none for a Worker
   */
  readonly health?: Health;

  /**
   * Folders that the container may write to: absolute paths, or `WritablePath.at(path, { sizeLimit })`.
   *
   * @default - /tmp, and what the image is known to need
   */
  readonly writablePaths?: (string | WritablePath)[];

  /**
   * Further volumes to mount: ConfigMaps, Secrets, claims.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Further containers of each pod. They get the security profile and small resources unless they bring their own.
   *
   * @default - none
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Containers that run before the others start. They get the security profile and small resources, too.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * The rights of the containers.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;

  /**
   * How the pods are spread over nodes and zones.
   *
   * @default Spread.PREFERRED
   */
  readonly spread?: Spread;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default - from 2 replicas on, at most one at a time
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * The service account of the pods; its token is mounted only if this is set.
   *
   * @default - the namespace's default account, without its token
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Labels of all resources and pods. Selectors never use them.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Deployment or StatefulSet.
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
   * How long a pod may take to stop.
   *
   * @default - 30 seconds; 60 for a database
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * The priority class of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Whether the pods are isolated by a network policy of their own.
   *
   * @default NetworkPolicyMode.ISOLATED
   */
  readonly networkPolicy?: NetworkPolicyMode;

  /**
   * Where metrics are scraped; opens that port to the cluster profile's `metricsScraper`.
   *
   * @default - no metrics
   */
  readonly metrics?: MetricsOptions;
}

/** What a kind of workload adds to its props. */
export interface WorkloadPlan {
  readonly props: WorkloadProps;
  readonly component: string;
  readonly image: string;
  readonly ports: readonly ServicePort[];
  readonly scale: Scale;
  readonly maxNameLength?: number;
  /** What applies where the props say nothing. */
  readonly health: Health;
  readonly resources?: ContainerResources;
  readonly security?: SecurityProfile;
  readonly writablePaths?: readonly string[];
  readonly terminationGracePeriod?: Duration;
}

/**
 * Pods with a name, a network policy, an environment and a main container: what all workloads have in common.
 *
 * @internal
 */
export abstract class Workload extends Construct implements IConnectable {
  /** The name of the rendered resources. */
  public readonly name: string;

  /** Who may connect to these pods and where these pods may connect to. */
  public readonly connections: Connections;

  /** @internal */
  protected readonly _labels: { [key: string]: string };

  /** @internal */
  protected readonly _selectorLabels: { [key: string]: string };

  private readonly plan: WorkloadPlan;
  private readonly needs?: ImageNeeds;
  private readonly containerPorts: readonly ServicePort[];
  private main?: Container;

  constructor(scope: Construct, id: string, plan: WorkloadPlan) {
    super(scope, id);
    const { props } = plan;
    this.plan = plan;
    this.name = checkResourceName(this, props.name ?? id, plan.maxNameLength);
    this._labels = standardLabels(this, this.name, plan.component, props.labels);
    this._selectorLabels = { [NAME_LABEL]: this.name };
    if (props.annotations !== undefined) checkAnnotations(this, props.annotations);
    if (props.priorityClassName !== undefined) checkObjectName(this, props.priorityClassName, 'priorityClassName');
    const image = parseImage(this, plan.image);
    this.warnAboutTag(image);
    this.needs = imageNeeds(image);
    this.containerPorts = addMetricsPort(this, plan.ports, props.metrics);
    this.connections = new Connections(this, 'NetworkPolicy', {
      name: this.name,
      labels: this._labels,
      podLabels: this._selectorLabels,
      ports: podPorts(plan.ports),
      mode: props.networkPolicy,
    });
    this.openMetrics();
    ensureUniqueObjects(this);
  }

  /**
   * Sets an environment variable of the main container.
   *
   * @param name the variable's name
   * @param value a text, an `EnvValue`, or a `NotSecret` for a text whose name sounds like a secret's
   */
  public addEnv(name: string, value: string | EnvValue | NotSecret): void {
    const envValue = toEnvValue(this, name, value);
    const env = this._mainContainer.env;
    const existing = env.variables[name];
    if (existing !== undefined && JSON.stringify(existing) !== JSON.stringify(envValue)) {
      refuse(this, {
        what: `env ${name}`,
        got: 'a second, different value',
        allowed: 'one value per variable',
        fix: 'use another variable name, or remove one of the two',
      });
    }
    env.addVariable(name, envValue);
  }

  /**
   * Opens the path to a service, and only that, and tells this workload where it is.
   *
   * @param target a construct with a Service, or an ExternalAlias
   * @param options which ports, and the variables that carry the address
   */
  public connectTo(target: IConnectionTarget, options: ConnectOptions = {}): void {
    connect(this, target, options);
  }

  /** @internal */
  protected get _mainContainer(): Container {
    return this.main!;
  }

  /** Everything about the pods that does not depend on who owns them. @internal */
  protected _podTemplate(): PodTemplate {
    const { props, health, resources, security } = this.plan;
    return new PodTemplate({
      owner: this,
      name: this.name,
      labels: this._labels,
      selectorLabels: this._selectorLabels,
      annotations: props.podAnnotations,
      security: props.security ?? security ?? SecurityProfile.restricted(),
      imageIdentity: this.needs?.identity,
      resources: renderResources(this, props.resources, resources),
      health: props.health ?? health,
      ports: this.containerPorts,
      spread: props.spread ?? Spread.PREFERRED,
      priorityClassName: props.priorityClassName,
    });
  }

  /** What cdk8s-plus is told about the pods. @internal */
  protected _podProps() {
    const { props } = this.plan;
    const gracePeriod = props.terminationGracePeriod ?? this.plan.terminationGracePeriod;
    if (gracePeriod !== undefined) checkSeconds(this, gracePeriod, { what: 'terminationGracePeriod', min: 0 });
    return {
      metadata: { name: this.name, labels: { ...this._labels }, annotations: { ...props.annotations } },
      serviceAccount: props.serviceAccount,
      automountServiceAccountToken: props.serviceAccount !== undefined,
      terminationGracePeriod: gracePeriod,
    };
  }

  /** Puts the containers into the pods. @internal */
  protected _fill(owner: PlusWorkload, command: string[] | undefined): void {
    const { props, image } = this.plan;
    this.main = owner.addContainer({
      name: this.name,
      image,
      command: command && [...command],
      args: props.args && [...props.args],
      envFrom: props.envFrom && [...props.envFrom],
      ports: uniqueContainerPorts(this.containerPorts),
    });
    for (const [name, value] of Object.entries(props.env ?? {})) this.addEnv(name, value);
    this.mountVolumes(this.main);
    for (const container of props.sidecars ?? []) owner.addContainer(container);
    for (const container of props.initContainers ?? []) owner.addInitContainer(container);
    this.addDisruptionBudget();
  }

  private mountVolumes(main: Container): void {
    const { props } = this.plan;
    const needed = ['/tmp', ...(this.needs?.writablePaths ?? []), ...(this.plan.writablePaths ?? [])];
    const mounted = (props.volumeMounts ?? []).map((mount) => checkContainerPath(this, mount.path, 'volumeMounts'));
    const writable = resolveWritablePaths(this, props.writablePaths ?? [], needed);
    const names = new Set<string>();
    for (const { path, sizeLimit, _medium: medium } of writable) {
      if (mounted.includes(path)) continue;
      const name = volumeName(path, names);
      main.mount(path, Volume.fromEmptyDir(this, `Volume-${name}`, name, { sizeLimit, medium }));
    }
    for (const { path, volume, ...options } of props.volumeMounts ?? []) main.mount(path, volume, options);
  }

  private addDisruptionBudget(): void {
    const { props, scale } = this.plan;
    const budget = resolveDisruptionBudget(props.disruptionBudget, scale)._render(this, scale.min);
    if (budget === undefined) return;
    new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { name: this.name, labels: this._labels },
      spec: {
        ...budget,
        selector: { matchLabels: this._selectorLabels },
        // A pod that does not work protects nothing and must not hold up a drain.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }

  private openMetrics(): void {
    const { metrics } = this.plan.props;
    if (metrics === undefined) return;
    const scraper = ClusterProfile.of(this).metricsScraper;
    if (scraper === undefined) {
      refuse(this, {
        what: 'metrics',
        got: `port ${metrics.port}`,
        allowed: 'metrics where the cluster profile says who scrapes them',
        fix: "new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app)",
      });
    }
    this.connections.allowFrom(scraper, [Port.tcp(metrics.port)]);
  }

  private warnAboutTag({ tag, digest }: ImageReference): void {
    if (digest !== undefined || (tag !== undefined && tag !== 'latest')) return;
    warn(
      this,
      `image ${JSON.stringify(this.plan.image)} has ${tag === undefined ? 'no tag' : 'the tag "latest"'}: ` +
        'what runs changes without a change here. Name a version or a digest.',
    );
  }
}

function addMetricsPort(
  where: Construct,
  ports: readonly ServicePort[],
  metrics: MetricsOptions | undefined,
): readonly ServicePort[] {
  if (metrics === undefined) return ports;
  const port = checkPortNumber(where, metrics.port, 'metrics.port');
  if (ports.some((known) => known.targetPort === port && known.protocol === Protocol.TCP)) return ports;
  return [...ports, { name: 'metrics', port, targetPort: port, protocol: Protocol.TCP }];
}

/** `/var/cache/nginx` becomes `var-cache-nginx`; paths that differ in punctuation alone are numbered. */
function volumeName(path: string, taken: Set<string>): string {
  const words = path.toLowerCase().split(/[^a-z0-9]+/);
  const base = words
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 58)
    .replace(/-$/, '');
  let name = base === '' ? 'volume' : base;
  for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
  taken.add(name);
  return name;
}

/** Several ports of a Service may lead to one of the container. */
function uniqueContainerPorts(ports: readonly ServicePort[]): { name?: string; number: number; protocol: Protocol }[] {
  const unique = new Map<string, ServicePort>();
  for (const port of ports) {
    const key = `${port.targetPort}/${port.protocol}`;
    if (!unique.has(key)) unique.set(key, port);
  }
  return [...unique.values()].map(({ name, targetPort, protocol }) => ({ name, number: targetPort, protocol }));
}
