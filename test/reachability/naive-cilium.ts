import { inCidr } from './naive-addresses';
import { NaivePod } from './naive-cluster';
import { NaiveOpinion } from './naive-opinion';
import { fits } from './naive-patterns';
import { NaiveSide } from './naive-side';
import { namespaceOf, RawObject, selects } from './oracle';

/* CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, rule by rule as Cilium documents them. */

export function askCilium(side: NaiveSide): NaiveOpinion[] {
  // Pods on the host network are no endpoints.
  if (side.own.hostNetwork) return [];
  return side.cluster
    .of('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy')
    .flatMap((policy) => {
      const home = policy.kind === 'CiliumNetworkPolicy' ? namespaceOf(policy) : undefined;
      const specs: RawObject[] = [...(policy.spec === undefined ? [] : [policy.spec]), ...(policy.specs ?? [])];
      return specs.map((spec, i) => ({ spec, home, where: `${policy.kind} ${policy.metadata.name}[${i}]` }));
    })
    .filter(({ spec, home }) => isSelected(spec, home, side))
    .map(({ spec, home, where }) => askRule(spec, home, where, side));
}

/** One with a `nodeSelector` selects no pods. */
function isSelected({ endpointSelector }: RawObject, home: string | undefined, { own, cluster }: NaiveSide): boolean {
  if (endpointSelector === undefined) return false;
  if (home !== undefined && home !== own.namespace) return false;
  return selects(withoutSources(endpointSelector), ciliumLabels(own, cluster));
}

function askRule(spec: RawObject, home: string | undefined, where: string, side: NaiveSide): NaiveOpinion {
  const opens: RawObject[] = spec[side.direction] ?? [];
  const closes: RawObject[] = spec[`${side.direction}Deny`] ?? [];
  const matches = (rule: RawObject, place: string): boolean => isPeer(rule, home, place, side);
  return {
    // Empty lists are as good as none, whatever `enableDefaultDeny` says.
    isolates: opens.length + closes.length > 0 && spec.enableDefaultDeny?.[side.direction] !== false,
    accepts: opens.flatMap((rule, i) => (matches(rule, `${where} opens ${i}`) ? openedOn(rule, side) : [])),
    denies: closes.some((rule, i) => openedOn(rule, side).length > 0 && matches(rule, `${where} closes ${i}`)),
  };
}

const PEERS = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'FQDNs', 'Services'];

function isPeer(rule: RawObject, home: string | undefined, where: string, side: NaiveSide): boolean {
  const own = side.direction === 'ingress' ? 'from' : 'to';
  // An empty list of names or Services is as good as none; any other one is nobody.
  const named = PEERS.filter((kind) => {
    const peers: RawObject[] | undefined = rule[own + kind];
    return peers !== undefined && (peers.length > 0 || !['FQDNs', 'Services'].includes(kind));
  });
  // Without any peers it is for everybody on its ports, and without ports for nobody.
  if (named.length === 0) return (rule.toPorts ?? []).length > 0;
  return named.every((kind) =>
    rule[own + kind].some((peer: RawObject, i: number) => {
      const place = `${where} ${kind} ${i}`;
      if (kind === 'Endpoints') return isEndpoint(peer, home, side);
      if (kind === 'Entities') return isEntity(peer, place, side);
      if (kind === 'Services') return isBehind(peer, side);
      if (kind === 'FQDNs') {
        const { matchName, matchPattern } = peer;
        return side.hasName(matchName ?? matchPattern, (asked) =>
          matchName === undefined ? hasPattern(asked, matchPattern) : asked === matchName.toLowerCase(),
        );
      }
      return isInNetwork(kind === 'CIDR' ? { cidr: peer } : peer, place, side);
    }),
  );
}

/** Of the policy's own namespace, unless the selector says which; of any for policies of the cluster. */
function isEndpoint(selector: RawObject, home: string | undefined, { pod, cluster }: NaiveSide): boolean {
  if (pod === undefined) return false;
  const plain = withoutSources(selector);
  const keys = [
    ...Object.keys(plain.matchLabels),
    ...plain.matchExpressions.map(({ key }: RawObject) => key as string),
  ];
  const saysWhere = keys.some((key) => key === NAMESPACE || key.startsWith(NAMESPACE_LABELS));
  return (home === undefined || saysWhere || pod.namespace === home) && selects(plain, ciliumLabels(pod, cluster));
}

/** The pods that a Service selects in its namespace. */
function isBehind({ k8sService }: RawObject, { pod, cluster }: NaiveSide): boolean {
  const { serviceName, namespace } = k8sService;
  const service = cluster
    .of('Service')
    .find(({ metadata }) => metadata.name === serviceName && metadata.namespace === namespace);
  if (pod === undefined || service === undefined || pod.namespace !== namespace) return false;
  return selects({ matchLabels: service.spec.selector }, pod.labels);
}

const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** The pod's own labels, and those that Cilium adds. */
function ciliumLabels({ namespace, labels, account }: NaivePod, cluster: NaiveSide['cluster']): Record<string, string> {
  const ofNamespace = Object.entries(cluster.namespaceLabels(namespace));
  return {
    ...labels,
    [NAMESPACE]: namespace,
    'io.cilium.k8s.policy.serviceaccount': account,
    ...Object.fromEntries(ofNamespace.map(([key, value]) => [NAMESPACE_LABELS + key, value])),
  };
}

/** `k8s:app` and `any:app` are `app`. */
function withoutSources({ matchLabels = {}, matchExpressions = [] }: RawObject): RawObject {
  const plain = (key: string): string => key.replace(/^(k8s|any):/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [plain(key), value])),
    matchExpressions: matchExpressions.map((each: RawObject) => ({ ...each, key: plain(each.key) })),
  };
}

/** Networks are never those of pods and nodes. */
function isInNetwork({ cidr, except = [] }: RawObject, where: string, side: NaiveSide): boolean {
  const { peer } = side;
  if ('entity' in peer) return peer.entity === 'kube-apiserver' && side.perhaps(`${where} has the API server`);
  if (!('ip' in peer) && !('name' in peer)) return false;
  const { address } = side;
  return inCidr(address, cidr) && !except.some((inner: string) => inCidr(address, inner));
}

function isEntity(entity: string, where: string, side: NaiveSide): boolean {
  const { peer } = side;
  if (entity === 'all') return true;
  if ('ip' in peer || 'name' in peer) return entity === 'world';
  if ('entity' in peer) {
    if (entity === peer.entity || entity === 'cluster') return true;
    // The API server may be outside of the cluster, or on any node of it.
    const pair = [entity, peer.entity].sort().join();
    const mayBe =
      ['host,kube-apiserver', 'kube-apiserver,remote-node'].includes(pair) ||
      (entity === 'world' && pair.includes('kube'));
    return mayBe && side.perhaps(`${where} is the entity`);
  }
  if (entity === 'cluster') return true;
  if (!side.isOnNode) return false;
  // A node is the pod's own, or another one; either may run the API server.
  if (entity === 'kube-apiserver') return side.perhaps('the node runs the API server');
  return ['host', 'remote-node'].includes(entity) && side.choose('the node', ['host', 'remote-node']) === entity;
}

/** `*` alone is every name, a leading `**.` one label or several, and any other star some letters of one label. */
function hasPattern(asked: string, pattern: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.startsWith('**.')) return fits(asked, pattern);
  return asked.split('.').some((_, i, labels) => i > 0 && fits(labels.slice(i).join('.'), pattern.slice(3)));
}

/** What a rule opens on the port of the question, once for each entry that has it; an entry without ports has none. */
function openedOn({ toPorts = [] }: RawObject, side: NaiveSide): NaiveOpinion['accepts'] {
  if (toPorts.length === 0) return [{}];
  return toPorts
    .filter(({ ports = [] }: RawObject) => ports.some((port: RawObject) => isPort(port, side)))
    .map(({ rules = {} }: RawObject) => {
      const only = layer7Of(rules);
      return only.length === 0 ? {} : { only };
    });
}

function isPort({ port, endPort, protocol = 'ANY' }: RawObject, side: NaiveSide): boolean {
  const { question } = side;
  if (protocol !== 'ANY' && protocol !== question.protocol) return false;
  if (!/^\d+$/.test(port)) return side.isNamed(port, protocol === 'ANY' ? undefined : protocol);
  const number = /^0\d/.test(port) ? parseInt(port, 8) : Number(port);
  if (number === 0) return true;
  return question.port >= number && question.port <= (endPort ?? number);
}

/** Whoever may ask for every name is let through as a whole. */
function layer7Of({ http = [], dns = [] }: RawObject): string[] {
  if (dns.some(({ matchPattern }: RawObject) => matchPattern === '*')) return [];
  const words: (string | undefined)[][] = [
    ...http.map(({ method, path }: RawObject) => ['HTTP', method, path]),
    ...dns.map(({ matchName, matchPattern }: RawObject) => ['DNS', matchName ?? matchPattern]),
  ];
  return words.map((all) => all.filter((word) => word !== undefined).join(' '));
}
