import { NameDialect } from './name-dialect';
import { k8s } from '../../plus/cdk8s-plus';

/**
 * ApplicationNetworkPolicies of EKS Auto Mode. AWS documents them beside NetworkPolicies, and not whether what one of the two
 * kinds opens needs the other. So the policy repeats what the NetworkPolicy opens, DNS among it: should it need both, the names
 * stay closed and nothing else does.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export const EKS: NameDialect = {
  apiVersion: 'networking.k8s.aws/v1alpha1',
  kind: 'ApplicationNetworkPolicy',

  check: () => undefined,

  render: ({ podLabels, openings, egress }) => ({
    podSelector: { matchLabels: { ...podLabels } },
    policyTypes: ['Egress'],
    egress: [
      ...egress.map((rule) => k8s.toJson_NetworkPolicyEgressRule(rule)),
      ...openings.map(({ names, ports }) => ({
        to: [{ domainNames: [...names] }],
        ports: ports.map(({ protocol, number, endNumber, name }) => ({
          protocol,
          port: name ?? number,
          endPort: endNumber,
        })),
      })),
    ],
  }),
};
