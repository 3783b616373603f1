import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { noteDefaultDeny } from './default-denies';
import { standardLabels } from './parts/labels';
import { checked } from '../checked/checked';
import { AppMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { PolicyDirection, resolveDirections } from '../network/policy-direction';
import { renderDnsEgress } from '../network/rules';
import { noteClosedNamespace } from '../network/solver-pods';
import { k8s } from '../plus/cdk8s-plus';
import { withoutLoss } from '../plus/rendered-json';
import { checkNamespace, checkPlainName } from '../support/names';

/** Properties of `DefaultDenyPolicy`. */
export interface DefaultDenyPolicyProps {
  /**
   * What is denied.
   *
   * @default - both directions
   */
  readonly directions?: PolicyDirection[];

  /**
   * Whether the pods may still ask the cluster's DNS. Without it no name resolves.
   *
   * @default true
   */
  readonly allowDns?: boolean;

  /**
   * The name of the policy: up to 253 lower-case letters, digits, "-" and ".".
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * The namespace whose pods it closes.
   *
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the policy.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };
}

/**
 * Closes the network for all pods of the chart's namespace, those of other charts and tools included.
 *
 * Workloads of this package are closed by a policy of their own; this one is for whatever else runs beside them. Where an
 * exposure of the namespace has its certificate from cert-manager, a second policy lets the ingress controller reach the
 * pods that cert-manager starts to answer a challenge.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
 *
 * @example
 *
 * new DefaultDenyPolicy(chart, 'default-deny');
 * new DefaultDenyPolicy(chart, 'default-deny-ingress', { directions: [PolicyDirection.INGRESS] });
 */
@checked
export class DefaultDenyPolicy extends AppMember {
  /** The name of the policy. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: DefaultDenyPolicyProps = {}) {
    super(scope, id);
    this.name = checkPlainName(this, props.name ?? id);
    const directions = resolveDirections(this, props.directions);
    const labels = standardLabels(this, this.name, 'network-policy', props.labels);
    const deniesEgress = directions.includes(PolicyDirection.EGRESS);
    const profile = ClusterProfile.of(this);
    const namespace = props.namespace === undefined ? Chart.of(this).namespace : checkNamespace(this, props.namespace);
    if (directions.length === 2) noteDefaultDeny(this, namespace);
    withoutLoss(
      new k8s.KubeNetworkPolicy(this, 'NetworkPolicy', {
        metadata: { name: this.name, namespace, labels },
        spec: {
          podSelector: {},
          policyTypes: directions,
          egress: deniesEgress && (props.allowDns ?? true) ? renderDnsEgress(profile) : undefined,
        },
      }),
    );
    if (directions.includes(PolicyDirection.INGRESS)) {
      noteClosedNamespace({ owner: this, namespace, name: this.name, labels });
    }
  }
}
