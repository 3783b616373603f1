import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { foreignPodsOf, ForeignSelection, nameForPods, rememberForeignPods } from './parts/foreign-selection';
import { standardLabels } from './parts/labels';
import { checked } from '../checked/checked';
import { AppMember } from '../network/app-members';
import { Connections, IConnectable } from '../network/connections';
import { declareForeign } from '../network/declarations';
import { MeshMode } from '../network/mesh/mesh-mode';
import { placeIn } from '../network/namespace';
import { PolicyDirection } from '../network/policy-direction';
import { checkLabels, checkNamespace, checkObjectName, checkPlainName } from '../support/names';
import { refuse } from '../support/refuse';

/** Properties of `ForeignPods`. */
export interface ForeignPodsProps {
  /** Labels that these pods carry and no others of the namespace do. */
  readonly labels: { readonly [key: string]: string };

  /**
   * The namespace of the pods.
   *
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * The directions in which the policy isolates the pods. What the other one lets through, policies of others say.
   *
   * @default - both
   */
  readonly directions?: PolicyDirection[];

  /**
   * The name of the pods' ServiceAccount, by which the mesh of the cluster profile knows them, if it names one.
   *
   * @default - not known: a mesh knows them by their namespace
   */
  readonly serviceAccount?: string;

  /**
   * Whether the pods are in the mesh of the cluster profile, if it names one. What they carry to be in it, whoever makes them says.
   *
   * @default MeshMode.INSIDE
   */
  readonly mesh?: MeshMode;

  /**
   * The name of the policy: up to 253 lower-case letters, digits, "-" and ".".
   *
   * @default - "foreign-" and the values of the labels; of `new ForeignPods` the id
   */
  readonly name?: string;
}

/**
 * Pods that the app does not render as workloads of its own, and that are yours: those of a Helm release, of an operator, of a
 * manifest that is included. They are an end of connections as a workload is.
 *
 * Whoever names them takes over their network: one policy isolates all pods of the namespace with these labels but for what is
 * declared, and DNS. Pods of other teams are named by `Peer.pods`, for which no policy is written.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 *
 * @example
 *
 * declare const api: InternalService;
 * const cache = ForeignPods.of(chart, { labels: { 'app.kubernetes.io/instance': 'cache' } });
 * api.connections.allowTo(cache, [Port.REDIS]);
 * cache.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9121)]);
 */
@checked
export class ForeignPods extends AppMember implements IConnectable {
  /**
   * The pods with these labels. Asked again for the same ones, it is the same construct: it stands in the chart.
   *
   * @param scope the chart, or a construct in it
   * @param props which pods
   */
  public static of(scope: Construct, props: ForeignPodsProps): ForeignPods {
    const selection = selectionOf('ForeignPods.of', scope, props);
    const known = foreignPodsOf(scope, selection);
    if (known === undefined) {
      const name = props.name ?? nameForPods(selection);
      const chart = Chart.of(scope);
      if (chart.node.tryFindChild(name) !== undefined) refuseName(scope, name);
      return new ForeignPods(chart, name, { ...props, name });
    }
    const pods = known as ForeignPods;
    if (props.name !== undefined && props.name !== pods.name) refuseOther(pods, 'name', props.name, pods.name);
    const [asked, is] = [props.directions ?? BOTH, pods.directions].map((list) => [...list].sort().join(' and '));
    if (asked !== is) refuseOther(pods, 'directions', asked, is);
    const { serviceAccount, mesh } = props;
    if (serviceAccount !== undefined && serviceAccount !== pods.account) {
      refuseOther(pods, 'serviceAccount', serviceAccount, pods.account ?? 'none');
    }
    if (mesh !== undefined && mesh !== pods.mesh) refuseOther(pods, 'mesh', mesh, pods.mesh);
    return pods;
  }

  /** The name of the policy. */
  public readonly name: string;

  /** Who may connect to these pods and where these pods may connect to. */
  public readonly connections: Connections;

  private readonly directions: readonly PolicyDirection[];
  private readonly account?: string;
  private readonly mesh: MeshMode;

  constructor(scope: Construct, id: string, props: ForeignPodsProps) {
    super(scope, id);
    const selection = selectionOf(this, scope, props);
    this.name = checkPlainName(this, props.name ?? id);
    this.directions = props.directions ?? BOTH;
    this.mesh = props.mesh ?? MeshMode.INSIDE;
    const { serviceAccount } = props;
    this.account = serviceAccount === undefined ? undefined : checkObjectName(this, serviceAccount, 'serviceAccount');
    declareForeign(this);
    if (props.namespace !== undefined) placeIn(this, props.namespace);
    this.connections = new Connections(this, 'NetworkPolicy', {
      name: this.name,
      labels: standardLabels(this, this.name, 'network-policy', undefined),
      podLabels: selection.labels,
      directions: props.directions,
      serviceAccount: props.serviceAccount,
      mesh: props.mesh,
    });
    rememberForeignPods(this, selection);
  }
}

const BOTH: readonly PolicyDirection[] = [PolicyDirection.INGRESS, PolicyDirection.EGRESS];

function selectionOf(where: Construct | string, scope: Construct, props: ForeignPodsProps): ForeignSelection {
  const { labels } = props;
  if (Object.keys(labels).length === 0) {
    refuse(where, {
      what: 'labels',
      got: labels,
      allowed: 'at least one label; none would select every pod of the namespace',
      fix: 'name labels of the pods, or close the whole namespace with DefaultDenyPolicy',
    });
  }
  checkLabels(where, labels, 'look the label up: nothing carries this one');
  if (props.namespace !== undefined) checkNamespace(where, props.namespace);
  const namespace = props.namespace ?? Chart.of(scope).namespace;
  return { labels: { ...labels }, namespace };
}

function refuseName(scope: Construct, name: string): never {
  return refuse(scope, {
    what: 'ForeignPods.of: name',
    got: name,
    allowed: `a name that no other construct of "${Chart.of(scope).node.path}" has`,
    fix: "name the policy: ForeignPods.of(scope, { labels, name: '…' })",
  });
}

function refuseOther(pods: ForeignPods, what: string, got: string, is: string): never {
  return refuse(pods, {
    what: `ForeignPods.of: ${what}`,
    got,
    allowed: `what was said of these pods before: ${is}`,
    fix: 'say the same each time, or keep the pods in a variable',
  });
}
