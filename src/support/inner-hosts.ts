/** A name that leads to nothing outside of the cluster, with what to write instead. */
export interface InnerHost {
  /** What it is, for messages. */
  readonly what: string;
  readonly fix?: string;
}

const METADATA: readonly string[] = [
  'metadata.google.internal',
  'metadata.goog',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'api.metadata.cloud.ibm.com',
];

/** Of machines on which clusters are tried. */
const DEVELOPERS: readonly string[] = ['host.docker.internal', 'kubernetes.docker.internal', 'gateway.docker.internal'];

/** These answer with the address that is in the name. */
const ADDRESS_IN_NAME = /(^|\.)(nip|sslip|xip)\.io$/;

/**
 * What a name is that leads to nothing outside of the cluster; nothing if it may lead outside. It may begin with `*.` and end with a
 * dot.
 *
 * @param domains the DNS domains of the cluster, besides the usual one
 */
export function innerHost(hostname: string, domains: readonly string[] = []): InnerHost | undefined {
  const isWildcard = hostname.startsWith('*.');
  const name = hostname.replace(/^\*\./, '').replace(/\.$/, '').toLowerCase();
  const labels = name.split('.');
  if (name === 'localhost' || name.endsWith('.localhost') || name === 'localhost.localdomain') {
    return {
      what: 'the loopback of the pod that asks',
      fix: 'what runs in the same pod is reached at localhost without any alias',
    };
  }
  if (METADATA.includes(name)) {
    return { what: "the cloud's metadata", fix: 'connections.allowTo(Peer.cloudMetadata())' };
  }
  const inner = belowDomain(name, [...domains, 'cluster.local'], isWildcard);
  if (inner !== undefined) return inner;
  if (DEVELOPERS.includes(name) || name === 'host.minikube.internal') {
    return {
      what: 'a machine on which a cluster is tried',
      fix: 'name its addresses where the profile is for such a cluster: `addresses`',
    };
  }
  if (ADDRESS_IN_NAME.test(name)) {
    return { what: 'a name that stands for the address in it', fix: 'use `addresses`' };
  }
  if (/(^|\.)(in-addr|ip6)\.arpa$/.test(name)) {
    return { what: 'the name of an address, for questions in reverse', fix: 'use `addresses`' };
  }
  if (/(^|\.)(invalid|onion|alt)$/.test(name)) return { what: 'a name that no DNS server answers' };
  if (/^[0-9]+$|^0x[0-9a-f]*$/.test(labels[labels.length - 1])) {
    return { what: 'a number, which programs take for an address', fix: 'use `addresses`' };
  }
  if (labels.length === 1) return singleLabel(name, isWildcard);
  return undefined;
}

/** An ExternalName is an absolute name: no search list completes it. */
function singleLabel(name: string, isWildcard: boolean): InnerHost {
  if (isWildcard) {
    return { what: 'every name below a top-level domain', fix: `write at least two labels: "*.example.${name}"` };
  }
  if (name === 'kubernetes') return API_SERVER;
  return {
    what: 'a name of one label, which DNS takes for a top-level domain',
    fix:
      'write the full name, such as "db.example.com"; for a Service of the cluster connect to its construct, or ' +
      'open its pods: connections.allowTo(Peer.pods({ namespace, labels }), ports)',
  };
}

const API_SERVER: InnerHost = {
  what: 'the API server of the cluster',
  fix: 'connections.allowTo(Peer.kubeApiServer())',
};

/** Names that the cluster's DNS makes of Services and pods. */
function belowDomain(name: string, domains: readonly string[], isWildcard: boolean): InnerHost | undefined {
  if (name === 'kubernetes.default') return API_SERVER;
  const domain = domains
    .map((each) => each.replace(/\.$/, ''))
    .find((each) => name === each || name.endsWith(`.${each}`));
  const inDomain = domain === undefined ? name : name.slice(0, -domain.length).replace(/\.$/, '');
  const labels = inDomain === '' ? [] : inDomain.split('.');
  const kind = labels[labels.length - 1];
  if (domain === undefined && kind !== 'svc') return undefined;
  if (!isWildcard && kind === 'svc' && labels.slice(-3, -1).join('.') === 'kubernetes.default') return API_SERVER;
  const namespace = kind === 'svc' || kind === 'pod' ? labels[labels.length - 2] : undefined;
  const pods = `Peer.pods({ ${namespace === undefined ? 'namespace' : `namespace: '${namespace}'`}, labels })`;
  const service = kind === 'svc' && labels.length >= 3 ? labels[labels.length - 3] : undefined;
  return {
    what: kind === 'pod' ? 'a pod of the cluster' : 'a Service of the cluster, which leads to pods',
    fix:
      `connect to the construct that has ${service === undefined ? 'it' : `the Service "${service}"`}, ` +
      `or open its pods: connections.allowTo(${pods}, ports)`,
  };
}
