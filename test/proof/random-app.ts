import * as fc from 'fast-check';
import {
  AppPlan,
  Call,
  Change,
  Direction,
  EndPlan,
  hasConnections,
  isOfPackage,
  isTarget,
  Kind,
  PolicyEdit,
  RulePlan,
  Step,
  Way,
  WorkloadEdit,
  WorkloadPlan,
} from './plan';
import {
  NAME_LABEL,
  NAMESPACES,
  PeerName,
  PEERS,
  podsNamed,
  PeerWord,
  PortName,
  PORTS,
  Raw,
  RAW_PEERS,
  rawPorts,
} from './vocabulary';

const namespace = fc.constantFrom(...NAMESPACES);
const namespaceOrNone = fc.constantFrom(undefined, ...NAMESPACES);
const direction = fc.constantFrom<Direction>('ingress', 'egress');

/** Some are much more likely than others. */
function weighted<T>(...choices: [number, fc.Arbitrary<T>][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight: 10 * weight, arbitrary })));
}

function chosen<T>(...choices: [number, T][]): fc.Arbitrary<T> {
  return weighted(...choices.map(([weight, value]): [number, fc.Arbitrary<T>] => [weight, fc.constant(value)]));
}

/** An included file is read by a process of its own, which takes its time. */
const way = chosen<Way>([16, 'construct'], [16, 'manifest'], [1, 'include']);

const workload: fc.Arbitrary<Omit<WorkloadPlan, 'name'> & { twin: boolean }> = fc.record({
  kind: chosen<Kind>(
    [5, 'service'],
    [3, 'worker'],
    [2, 'database'],
    [2, 'web'],
    [1, 'stateful'],
    [1, 'task'],
    [1, 'scheduled'],
    [1, 'agent'],
    [2, 'adopted'],
    [1, 'adoptedPod'],
    [1, 'plain'],
  ),
  namespace: chosen([3, 'shop' as const], [1, 'data' as const]),
  isolated: chosen([8, true], [1, false]),
  exposedTo: fc.constantFrom('anywhere', 'office'),
  metrics: chosen([5, false], [1, true]),
  twin: chosen([5, false], [1, true]),
});

/** Each has a name of its own, but one of another namespace may be called as the first is. */
const workloads: fc.Arbitrary<WorkloadPlan[]> = fc.array(workload, { minLength: 2, maxLength: 5 }).map((all) => {
  const twin = all.findIndex((own) => own.twin && own.namespace !== all[0].namespace);
  return all.map(({ twin: _, ...own }, i) => ({
    ...own,
    metrics: own.metrics && isOfPackage(own as WorkloadPlan) && !['database', 'task', 'scheduled'].includes(own.kind),
    name: i === twin ? 'w0' : `w${i}`,
    // Somebody must be able to speak.
    kind: i === 0 && own.kind === 'plain' ? 'service' : own.kind,
  }));
});

const portName = chosen<PortName>(
  ...(Object.keys(PORTS) as PortName[]).map((name): [number, PortName] => [
    name === 'http' ? 6 : name.startsWith('name') ? 0.5 : 1,
    name,
  ]),
);
const ports = weighted([4, fc.tuple(portName)], [1, fc.uniqueArray(portName, { minLength: 2, maxLength: 3 })]);
const peer = chosen<PeerName>(
  ...(Object.keys(PEERS) as PeerName[]).map((name): [number, PeerName] => [PEERS[name].meant === 'none' ? 2 : 1, name]),
);

/** The peers and ports of a policy that is written by hand, or patched. */
class Rules {
  public readonly ports: fc.Arbitrary<Raw[] | undefined> = ports.map(rawPorts);
  public readonly peers: fc.Arbitrary<Raw[] | undefined>;
  public readonly rule: fc.Arbitrary<RulePlan>;
  public readonly selector: fc.Arbitrary<Raw>;

  constructor(name: fc.Arbitrary<string>) {
    this.peers = weighted<Raw[] | undefined>(
      [4, fc.tuple(name, namespaceOrNone).map(([own, where]) => podsNamed(own, where).raw)],
      [3, peer.map((word) => (PEERS[word] as PeerWord).raw)],
      [2, fc.constantFrom(...Object.values(RAW_PEERS))],
    );
    this.rule = fc.record({ peers: this.peers, ports: this.ports });
    this.selector = weighted<Raw>(
      [4, name.map((own) => ({ matchLabels: { [NAME_LABEL]: own } }))],
      [1, fc.constant({})],
      [1, name.map((own) => ({ matchExpressions: [{ key: NAME_LABEL, operator: 'NotIn', values: [own] }] }))],
    );
  }
}

/** What may happen to some workloads. */
class Steps {
  public readonly any: fc.Arbitrary<Step>;
  public readonly call: fc.Arbitrary<Call>;
  public readonly change: fc.Arbitrary<Change>;
  private readonly name: fc.Arbitrary<string>;
  private readonly rules: Rules;
  private readonly who: fc.Arbitrary<number>;
  private readonly end: fc.Arbitrary<EndPlan>;

  constructor(private readonly all: readonly WorkloadPlan[]) {
    this.name = chosen(...all.map((own): [number, string] => [2, own.name]), [1, 'ghost']);
    this.rules = new Rules(this.name);
    this.who = this.among(hasConnections);
    this.end = weighted<EndPlan>(
      [5, this.among(() => true).map((i) => ({ workload: i }))],
      [3, peer.map((word) => ({ peer: word }))],
      [0.5, fc.record({ named: this.name, namespace: namespaceOrNone })],
    );
    this.call = this.calls();
    this.change = weighted<Change>(
      [4, this.opening()],
      [3, this.addedPolicy()],
      [4, this.policyPatch()],
      [3, this.workloadPatch()],
      [1, this.servicePatch()],
      [2, this.addedWorkload()],
      [1, fc.record({ change: fc.constant('addNamespace'), name: namespace, team: fc.constantFrom(undefined, 'ops') })],
      [2, this.defaultDeny()],
    );
    this.any = weighted<Step>([1, this.call], [1, this.change]);
  }

  private among(fits: (own: WorkloadPlan) => boolean): fc.Arbitrary<number> {
    return fc.constantFrom(...[...this.all.keys()].filter((i) => fits(this.all[i])));
  }

  private calls(): fc.Arbitrary<Call> {
    const who = this.who;
    const given = weighted<PortName[] | undefined>([2, fc.constant(undefined)], [3, ports]);
    const others = fc.record({
      call: chosen<Call['call']>([3, 'allowFrom'], [3, 'allowTo'], [2, 'accept']),
      who,
      end: this.end,
      ports: given,
    });
    if (!this.all.some(isTarget) || !this.all.some(isOfPackage)) return others;
    const target = this.among(isTarget).map((i): EndPlan => ({ workload: i }));
    const connectTo = fc.record({ call: fc.constant('connectTo' as const), who: this.among(isOfPackage), end: target });
    return weighted<Call>([1, connectTo], [1, others]);
  }

  private opening(): fc.Arbitrary<Change> {
    const bothSides = chosen([3, true], [1, false]);
    return fc.record({ change: fc.constant('open'), way, who: this.who, direction, end: this.end, ports, bothSides });
  }

  private addedPolicy(): fc.Arbitrary<Change> {
    const list = fc.option(fc.array(this.rules.rule, { maxLength: 2 }), { nil: undefined });
    const types = fc.constantFrom<(string[] | undefined)[]>(undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress']);
    return fc.record({
      change: fc.constant('addPolicy'),
      way,
      namespace,
      selector: this.rules.selector,
      types,
      ingress: list,
      egress: list,
    });
  }

  private policyPatch(): fc.Arbitrary<Change> {
    const { rule, selector } = this.rules;
    const at = fc.nat({ max: 3 });
    const types = fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']);
    const edit = weighted<PolicyEdit>(
      [1, fc.record({ edit: fc.constant('rules'), direction, rules: fc.array(rule, { maxLength: 2 }) })],
      [3, fc.record({ edit: fc.constant('add'), direction, rule })],
      [2, fc.record({ edit: fc.constant('remove'), direction, at })],
      [2, fc.record({ edit: fc.constant('ports'), direction, at, ports: this.rules.ports })],
      [2, fc.record({ edit: fc.constant('peers'), direction, at, peers: this.rules.peers })],
      [1, fc.record({ edit: fc.constant('podSelector'), selector })],
      [1, fc.record({ edit: fc.constant('policyTypes'), types })],
      [0.5, fc.record({ edit: fc.constant('namespace'), namespace })],
      [1, fc.record({ edit: fc.constant('name'), name: this.name })],
    );
    return fc.record({ change: fc.constant('patchPolicy'), of: this.who, edit });
  }

  private workloadPatch(): fc.Arbitrary<Change> {
    const edit = weighted<WorkloadEdit>(
      [2, fc.record({ edit: fc.constant('name'), name: chosen([4, 'renamed'], [1, 'w1']) })],
      [1, fc.record({ edit: fc.constant('namespace'), namespace })],
      [2, fc.record({ edit: fc.constant('label'), label: this.name })],
      [2, fc.constant({ edit: 'hostNetwork' })],
      [1, fc.constant({ edit: 'remove' })],
      [1, fc.record({ edit: fc.constant('portName'), name: fc.constantFrom('http', 'admin') })],
    );
    return fc.record({ change: fc.constant('patchWorkload'), of: this.among(() => true), edit });
  }

  private servicePatch(): fc.Arbitrary<Change> {
    const selector = weighted<Raw>([3, this.name.map((own) => ({ [NAME_LABEL]: own }))], [1, fc.constant({})]);
    return fc.record({ change: fc.constant('patchService'), of: this.who, selector });
  }

  private addedWorkload(): fc.Arbitrary<Change> {
    const labels = weighted<Raw>(
      [2, this.name.map((own) => ({ [NAME_LABEL]: own }))],
      [2, fc.constantFrom({ app: 'tool' }, { app: 'tool', tier: 'back' }, { 'k8s-app': 'kube-dns' })],
    );
    return fc.record({
      change: fc.constant('addWorkload'),
      way,
      kind: fc.constantFrom('Deployment', 'Pod'),
      namespace: fc.constantFrom('shop', 'shop', 'data', 'ops', 'kube-system'),
      labels,
      name: chosen([6, 'added'], [1, 'w0']),
    });
  }

  private defaultDeny(): fc.Arbitrary<Change> {
    return fc.record({
      change: fc.constant('defaultDeny'),
      namespace,
      directions: fc.constantFrom<Direction[][]>(['ingress', 'egress'], ['ingress'], ['egress']),
      dns: fc.boolean(),
    });
  }
}

/** Small apps: most of them with few changes, so that many pass. */
export const appPlans: fc.Arbitrary<AppPlan> = workloads.chain((all) => {
  const { call, change, any } = new Steps(all);
  const few = chosen([4, 0], [4, 1], [2, 2]).chain((count) => fc.array(change, { minLength: count, maxLength: count }));
  return fc.record({
    appClass: fc.constantFrom('App', 'ServiceApp'),
    podCidrs: fc.constantFrom([], [], ['10.244.0.0/16']),
    workloads: fc.constant(all),
    steps: fc.tuple(fc.array(call, { maxLength: 4 }), few, fc.boolean()).map(
      // Calls may come behind what a policy was patched to.
      ([calls, changes, first]): Step[] => (first ? [...changes, ...calls] : [...calls, ...changes]),
    ),
    later: weighted<Step[]>([3, fc.constant([])], [1, fc.array(any, { minLength: 1, maxLength: 2 })]),
  }) as fc.Arbitrary<AppPlan>;
});
