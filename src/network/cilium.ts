import { Dns } from './dns';
import { PodsPeerOptions } from './peer';
import { CiliumEntity } from './peer-parts';
import { Port } from './port';
import { Protocol } from '../plus/cdk8s-plus';
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
        toPorts: inGroups(dns._ports).map((group) => ({
          ports: group.map(renderPort),
          rules: { dns: [{ matchPattern: '*' }] },
        })),
      },
      ...destinations.map(({ names, ports }) => ({
        toFQDNs: names.map((matchName) => ({ matchName })),
        toPorts: inGroups(ports).map((group) => ({ ports: group.map(renderPort) })),
      })),
    ],
  };
}

/** Entities that are opened on some ports. */
export interface EntityOpening {
  /** `ingress`: they connect to the pods. */
  readonly direction: 'ingress' | 'egress';
  readonly entities: readonly CiliumEntity[];
  readonly ports: readonly Port[];
}

/**
 * The spec of a CiliumNetworkPolicy that opens entities. It says the directions of its rules alone: an empty one would
 * close what other policies open.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based
 */
export function renderEntityPolicy(
  podLabels: { readonly [key: string]: string },
  openings: readonly EntityOpening[],
): object {
  const rules = (wanted: 'ingress' | 'egress', key: string): object[] | undefined => {
    const own = openings.filter(({ direction }) => direction === wanted);
    if (own.length === 0) return undefined;
    return own.map(({ entities, ports }) => ({ [key]: [...entities], ...renderToPorts(ports) }));
  };
  return {
    endpointSelector: { matchLabels: { ...podLabels } },
    ingress: rules('ingress', 'fromEntities'),
    egress: rules('egress', 'toEntities'),
  };
}

/** A rule without ports is for all of them. */
function renderToPorts(ports: readonly Port[]): { toPorts?: object[] } {
  if (ports.some(({ protocol }) => protocol === undefined)) return {};
  return { toPorts: inGroups(ports).map((group) => ({ ports: group.map(renderPort) })) };
}

/** Cilium takes names of ports, too, but looks them up in other ways than Kubernetes does. */
export function checkEntityPorts(where: Where, ports: readonly Port[]): void {
  const port = ports.find(({ protocol, number }) => protocol !== undefined && number === undefined);
  if (port === undefined) return;
  refuse(where, {
    what: 'port',
    got: inWords(port.toString()),
    allowed: 'ports by number, or Port.all(), where a policy of Cilium opens them',
    fix: 'write for example Port.tcp(8080) or Port.tcpRange(1, 65535)',
  });
}

/** DNS servers that are no pods cannot be told to Cilium, and without its proxy it learns no names. */
export function checkDnsForNames(where: Where, dns: Dns): void {
  if (dns._pods.length === 0) {
    refuse(where, {
      what: 'DNS of the cluster profile',
      got: inWords('Dns.custom(…)'),
      allowed:
        'DNS pods that Cilium can select: Dns.coreDns(), Dns.nodeLocal(), Dns.openshift(), or Dns.custom(…) with Peer.pods(…)',
      fix: 'give the ExternalAlias `cidrs`, which need no names',
    });
  }
  const port = dns._ports.find((each) => !isNumber(each));
  if (port === undefined) return;
  refuse(where, {
    what: 'DNS of the cluster profile',
    got: inWords(`Dns.custom(…) with port ${port.toString()}`),
    allowed: "single TCP and UDP ports by number, which Cilium's DNS proxy can listen to",
    fix: 'name them, for example [Port.udp(53), Port.tcp(53)]',
  });
}

function isNumber({ number, endNumber, protocol }: Port): boolean {
  return number !== undefined && endNumber === undefined && (protocol === Protocol.TCP || protocol === Protocol.UDP);
}

/** The most ports that Cilium takes in one list. */
const MOST_PORTS = 40;

function inGroups(ports: readonly Port[]): Port[][] {
  const groups: Port[][] = [];
  for (let i = 0; i < ports.length; i += MOST_PORTS) groups.push(ports.slice(i, i + MOST_PORTS));
  return groups;
}

function endpoint({ namespace, labels }: PodsPeerOptions): object {
  const matchLabels: { [key: string]: string } = {};
  for (const [key, value] of Object.entries(labels)) matchLabels[`k8s:${key}`] = value;
  if (namespace !== undefined) matchLabels['k8s:io.kubernetes.pod.namespace'] = namespace;
  return { matchLabels };
}

/** @see https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples */
function renderPort({ number, endNumber, protocol }: Port): object {
  return { port: String(number), endPort: endNumber, protocol };
}
