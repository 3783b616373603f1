import { isSingleNumber, NameDialect } from './name-dialect';
import { canonical } from '../../support/canonical';
import { inWords, refuse } from '../../support/refuse';
import { inGroups, renderPort } from '../cilium';
import { DnsServers } from '../dns-servers';
import { PodsPeerOptions } from '../peer-options';
import { Port } from '../port';

/**
 * CiliumNetworkPolicies with `toFQDNs`. Cilium learns the addresses of a name from the DNS answers that it sees, so the policy must
 * also send the pods' DNS through its proxy: those are the first rules. `*` stands for one label.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export const CILIUM: NameDialect = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',

  // DNS servers that are no pods cannot be told to Cilium, and without its proxy it learns no names.
  check: (where, dns) => {
    const ofPods = dns._servers.filter(({ pods }) => pods.length > 0);
    if (ofPods.length === 0) {
      refuse(where, {
        what: 'DNS of the cluster profile',
        got: inWords('Dns.custom(…)'),
        allowed:
          'DNS pods that Cilium can select: Dns.coreDns(), Dns.nodeLocal(), Dns.openshift(), or Dns.custom(…) with Peer.pods(…)',
        fix: 'give the ExternalAlias `cidrs`, which need no names',
      });
    }
    const port = ofPods.flatMap(({ ports }) => ports).find((each) => !isSingleNumber(each));
    if (port === undefined) return;
    refuse(where, {
      what: 'DNS of the cluster profile',
      got: inWords(`Dns.custom(…) with port ${port.toString()}`),
      allowed: "single TCP and UDP ports by number, which Cilium's DNS proxy can listen to",
      fix: 'name them, for example [Port.udp(53), Port.tcp(53)]',
    });
  },

  render: ({ podLabels, openings, dns }) => ({
    endpointSelector: { matchLabels: { ...podLabels } },
    egress: [
      ...byPorts(dns._servers).map(({ pods, ports }) => ({
        toEndpoints: pods.map(endpoint),
        toPorts: inGroups(ports).map((group) => ({
          ports: group.map(renderPort),
          rules: { dns: [{ matchPattern: '*' }] },
        })),
      })),
      ...openings.map(({ names, ports }) => ({
        toFQDNs: names.map((name) => (name.includes('*') ? { matchPattern: name } : { matchName: name })),
        toPorts: inGroups(ports).map((group) => ({ ports: group.map(renderPort) })),
      })),
    ],
  }),
};

/** The servers that are pods, those with the same ports as one. */
function byPorts(servers: readonly DnsServers[]): Pick<DnsServers, 'pods' | 'ports'>[] {
  const groups = new Map<string, { pods: PodsPeerOptions[]; ports: readonly Port[] }>();
  for (const { pods, ports } of servers) {
    if (pods.length === 0) continue;
    const key = ports.map(String).join();
    const group = groups.get(key) ?? { pods: [], ports };
    groups.set(key, group);
    const known = new Set(group.pods.map((own) => canonical(own)));
    group.pods.push(...pods.filter((own) => !known.has(canonical(own))));
  }
  return [...groups.values()];
}

function endpoint({ namespace, labels }: PodsPeerOptions): object {
  const matchLabels: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(labels)) matchLabels[`k8s:${key}`] = value;
  if (namespace !== undefined) matchLabels['k8s:io.kubernetes.pod.namespace'] = namespace;
  return { matchLabels };
}
