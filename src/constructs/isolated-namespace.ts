import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { closeNamespace } from './default-denies';
import { DefaultDenyPolicy } from './default-deny-policy';
import { standardLabels } from './parts/labels';
import { NamespaceLimits, renderLimits } from './values/namespace-limits';
import { NamespaceQuota, renderQuota } from './values/namespace-quota';
import { podSecurityLabels, PodSecurityOptions, refusePodSecurityLabels } from './values/pod-security';
import { checked } from '../checked/checked';
import { AppMember } from '../network/app-members';
import { k8s } from '../plus/cdk8s-plus';
import { withoutLoss } from '../plus/rendered-json';
import { checkAnnotations, checkNamespace } from '../support/names';
import { refuse } from '../support/refuse';
import { refuseMadeOfUnset } from '../support/unset';
import { warn } from '../support/warn';

/** Properties of `IsolatedNamespace`. */
export interface IsolatedNamespaceProps {
  /**
   * The name of the namespace: up to 63 lower-case letters, digits and "-".
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * What its pods may be.
   *
   * @default - pods below the Pod Security Standard "restricted" are refused
   */
  readonly podSecurity?: PodSecurityOptions;

  /**
   * What all its objects may have together.
   *
   * @default - as much as there is
   */
  readonly quota?: NamespaceQuota;

  /**
   * What each of its containers, pods and volume claims may have.
   *
   * @default - any amount
   */
  readonly limits?: NamespaceLimits;

  /**
   * Labels of the namespace.
   *
   * @default - the recommended labels and those of `podSecurity`
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the namespace.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * A namespace whose network is closed and whose pods are hardened: the Namespace with the labels of Pod Security, the
 * `DefaultDenyPolicy`, and if wanted a ResourceQuota and a LimitRange. Synth writes the Namespace before whatever stands in it.
 *
 * It makes the namespace; that a chart's objects stand in it says the `namespace` of the chart.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 *
 * @example
 *
 * const namespaces = new Chart(app, 'namespaces');
 * new IsolatedNamespace(namespaces, 'bookings', {
 *   quota: { memory: { limit: Size.gibibytes(16) }, pods: 40, loadBalancers: 0 },
 *   limits: { max: { memory: Size.gibibytes(2) } },
 * });
 * const bookings = new Chart(app, 'bookings', { namespace: 'bookings' });
 */
@checked
export class IsolatedNamespace extends AppMember {
  /** The name of the namespace. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    super(scope, id);
    this.name = checkName(this, props.name ?? id);
    const { labels: given = {}, quota, limits } = props;
    refuseOwnLabels(this, this.name, given);
    const labels = {
      ...podSecurityLabels(this, props.podSecurity),
      ...standardLabels(this, this.name, 'namespace', given),
    };
    const hard = quota && renderQuota(this, quota);
    const items = limits && renderLimits(this, limits);
    const annotations = checkAnnotations(this, props.annotations ?? {});
    const hasAnnotations = Object.keys(annotations).length > 0;
    const metadata = { name: this.name, labels, ...(hasAnnotations ? { annotations } : {}) };
    const namespace = withoutLoss(new k8s.KubeNamespace(this, 'Namespace', { metadata }));
    // It stands in no namespace, whatever the chart says.
    if (namespace.metadata.namespace !== undefined) namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    // Namespaces may share a chart, and the files of objects are named after them.
    const within = (component: string, name = `${this.name}-${component}`): k8s.ObjectMeta => ({
      name,
      namespace: this.name,
      labels: standardLabels(this, name, component),
    });
    if (hard !== undefined) {
      const spec = { hard };
      withoutLoss(new k8s.KubeResourceQuota(this, 'ResourceQuota', { metadata: within('quota'), spec }));
    }
    if (items !== undefined) {
      const spec = { limits: items };
      withoutLoss(new k8s.KubeLimitRange(this, 'LimitRange', { metadata: within('limits'), spec }));
    }
    const policy = { name: `${this.name}-default-deny`, namespace: this.name };
    closeNamespace(this, this.name, () => new DefaultDenyPolicy(this, 'default-deny', policy));
    for (const child of this.node.children) {
      if (child !== namespace) child.node.addDependency(namespace);
    }
    this.node.addValidation({ validate: () => this.warnOfStrays() });
  }

  /** Says that what stands beside the namespace does not stand in it. */
  private warnOfStrays(): string[] {
    const chart = Chart.of(this);
    if (chart.namespace === this.name) return [];
    const stray = objectsIn(chart).find((each) => Chart.of(each) === chart && isOfWorkload(each, chart.namespace));
    if (stray === undefined || (chart.namespace !== undefined && makesNamespace(this.node.root, chart.namespace))) {
      return [];
    }
    const where =
      chart.namespace === undefined
        ? 'in none that the chart names'
        : `in "${chart.namespace}", which this app does not make`;
    warn(
      this,
      `it makes the namespace "${this.name}", but "${stray.node.path}" and what else is in this chart stand ${where}. ` +
        `Write new Chart(app, ${JSON.stringify(chart.node.id)}, { namespace: ${JSON.stringify(this.name)} })` +
        `${chart.namespace === undefined ? '' : `, or the name of that namespace here: { name: ${JSON.stringify(chart.namespace)} }`}.`,
    );
    return [];
  }
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'ReplicaSet', 'Service'];

function objectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((each) => ApiObject.isApiObject(each));
}

function makesNamespace(app: IConstruct, name: string): boolean {
  return objectsIn(app).some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
}

function isOfWorkload({ kind, metadata }: ApiObject, namespace: string | undefined): boolean {
  return WORKLOADS.includes(kind) && metadata.namespace === namespace;
}

function checkName(where: Construct, name: string): string {
  refuseMadeOfUnset(where, 'namespace', name);
  checkNamespace(where, name);
  if (!name.startsWith('kube-')) return name;
  return refuse(where, {
    what: 'namespace',
    got: name,
    allowed:
      'a name that does not begin with "kube-", as those of the cluster itself do: a default-deny policy there stops its DNS',
  });
}

/** The API server writes the namespace's name into a label, by which policies know it. */
function refuseOwnLabels(where: Construct, name: string, labels: { readonly [key: string]: string }): void {
  refusePodSecurityLabels(where, labels);
  const key = 'kubernetes.io/metadata.name';
  if (labels[key] === undefined || labels[key] === name) return;
  refuse(where, {
    what: `label "${key}"`,
    got: labels[key],
    allowed: 'what the API server writes, the name of the namespace',
    fix: 'leave it out',
  });
}
