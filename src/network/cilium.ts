import { Dns } from './dns';
import { PodsPeerOptions } from './peer';
import { Port } from './port';
import { inWords, refuse, Where } from '../support/refuse';

/**
 * The spec of a CiliumNetworkPolicy that opens names outside the cluster.
 *
 * Cilium learns the addresses of a name from the DNS answers that it sees, so the policy must also send the pods' DNS
 * through its proxy: that is the first rule.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function renderFqdnPolicy(
  podLabels: { readonly [key: string]: string },
  destinations: readonly { names: string[]; ports: readonly Port[] }[],
  dns: Dns,
): object {
  return {
    endpointSelector: { matchLabels: { ...podLabels } },
    egress: [
      {
        toEndpoints: dns._pods.map(endpoint),
        toPorts: [{ ports: dns._ports.map(renderPort), rules: { dns: [{ matchPattern: '*' }] } }],
      },
      ...destinations.map(({ names, ports }) => ({
        toFQDNs: names.map((matchName) => ({ matchName })),
        toPorts: [{ ports: ports.map(renderPort) }],
      })),
    ],
  };
}

/** DNS servers that are no pods cannot be told to Cilium, and without its proxy it learns no names. */
export function checkDnsForNames(where: Where, dns: Dns): void {
  if (dns._pods.length > 0) return;
  refuse(where, {
    what: 'DNS of the cluster profile',
    got: inWords('Dns.custom(…)'),
    allowed: 'DNS pods that Cilium can select: Dns.coreDns(), Dns.nodeLocal() or Dns.openshift()',
    fix: 'give the ExternalAlias `cidrs`, which need no names',
  });
}

function endpoint({ namespace, labels }: PodsPeerOptions): object {
  const matchLabels: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(labels)) matchLabels[`k8s:${key}`] = value;
  if (namespace !== undefined) matchLabels['k8s:io.kubernetes.pod.namespace'] = namespace;
  return { matchLabels };
}

function renderPort(port: Port): object {
  return { port: String(port.number), protocol: port.protocol };
}
