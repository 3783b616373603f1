import { SampleCluster } from '../../../test/reachability/arbitraries';
import { cidrsIn, edgesOf, isIpv6 } from '../../../test/reachability/naive-addresses';
import { RawObject } from '../../../test/reachability/oracle';

/** A cluster as the evaluators take it: pods with addresses, and packets between addresses. */
export interface Cluster {
  readonly name: string;
  readonly namespaces: readonly RawObject[];
  readonly pods: readonly RawObject[];
  readonly policies: readonly RawObject[];
  readonly packets: readonly AddressPacket[];
}

export interface AddressPacket {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
}

const NAME_LABEL = 'kubernetes.io/metadata.name';
const NOBODYS = ['0.0.0.0', '255.255.255.255', '0:0:0:0:0:0:0:0'];

/**
 * The evaluators know pods and no workloads, and all of their addresses. So each workload becomes a pod, with addresses at the
 * edges of what the policies name: of one family, of the other, or of both.
 */
export function clusterOf({ manifests, packets }: SampleCluster, name: string): Cluster {
  const free = new Addresses(edgesOf('10.244.0.0/24').concat(cidrsIn(manifests).flatMap(edgesOf)));
  const pods = new Map<string, RawObject>();
  for (const object of manifests) {
    const template = templateOf(object);
    if (template === undefined) continue;
    const { namespace, name: own } = object.metadata;
    const containers = (template.spec.containers ?? []).map((each: RawObject, i: number) => ({
      name: `c${i}`,
      ...each,
    }));
    const podIPs = free.take(['ipv4', 'ipv6', 'both'][pods.size % 3]).map((ip) => ({ ip }));
    pods.set(`${namespace || 'default'}/${object.kind}/${own}`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: own, namespace: namespace || 'default', labels: template.metadata?.labels },
      spec: { nodeName: 'node', containers },
      status: { phase: 'Running', podIP: podIPs[0].ip, podIPs },
    });
  }
  const policies = manifests
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map((policy) => ({
      ...policy,
      metadata: { ...policy.metadata, namespace: policy.metadata.namespace || 'default' },
    }));
  const taken = new Set([...pods.values()].flatMap(addressesOf));
  return {
    name,
    namespaces: namespacesOf(manifests),
    pods: [...pods.values()],
    policies,
    packets: packets.flatMap(({ from, to, protocol, port }) => {
      const [source, destination] = [from, to].map((end) => {
        if ('pod' in end) return addressesOf(pods.get(end.pod));
        return 'ip' in end && !taken.has(canonical(end.ip)) ? [canonical(end.ip)] : [];
      });
      const pairs = source.flatMap((a) =>
        destination.filter((b) => a !== b && isIpv6(a) === isIpv6(b)).map((b) => [a, b]),
      );
      return pairs.map(([a, b]) => ({ from: a, to: b, protocol, port }));
    }),
  };
}

export function addressesOf(pod: RawObject): string[] {
  return (pod.status.podIPs as { ip: string }[]).map(({ ip }) => ip);
}

/** Hands each address out once. */
class Addresses {
  private readonly lists: { readonly [family: string]: string[] };
  private spare = 1;

  constructor(wanted: readonly string[]) {
    const usable = [...new Set(wanted.map(canonical))].filter((address) => !NOBODYS.includes(address));
    this.lists = { ipv4: usable.filter((each) => !isIpv6(each)), ipv6: usable.filter(isIpv6) };
  }

  public take(families: string): string[] {
    return (families === 'both' ? ['ipv4', 'ipv6'] : [families]).map((family) => {
      const next = this.lists[family].shift();
      return (
        next ?? (family === 'ipv4' ? `10.99.0.${this.spare++}` : `fd99:0:0:0:0:0:0:${(this.spare++).toString(16)}`)
      );
    });
  }
}

/** Without `::`, so that equal addresses are equal texts. */
function canonical(address: string): string {
  return isIpv6(address) ? edgesOf(`${address}/128`)[address === '::' ? 0 : 1] : address;
}

function templateOf({ kind, spec, metadata }: RawObject): RawObject | undefined {
  if (kind === 'Pod') return { metadata, spec };
  if (kind === 'CronJob') return spec.jobTemplate.spec.template;
  return ['NetworkPolicy', 'Service', 'Namespace', 'CiliumNetworkPolicy'].includes(kind) ? undefined : spec.template;
}

/** All that occur, with the label that the API server gives them. */
function namespacesOf(manifests: readonly RawObject[]): RawObject[] {
  const labels = new Map<string, RawObject>();
  for (const { metadata } of manifests) labels.set(metadata.namespace || 'default', {});
  for (const { kind, metadata } of manifests) {
    if (kind === 'Namespace') labels.set(metadata.name, metadata.labels ?? {});
  }
  return [...labels].map(([name, own]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...own, [NAME_LABEL]: name } },
  }));
}
