import { IConstruct } from 'constructs';
import { RuleEnd } from './rule-end';
import { SaidRule, saidRulesOf } from './said-rules';
import { workloadIdsOf } from './workload-ids';
import { NetworkRule } from '../checks/network-rules';
import { makeRule } from '../checks/network-rules/make-rule';
import { EndPattern } from '../checks/network-rules/network-rule';
import { parsePort } from '../checks/network-rules/parse-port';
import { ClusterProfile } from '../network/cluster-profile';
import { Analysis } from '../reachability/analysis';
import { inWords, placeOf, refusalMessage } from '../support/refuse';

/** The rules of a platform team for one cluster, and what of them cannot be asked. */
export interface RulesOfCluster {
  /** In the order in which they are asked. */
  readonly rules: readonly NetworkRule[];
  /** They fail the synth. */
  readonly problems: readonly string[];
}

/** The network rules that were said in an app for one of its clusters. */
export function networkRulesOf(app: IConstruct, cluster: string, analysis: Analysis): RulesOfCluster {
  const problems: string[] = [];
  const ends = new EndsOfCluster(cluster, analysis, problems);
  let count = 0;
  const rules = saidRulesOf(app)
    .filter(({ owner }) => owner === app || ClusterProfile._clusterOf(owner) === cluster)
    .flatMap(({ owner, rules: said }) =>
      said.map((each) => (each.kind === 'read' ? each.rule : toRule(each, owner, ++count, ends))),
    );
  return { rules, problems: [...problems, ...sameNames(rules)] };
}

/** What is accepted is known by a rule's name, and of two nobody could tell which. */
function sameNames(rules: readonly NetworkRule[]): string[] {
  const names = rules.flatMap(({ name }) => name ?? []);
  const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [...twice].map((name) =>
    refusalMessage('NetworkRules', {
      what: 'name',
      got: name,
      allowed: 'a name that one rule of a cluster has',
      fix: 'give one of them another name, or read a file once',
    }),
  );
}

function toRule(
  { word, from, to, ports, reason, name }: Extract<SaidRule, { kind: 'called' }>,
  owner: IConstruct,
  number: number,
  ends: EndsOfCluster,
): NetworkRule {
  return makeRule({
    word,
    from: from.map((end) => ends.of(owner, end)),
    to: to.map((end) => ends.of(owner, end)),
    ...(ports === undefined ? {} : { ports: ports.flatMap((port) => parsePort(port) ?? []) }),
    reason,
    ...(name === undefined ? {} : { name }),
    number,
    source: placeOf(owner),
    isCode: true,
  });
}

/** What ends mean in one cluster. */
class EndsOfCluster {
  private readonly known = new Map<IConstruct, readonly string[]>();

  constructor(
    private readonly cluster: string,
    private readonly analysis: Analysis,
    private readonly problems: string[],
  ) {}

  public of(owner: IConstruct, { _said: said }: RuleEnd): EndPattern {
    if (said.kind === 'pattern') return said.pattern;
    const { construct } = said;
    // Those of another cluster are none here, though they may be called the same.
    if (ClusterProfile._clusterOf(construct) !== this.cluster) {
      return { kind: 'workloads', ids: [], text: construct.node.path };
    }
    let ids = this.known.get(construct);
    if (ids === undefined) {
      this.known.set(construct, (ids = workloadIdsOf(this.analysis, construct)));
      if (ids.length === 0) this.problems.push(noWorkload(owner, construct));
    }
    return { kind: 'workloads', ids, text: ids.join(', ') };
  }
}

/** A rule about nobody denies nothing. */
function noWorkload(owner: IConstruct, construct: IConstruct): string {
  return refusalMessage(owner, {
    what: 'RuleEnd.workload',
    got: inWords(`"${construct.node.path}", which renders no workload`),
    allowed: 'a construct with pods',
    fix: 'pass the workload, or name its pods: RuleEnd.of("namespace/Kind/name")',
  });
}
