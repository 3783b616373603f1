import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { connect, ConnectOptions } from './connect';
import { IConnectionTarget } from './connection-target';
import { rollWithConfig } from './parts/config-hash';
import { portsOfMain } from './parts/containers';
import { Variable } from './parts/environment';
import { NAME_LABEL, standardLabels } from './parts/labels';
import { ManagementProps, withManagementPort } from './parts/management';
import { metrics, metricsAnnotations, MetricsProps, withMetricsPort } from './parts/metrics';
import { Scraped } from './parts/monitor';
import { NameRules, resolveName } from './parts/naming';
import { MadePods, Part, Pods } from './parts/part';
import { PodProps } from './parts/pod-parts';
import { EnvOptions, variablesFor } from './parts/variables-for';
import { ImageNeeds } from './values/image-needs';
import { imageNeeds } from './values/known-images';
import { endpointsOf } from './values/metrics-endpoint';
import { NotSecret } from './values/not-secret';
import { clientPorts, podPorts } from './values/port-mapping';
import { ServicePort } from './values/service-port';
import { AppMember } from '../network/app-members';
import { Connections, IConnectable } from '../network/connections';
import { AbstractPod, AbstractPodProps, CronJob, EnvValue, IServiceAccount, Protocol } from '../plus/cdk8s-plus';
import { PodTemplate } from '../plus/pod-template';
import { parseImage } from '../support/image';
import { containerNameOf, labelValueOf } from '../support/names';

/** What a kind of workload adds to its props. */
export interface WorkloadPlan {
  readonly props: PodProps & MetricsProps & ManagementProps;
  readonly component: string;
  readonly image: string;
  /** What the image needs, where that is known by another name than the image's. */
  readonly needs?: ImageNeeds;
  readonly command?: readonly string[];
  /** The ports that clients of the workload use. */
  readonly ports: readonly ServicePort[];
  /** Whether a Service of the workload's name leads to these ports, and no other Service carries its labels. */
  readonly hasService?: boolean;
  /** Further ports of the container, which clients do not use. */
  readonly otherPorts?: readonly ServicePort[];
  readonly nameRules: NameRules;
  /** Annotations of its network policies. */
  readonly policyAnnotations?: { readonly [key: string]: string };
  /** What the workload is made of. */
  readonly parts: (pods: Pods) => readonly Part[];
}

/** What cdk8s-plus is told about the pods. */
type PodsOfPlus = Pick<
  AbstractPodProps,
  'serviceAccount' | 'automountServiceAccountToken' | 'terminationGracePeriod'
> & { metadata: { name: string; labels: { [key: string]: string }; annotations: { [key: string]: string } } };

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
  public readonly _labels: { [key: string]: string };

  /** @internal */
  public readonly _selectorLabels: { [key: string]: string };

  private readonly plan: WorkloadPlan;
  private readonly pods: Pods;
  private readonly parts: readonly Part[];
  private readonly scraped: Scraped;
  private made?: MadePods;

  constructor(scope: Construct, id: string, plan: WorkloadPlan) {
    super(scope, id);
    const { props } = plan;
    this.plan = plan;
    this.name = resolveName(this, id, props, plan.nameRules);
    this._labels = standardLabels(this, this.name, plan.component, props.labels);
    this._selectorLabels = { [NAME_LABEL]: labelValueOf(this.name) };
    const image = parseImage(this, plan.image);
    const listened = [...plan.ports, ...(plan.otherPorts ?? [])];
    this.pods = {
      owner: this,
      name: this.name,
      labels: this._labels,
      selectorLabels: this._selectorLabels,
      image: plan.image,
      needs: plan.needs ?? imageNeeds(image),
      ports: portsOfMain(withMetricsPort(this, withManagementPort(this, listened, props), props), props),
      sidecarPorts: plan.ports.filter((port) => portsOfMain([port], props).length === 0),
    };
    this.scraped = {
      ...this.pods,
      endpoints: endpointsOf(this, props.metrics, withManagementPort(this, listened, props)),
      servicePorts: plan.hasService === true ? plan.ports : [],
    };
    this.parts = [...plan.parts(this.pods), metrics(props, this.scraped)];
    this.connections = new Connections(this, 'NetworkPolicy', {
      name: this.name,
      labels: this._labels,
      annotations: plan.policyAnnotations,
      podLabels: this._selectorLabels,
      ports: podPorts(clientPorts(plan.ports)),
      mode: props.networkPolicy,
      mesh: props.mesh,
    });
    for (const part of this.parts) part.open?.(this.connections);
  }

  /** The account of the pods; none where they have the namespace's own. */
  public get serviceAccount(): IServiceAccount | undefined {
    return this.made?.workload.serviceAccount;
  }

  /**
   * Sets an environment variable of the main container, or of others.
   *
   * @param name the variable's name
   * @param value a text, an `EnvValue`, or a `NotSecret` for a text whose name sounds like a secret's
   * @param options which containers get it
   */
  public addEnv(name: string, value: string | EnvValue | NotSecret, options: EnvOptions = {}): void {
    const { main } = this.made!;
    variablesFor(this, this.made!, [[name, value]], options.containers ?? [main.name])();
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

  /** Checks variables for containers; what it returns sets all of them. @internal */
  public _checkedEnv(variables: readonly Variable[], containers?: readonly string[]): () => void {
    return variablesFor(this, this.made!, variables, containers);
  }

  /** Makes the pods, and puts the containers into them. @internal */
  public _makePods<W extends AbstractPod>(make: (props: PodsOfPlus, template: PodTemplate) => W): W {
    const { props, image, command } = this.plan;
    const name = containerNameOf(this.name);
    const workload = make(this.propsOfPlus(), this.podTemplate(name));
    this.connections._speakFor(workload);
    // The pods of a CronJob are made anew for each run, and read what is there then.
    if (!(workload instanceof CronJob)) rollWithConfig(this, ApiObject.of(workload));
    const main = workload.addContainer({
      name,
      image,
      command: command && [...command],
      args: props.args && [...props.args],
      envFrom: props.envFrom && [...props.envFrom],
      ports: uniqueContainerPorts(this.pods.ports),
      ...this.parts.reduce((all, part) => ({ ...all, ...part.main }), {}),
    });
    this.made = { workload, main };
    for (const part of this.parts) part.complete?.(this.made);
    return workload;
  }

  private podTemplate(name: string): PodTemplate {
    return new PodTemplate({
      owner: this,
      name,
      labels: this._labels,
      selectorLabels: this._selectorLabels,
      annotations: { ...metricsAnnotations(this.scraped), ...this.plan.props.podAnnotations },
      claimedVolumes: this.parts.flatMap((part) => part.claimedVolumes ?? []),
      parts: this.parts,
    });
  }

  private propsOfPlus(): PodsOfPlus {
    const metadata = { name: this.name, labels: { ...this._labels }, annotations: { ...this.plan.props.annotations } };
    return this.parts.reduce<PodsOfPlus>((all, part) => ({ ...all, ...part.props }), { metadata });
  }
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
