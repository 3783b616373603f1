import { Duration } from 'cdk8s';
import { Container, ContainerResources, EnvValue, k8s, Protocol, Workload as PlusWorkload } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { connect, ConnectOptions } from './connect';
import { IConnectionTarget } from './connection-target';
import { checkEnvSource } from './env-sources';
import { NotSecret, toEnvValue } from './environment';
import { Health } from './health';
import { imageNeeds, ImageNeeds } from './known-images';
import { NAME_LABEL, standardLabels } from './labels';
import { PodTemplate } from './pod-template';
import { ClaimedPath, PodVolumes } from './pod-volumes';
import { podPorts, ServicePort } from './port-mapping';
import { renderResources } from './resources';
import { resolveDisruptionBudget, Scale } from './scaling';
import { SecurityProfile } from './security-profile';
import { Spread } from './spread';
import { MetricsOptions, WorkloadProps } from './workload-props';
import { AppMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { Connections, IConnectable } from '../network/connections';
import { Port } from '../network/port';
import { ImageReference, parseImage } from '../support/image';
import {
  checkAnnotations,
  checkObjectName,
  checkPlainName,
  checkResourceName,
  containerNameOf,
  labelValueOf,
} from '../support/names';
import { checkPortNumber, checkSeconds } from '../support/numbers';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** A Deployment's ReplicaSets carry its name and a hash of 10 characters. */
const LONGEST_NAME = 253 - 11;
/** The kubelet counts nanoseconds in 64 bits: pods that may take longer are killed at once. */
const LONGEST_GRACE_PERIOD = 9_223_372_036;

/** What a kind of workload adds to its props. */
export interface WorkloadPlan {
  readonly props: WorkloadProps;
  readonly component: string;
  readonly image: string;
  readonly ports: readonly ServicePort[];
  readonly scale: Scale;
  readonly maxNameLength?: number;
  /** Whether a Service has the same name, which is then a host name. */
  readonly isHost?: boolean;
  /** What applies where the props say nothing. */
  readonly health: Health;
  readonly resources?: ContainerResources;
  readonly security?: SecurityProfile;
  readonly writablePaths?: readonly string[];
  readonly terminationGracePeriod?: Duration;
  readonly claimedVolume?: ClaimedPath;
}

/**
 * Pods with a name, a network policy, an environment and a main container: what all workloads have in common.
 *
 * @internal
 */
export abstract class Workload extends AppMember implements IConnectable {
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
  private readonly volumes: PodVolumes;
  private main?: Container;

  constructor(scope: Construct, id: string, plan: WorkloadPlan) {
    super(scope, id);
    const { props } = plan;
    this.plan = plan;
    const name = props.name ?? id;
    this.name =
      plan.isHost === false
        ? checkPlainName(this, name, LONGEST_NAME)
        : checkResourceName(this, name, plan.maxNameLength);
    this._labels = standardLabels(this, this.name, plan.component, props.labels);
    this._selectorLabels = { [NAME_LABEL]: labelValueOf(this.name) };
    if (props.annotations !== undefined) checkAnnotations(this, props.annotations);
    if (props.serviceAccount !== undefined) checkObjectName(this, props.serviceAccount.name, 'serviceAccount');
    if (props.priorityClassName !== undefined) checkObjectName(this, props.priorityClassName, 'priorityClassName');
    const image = parseImage(this, plan.image);
    this.warnAboutTag(image);
    this.needs = imageNeeds(image);
    this.volumes = new PodVolumes(this, {
      writablePaths: props.writablePaths ?? [],
      neededPaths: [...(this.needs?.writablePaths ?? []), ...(plan.writablePaths ?? [])],
      volumeMounts: props.volumeMounts ?? [],
      otherMounts: [...(props.sidecars ?? []), ...(props.initContainers ?? [])].flatMap(
        (other) => other.volumeMounts ?? [],
      ),
      claimed: plan.claimedVolume,
    });
    this.containerPorts = addMetricsPort(this, plan.ports, props.metrics);
    this.connections = new Connections(this, 'NetworkPolicy', {
      name: this.name,
      labels: this._labels,
      podLabels: this._selectorLabels,
      ports: podPorts(plan.ports),
      mode: props.networkPolicy,
    });
    this.openMetrics();
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
    checkEnvSource(this, name, envValue.valueFrom as k8s.EnvVarSource | undefined);
    const { variables } = env;
    const existing = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (existing !== undefined && JSON.stringify(existing) !== JSON.stringify(envValue)) {
      refuse(this, {
        what: `env ${name}`,
        got: inWords('a second, different value'),
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
      name: containerNameOf(this.name),
      labels: this._labels,
      selectorLabels: this._selectorLabels,
      annotations: props.podAnnotations,
      claimedVolume: this.plan.claimedVolume?.name,
      security: props.security ?? security ?? SecurityProfile.restricted(),
      imageIdentity: this.needs?.identity,
      resources: renderResources(this, props.resources, {
        ephemeralStorage: this.volumes.ephemeralStorage(),
        ...resources,
      }),
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
    if (gracePeriod !== undefined) {
      checkSeconds(this, gracePeriod, { what: 'terminationGracePeriod', min: 0, ceiling: LONGEST_GRACE_PERIOD });
    }
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
    this.connections._speakFor(owner);
    this.main = owner.addContainer({
      name: containerNameOf(this.name),
      image,
      // It has no prototype, so that a variable may be called "__proto__".
      envVariables: Object.create(null) as { [name: string]: EnvValue },
      command: command && [...command],
      args: props.args && [...props.args],
      envFrom: props.envFrom && [...props.envFrom],
      ports: uniqueContainerPorts(this.containerPorts),
    });
    for (const [name, value] of Object.entries(props.env ?? {})) this.addEnv(name, value);
    this.volumes.mountInto(this.main);
    for (const container of props.sidecars ?? []) owner.addContainer(container);
    for (const container of props.initContainers ?? []) owner.addInitContainer(container);
    this.addDisruptionBudget();
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
        got: inWords(`port ${metrics.port}`),
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
  const isTaken = (candidate: string): boolean => ports.some((known) => known.name === candidate);
  const name = ['metrics', `metrics-${port}`, `prom-${port}`].find((candidate) => !isTaken(candidate));
  return [...ports, { name, port, targetPort: port, protocol: Protocol.TCP }];
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
