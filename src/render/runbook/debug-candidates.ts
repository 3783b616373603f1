import { RunbookFacts, ServiceFacts } from './facts';
import { matches } from '../../reachability/selector';
import { allRules } from '../../reachability/side-rules';
import { Labels, Namespace, NAMESPACE_NAME_LABEL, Policy, Selector } from '../../topology/model';

/** Labels and a namespace that a pod for debugging may have. */
export interface Candidate {
  readonly namespace: string;
  readonly labels: Labels;
  /** Whose labels they are: those of a workload, or what a rule of a policy asks for. Absent: nobody's. */
  readonly like?: string;
}

/** No more callers, rules and backends of a Service are looked at. */
const MOST = 3;
/** Of more labels each is not left out once. */
const MOST_KEYS = 5;
/** Of a large namespace not all workloads are looked at. */
const MOST_BESIDE = 100;

/** What a pod may look like that calls a Service; whether policies let it in is another question. */
export class Candidates {
  private readonly keys: ReadonlySet<string>;
  private inhabitants: Map<string, number[]> | undefined;
  private readonly places = new Map<string, string | undefined>();

  constructor(private readonly facts: RunbookFacts) {
    this.keys = keysOfPolicies(facts);
  }

  /** The harmless ones first: those that nothing else selects. */
  public of(facts: ServiceFacts, podName: string): Candidate[] {
    const { namespace } = facts.service;
    const plain = (where: string): Candidate => ({ namespace: where, labels: { run: podName } });
    if (facts.kind === 'ExternalName') return unique([plain(namespace), ...this.whoReachesOut(facts)]);
    const backends = facts.backends.slice(0, MOST);
    const callers = backends.flatMap(({ position }) =>
      this.facts.connections
        .callersOf(position, facts.service.id)
        .flows.flatMap(({ from }) => (from.kind === 'workload' ? [from.id] : []))
        .slice(0, MOST),
    );
    const like = [...new Set(callers)].flatMap((id) => this.likeWorkload(id));
    const asked = backends.flatMap(({ position }) => this.askedFor(position));
    const elsewhere = [...new Set([...like, ...asked].map((each) => each.namespace)), 'default'];
    // What a workload has is told of it, though a rule may ask for the same.
    return unique([plain(namespace), ...like, ...asked, ...elsewhere.map(plain)]);
  }

  /** Who calls a name outside no manifest says; it is some workload beside it that may leave the cluster. */
  private whoReachesOut({ service }: ServiceFacts): Candidate[] {
    const { sides } = this.facts.input.analysis.cluster;
    const beside = (this.byNamespace().get(service.namespace) ?? []).slice(0, MOST_BESIDE);
    const leaving = beside.filter((position) =>
      allRules(sides.egress[position]).some(({ blocks, others }) => !blocks.isEmpty || (others?.names.length ?? 0) > 0),
    );
    return leaving
      .slice(0, MOST)
      .flatMap((position) => this.likeWorkload(this.facts.input.analysis.cluster.workloads[position].id));
  }

  private byNamespace(): ReadonlyMap<string, readonly number[]> {
    if (this.inhabitants === undefined) {
      this.inhabitants = new Map<string, number[]>();
      for (const [position, { namespace }] of this.facts.input.analysis.cluster.workloads.entries()) {
        if (!this.inhabitants.get(namespace)?.push(position)) this.inhabitants.set(namespace, [position]);
      }
    }
    return this.inhabitants;
  }

  private likeWorkload(id: string): Candidate[] {
    const { workloads, positions } = this.facts.input.analysis.cluster;
    const { namespace, labels } = workloads[positions.get(id)!];
    const known = Object.keys(labels).filter((key) => this.keys.has(key));
    const without =
      known.length > 1 && known.length <= MOST_KEYS ? known.map((key) => known.filter((other) => other !== key)) : [];
    return [...without, known, Object.keys(labels)]
      .filter((keys) => keys.length > 0)
      .map((keys) => ({ namespace, labels: pick(labels, keys), like: id }));
  }

  /** What the rules about a workload ask for. */
  private askedFor(position: number): Candidate[] {
    const rules = allRules(this.facts.input.analysis.cluster.sides.ingress[position]).filter(
      ({ given }) => given.action !== 'deny',
    );
    return rules.slice(0, MOST * 2).flatMap(({ policy, given }) =>
      (given.peers ?? []).slice(0, MOST).flatMap((peer) => {
        if (peer.kind !== 'pods') return [];
        const labels = labelsFor(peer.podSelector);
        const namespace = this.placeFor(policy, peer.namespaceSelector);
        return namespace === undefined || labels === undefined ? [] : [{ namespace, labels, like: policy.id }];
      }),
    );
  }

  private placeFor(policy: Policy, selector: Selector | undefined): string | undefined {
    if (selector === undefined) return policy.namespace === '' ? undefined : policy.namespace;
    if (selector.requirements.length === 0) return policy.namespace === '' ? undefined : policy.namespace;
    const key = JSON.stringify(selector.requirements);
    if (!this.places.has(key)) this.places.set(key, this.findPlace(selector));
    return this.places.get(key);
  }

  private findPlace(selector: Selector): string | undefined {
    const { namespaces } = this.facts.input.analysis.cluster.topology;
    const found = namespaces.find((namespace: Namespace) => namespace.declared && matches(selector, namespace.labels));
    const [only] = selector.requirements;
    const isName = selector.requirements.length === 1 && only.key === NAMESPACE_NAME_LABEL && only.operator === 'In';
    return found?.name ?? (isName ? only.values[0] : undefined);
  }
}

function pick(labels: Labels, keys: readonly string[]): Labels {
  return Object.fromEntries(keys.map((key) => [key, labels[key]]));
}

/** Labels that a selector selects, if it asks for any. */
function labelsFor({ requirements }: Selector): Labels | undefined {
  const labels = new Map<string, string>();
  for (const { key, operator, values } of requirements) {
    if (operator === 'In') labels.set(key, values[0]);
    if (operator === 'Exists' && !labels.has(key)) labels.set(key, 'debug');
  }
  return labels.size === 0 ? undefined : Object.fromEntries(labels);
}

/** The labels that any policy looks at. */
function keysOfPolicies({ input }: RunbookFacts): ReadonlySet<string> {
  const { policies, otherPolicies } = input.analysis.cluster.topology;
  const keys = new Set<string>();
  const add = ({ requirements }: Selector): void => requirements.forEach(({ key }) => keys.add(key));
  for (const { podSelector, rules } of [...policies, ...otherPolicies]) {
    add(podSelector);
    for (const { peers = [] } of [...(rules.ingress ?? []), ...(rules.egress ?? [])]) {
      for (const peer of peers) if (peer.kind === 'pods') add(peer.podSelector);
    }
  }
  return keys;
}

function unique(candidates: readonly Candidate[]): Candidate[] {
  const key = ({ namespace, labels }: Candidate): string => JSON.stringify([namespace, Object.entries(labels).sort()]);
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) if (!found.has(key(candidate))) found.set(key(candidate), candidate);
  return [...found.values()];
}
