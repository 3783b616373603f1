import { addressOf, bitsOf, cidrsIn, increment, isIpv6 } from './naive-addresses';
import { idOf, namespaceOf, RawObject, templateOf } from './oracle';

/* What a cluster is made of, read from raw manifests. */

/** The pods of one workload, which are alike here. */
export interface NaivePod {
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name?: string; readonly protocol: string; readonly port: number }[];
  readonly hostNetwork: boolean;
  /** The name of the account that they run as. */
  readonly account: string;
  /** None: nobody knows. */
  readonly addresses: readonly string[];
}

/** One end of a connection. */
export type NaiveEnd =
  | { readonly pod: string }
  | { readonly ip: string }
  | { readonly name: string }
  | { readonly entity: string }
  /** A selector of nodes: `*` for all of them, or `key=value`. */
  | { readonly nodes: string };

/** The other end, as policies see it. */
export type NaivePeer = Exclude<NaiveEnd, { readonly pod: string }> | { readonly pod: NaivePod };

/** One connection. */
export interface NaiveQuestion {
  readonly from: NaiveEnd;
  readonly to: NaiveEnd;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
}

/** Addresses that no pod, node or name has for others: of the machine itself, of its own link, of many at once. */
export const OF_NOBODY = [
  ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4'],
  ['::/127', 'fe80::/10', 'ff00::/8'],
].flat();

export class NaiveCluster {
  public readonly pods: ReadonlyMap<string, NaivePod>;
  private found: readonly string[] | undefined;

  constructor(
    public readonly objects: readonly RawObject[],
    public readonly podCidrs: readonly string[] = [],
  ) {
    this.pods = new Map(
      objects.filter((object) => templateOf(object) !== undefined).map((object) => [idOf(object), podOf(object)]),
    );
  }

  public peerOf(end: NaiveEnd): NaivePeer {
    if (!('pod' in end)) return end;
    const pod = this.pods.get(end.pod);
    if (pod === undefined) throw new Error(`there is no ${end.pod}`);
    return { pod };
  }

  /** The objects of some kinds. */
  public of(...kinds: string[]): readonly RawObject[] {
    return this.objects.filter(({ kind }) => kinds.includes(kind));
  }

  /** The API server labels every namespace with its name, declared or not. */
  public namespaceLabels(name: string): Readonly<Record<string, string>> {
    const declared = this.of('Namespace').find((object) => object.metadata.name === name);
    return { ...declared?.metadata.labels, 'kubernetes.io/metadata.name': name };
  }

  /** One address of each region that no network of the input divides: regions begin where one begins, or behind it. */
  public representatives(): readonly string[] {
    return (this.found ??= representativesOf([...cidrsIn(this.objects), ...this.podCidrs]));
  }
}

function representativesOf(cidrs: readonly string[]): readonly string[] {
  const all = [...cidrs, ...OF_NOBODY, '0.0.0.0/0', '::/0'].flatMap((cidr) => {
    const [address, prefix] = cidr.split('/');
    const network = bitsOf(address).slice(0, Number(prefix));
    const first = network.padEnd(isIpv6(address) ? 128 : 32, '0');
    const behind = increment(network);
    return [first, ...(behind === undefined ? [] : [behind.padEnd(first.length, '0')])].map(addressOf);
  });
  return [...new Set(all)];
}

/** The labels that count are the template's. */
function podOf(object: RawObject): NaivePod {
  const { metadata, spec } = templateOf(object);
  return {
    id: idOf(object),
    kind: object.kind,
    namespace: namespaceOf(object),
    labels: metadata?.labels ?? {},
    ports: (spec?.containers ?? [])
      .flatMap((container: RawObject) => container.ports ?? [])
      .map((port: RawObject) => ({ name: port.name, protocol: port.protocol ?? 'TCP', port: port.containerPort })),
    hostNetwork: spec?.hostNetwork === true,
    account: spec?.serviceAccountName ?? 'default',
    addresses: (object.status?.podIPs ?? []).map(({ ip }: RawObject) => ip),
  };
}
