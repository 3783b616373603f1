import { Candidate, Candidates } from './debug-candidates';
import { RunbookFacts, ServiceFacts } from './facts';
import { Analysis } from '../../reachability/analysis';
import { Cluster } from '../../reachability/cluster';
import { PairVerdicts } from '../../reachability/pair-verdicts';
import { PortSet } from '../../reachability/port-set';
import { backendsOf, targetPorts } from '../../reachability/service-index';
import { allRules } from '../../reachability/side-rules';
import { NAMESPACE_NAME_LABEL, Namespace, ServicePort, Topology, Workload } from '../../topology/model';

/** A pod for debugging, with what policies say about it. */
export interface DebugPod extends Candidate {
  readonly podName: string;
  /** The Service's ports that policies let it reach. */
  readonly open: readonly ServicePort[];
  /** Those of which the manifests do not decide it. */
  readonly undecided: readonly ServicePort[];
  /** Whether policies let it ask the cluster's DNS. */
  readonly dns: 'open' | 'closed' | 'undecided';
  /** Whether the input has nothing in its namespace, where others may have policies. */
  readonly isUnknownPlace: boolean;
  /** The Services that would send it traffic if it were ready. */
  readonly selectedBy: readonly string[];
  /** The workloads whose controllers would take it for a pod of theirs. */
  readonly adoptedBy: readonly string[];
}

/** The name of the pod that debugs a Service. */
export function debugNameOf({ service }: ServiceFacts): string {
  return `debug-${service.name}`.slice(0, 63).replace(/[^a-z0-9]+$/, '');
}

/** What was found out about pods that could be there. */
export interface DebugPods {
  /** The pod for each Service, by its id. */
  readonly pods: ReadonlyMap<string, DebugPod>;
  /** Whether policies let a workload ask the cluster's DNS. */
  dnsOf(position: number): DebugPod['dns'];
}

/** Finds for each Service a pod that policies let in, by asking the engine about pods that could be there. */
export function findDebugPods(facts: RunbookFacts): DebugPods {
  const candidates = new Candidates(facts);
  const asked = facts.services
    .filter(
      ({ kind, backends, service }) => kind === 'ExternalName' || (backends.length > 0 && service.ports.length > 0),
    )
    .map((each) => ({ facts: each, options: candidates.of(each, debugNameOf(each)) }));
  const trial = new Trial(
    facts.input.analysis.cluster,
    asked.flatMap(({ options }) => options),
  );
  let next = 0;
  const pods = new Map(
    asked.flatMap(({ facts: each, options }) => {
      const all = options.map((option) => trial.judge(each, option, next++));
      const isOfUse = ({ open, undecided, dns }: DebugPod): boolean =>
        open.length + undecided.length > 0 || (each.kind === 'ExternalName' && dns !== 'closed');
      const best = all.filter(isOfUse).sort(compare).at(0);
      return best === undefined ? [] : [[each.service.id, best] as const];
    }),
  );
  return { pods, dnsOf: (position) => trial.dnsOf(position) };
}

/** The better one first; of equal ones the one that was proposed first. */
function compare(a: DebugPod, b: DebugPod): number {
  const harms = ({ selectedBy, adoptedBy }: DebugPod): number => adoptedBy.length * 2 + Math.min(1, selectedBy.length);
  const names = ['open', 'undecided', 'closed'];
  return (
    b.open.length - a.open.length ||
    names.indexOf(a.dns) - names.indexOf(b.dns) ||
    b.undecided.length - a.undecided.length ||
    harms(a) - harms(b)
  );
}

/** Controllers that take any pod with the right labels; a Deployment asks for the hash of its template besides. */
const ADOPTING: ReadonlySet<string> = new Set(['DaemonSet', 'ReplicaSet', 'ReplicationController', 'CloneSet']);

/** The cluster with all pods in it that somebody may debug with. */
class Trial {
  private readonly analysis: Analysis;
  private readonly begin: number;
  private readonly dnsPods: readonly number[];
  private readonly places: ReadonlySet<string>;
  private readonly selectedBy = new Map<number, string[]>();
  private readonly adoptedBy = new Map<number, string[]>();

  constructor({ topology, options }: Cluster, candidates: readonly Candidate[]) {
    const pods = candidates.map(({ namespace, labels }, i) => podOf(namespace, `debug.${i}`, labels));
    const dns = DNS_PODS.map(({ namespace, labels }, i) => podOf(namespace, `dns.${i}`, labels));
    const workloads = [...topology.workloads, ...pods, ...dns];
    this.begin = topology.workloads.length;
    this.places = new Set(topology.namespaces.map(({ name }) => name));
    const namespaces = withNamespaces(topology, [...pods, ...dns]);
    this.analysis = Analysis.of({ ...topology, workloads, namespaces }, options);
    this.dnsPods = dns.map((_, i) => this.begin + pods.length + i);
    const { cluster } = this.analysis;
    for (const service of topology.services) this.note(this.selectedBy, service.id, backendsOf(cluster, service));
    for (const { id, kind, namespace, selector } of topology.workloads) {
      if (!ADOPTING.has(kind.split('.')[0]) || selector === undefined) continue;
      this.note(this.adoptedBy, id, cluster.pods.inNamespace(namespace, selector).members);
    }
  }

  public judge(facts: ServiceFacts, candidate: Candidate, index: number): DebugPod {
    const position = this.begin + index;
    return {
      ...candidate,
      podName: debugNameOf(facts),
      ...(facts.kind === 'ExternalName' ? this.outward(facts, position) : this.inward(facts, position)),
      dns: this.dnsOf(position),
      isUnknownPlace: !this.places.has(candidate.namespace),
      selectedBy: this.selectedBy.get(position) ?? [],
      adoptedBy: this.adoptedBy.get(position) ?? [],
    };
  }

  /** Whether policies let a pod ask the cluster's DNS. */
  public dnsOf(position: number): DebugPod['dns'] {
    const { cluster } = this.analysis;
    const verdicts = PairVerdicts.of(cluster);
    const answers = this.dnsPods.map((dns, i) => {
      const judgement = verdicts.between(position, dns)?.judgement;
      if (judgement?.allow.includes(DNS_PODS[i].port) === true) return 'open';
      return judgement?.unknown.includes(DNS_PODS[i].port) === true ? 'undecided' : 'closed';
    });
    if (answers.includes('open')) return 'open';
    // A cache on the node, or a resolver outside of the cluster, is named by its address.
    const byAddress = allRules(cluster.sides.egress[position]).some(
      ({ blocks, ports, given }) => given.action !== 'deny' && !blocks.isEmpty && ports.overlaps(DNS),
    );
    return byAddress || answers.includes('undecided') ? 'undecided' : 'closed';
  }

  /** What it may reach of what is behind a Service. */
  private inward({ service, backends }: ServiceFacts, position: number): Pick<DebugPod, 'open' | 'undecided'> {
    const verdicts = PairVerdicts.of(this.analysis.cluster);
    const judged = backends.slice(0, MOST_BACKENDS).map(({ position: to, workload }) => ({
      workload,
      judgement: verdicts.between(position, to)?.judgement,
    }));
    const verdictsOn = (port: ServicePort): readonly ('allow' | 'unknown' | 'deny')[] =>
      judged.map(({ workload, judgement }) => {
        const target = targetPorts(port, workload);
        if (judgement === undefined || target.isEmpty) return 'deny';
        return judgement.allow.includes(target) ? 'allow' : judgement.unknown.overlaps(target) ? 'unknown' : 'deny';
      });
    // A connection may come out at any of them.
    const open = service.ports.filter((port) => verdictsOn(port).every((verdict) => verdict === 'allow'));
    const perhaps = service.ports.filter((port) => verdictsOn(port).some((verdict) => verdict !== 'deny'));
    return { open, undecided: perhaps.filter((port) => !open.includes(port)) };
  }

  /** The addresses behind a name are not known, so that at best somebody outside is open. */
  private outward({ service }: ServiceFacts, position: number): Pick<DebugPod, 'open' | 'undecided'> {
    const side = this.analysis.cluster.sides.egress[position];
    const isFree = side.isolatedBy.length === 0 && side.partial.length === 0 && side.tiers === undefined;
    const perhaps = service.ports.filter(({ port, protocol }) =>
      allRules(side).some(
        ({ blocks, others, ports, given }) =>
          given.action !== 'deny' &&
          (!blocks.isEmpty || (others?.names.length ?? 0) > 0) &&
          ports.overlaps(PortSet.range(protocol, port, port)),
      ),
    );
    return isFree ? { open: service.ports, undecided: [] } : { open: [], undecided: perhaps };
  }

  private note(by: Map<number, string[]>, id: string, positions: readonly number[]): void {
    for (const position of positions) {
      if (position < this.begin) continue;
      const known = by.get(position);
      if (known === undefined) by.set(position, [id]);
      else known.push(id);
    }
  }
}

const MOST_BACKENDS = 3;
const DNS = PortSet.range('UDP', 53, 53);

/** Where the pods of DNS are, and what they have. */
const DNS_PODS: readonly (Pick<Workload, 'namespace' | 'labels'> & { readonly port: PortSet })[] = [
  { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, port: DNS },
  {
    namespace: 'openshift-dns',
    labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
    port: PortSet.range('UDP', 5353, 5353),
  },
];

function podOf(namespace: string, name: string, labels: Workload['labels']): Workload {
  return {
    id: `${namespace}/Pod/${name}`,
    namespace,
    kind: 'Pod',
    name,
    labels,
    perPodLabels: {},
    namedPorts: DNS_NAMES,
    declaredPorts: [],
    hostPorts: [],
    hostNetwork: false,
    addresses: [],
    origin: { source: 'runbook', document: 1 },
  };
}

/** What rules may call the ports of DNS. */
const DNS_NAMES: Workload['namedPorts'] = [
  { name: 'dns', protocol: 'UDP', port: 53 },
  { name: 'dns-tcp', protocol: 'TCP', port: 53 },
];

/** Of a namespace that nobody declares only the name is known. */
function withNamespaces({ namespaces }: Topology, pods: readonly Workload[]): Namespace[] {
  const known = new Set(namespaces.map(({ name }) => name));
  const missing = new Set(pods.map(({ namespace }) => namespace).filter((name) => !known.has(name)));
  return [
    ...namespaces,
    ...[...missing].sort().map((name) => ({ name, labels: { [NAMESPACE_NAME_LABEL]: name }, declared: false })),
  ];
}
