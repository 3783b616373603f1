import { isSingleNumber, NameDialect } from './name-dialect';
import { inWords, refuse } from '../../support/refuse';

/**
 * FQDNNetworkPolicies of GKE. They add to what NetworkPolicies open, DNS among it, and `*` stands for one label. An
 * archived controller has a kind of the same group and name in another version.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export const GKE: NameDialect = {
  apiVersion: 'networking.gke.io/v1alpha1',
  kind: 'FQDNNetworkPolicy',

  check: (where, _dns, ports) => {
    const port = ports.find((each) => !isSingleNumber(each));
    if (port === undefined) return;
    refuse(where, {
      what: 'port',
      got: inWords(port.toString()),
      allowed: 'single TCP and UDP ports by number, where an FQDNNetworkPolicy of GKE opens a name',
      fix: 'give the ExternalAlias `cidrs`, which need no names',
    });
  },

  render: ({ podLabels, openings }) => ({
    podSelector: { matchLabels: { ...podLabels } },
    egress: openings.map(({ names, ports }) => ({
      matches: names.map((name) => (name.includes('*') ? { pattern: name } : { name })),
      ports: ports.map(({ protocol, number }) => ({ protocol, port: number })),
    })),
  }),
};
