import { decide, Opening } from './judge';
import { Judgement } from './judgement';
import { PeerMatch } from './match-ends';
import { PortSet } from './port-set';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { Direction, Workload } from '../topology/model';

/** What a side lets through to or from pods that the input does not have, by what its rules mean of them. */
export function judgeUnknownPods(
  side: Side,
  workload: Workload,
  direction: Direction,
  match: (rule: CompiledRule) => PeerMatch,
): Judgement {
  const destination = direction === 'ingress' ? workload : undefined;
  const open = (rules: readonly CompiledRule[]): Opening => {
    const opened = (wanted: PeerMatch, ports: (rule: CompiledRule) => PortSet): PortSet =>
      PortSet.unionAll(rules.filter((rule) => match(rule) === wanted).map(ports));
    // In pods that the input does not have a name may stand for any port.
    const named = direction === 'egress' ? opened('yes', portsOfNames) : PortSet.NONE;
    const perhaps = opened('unknown', (rule) =>
      portsOn(rule, destination).union(destination ? PortSet.NONE : portsOfNames(rule)),
    );
    return {
      allow: opened('yes', (rule) => portsOn(rule, destination)),
      toSome: named.union(perhaps),
      byAddress: [],
      addresses: undefined,
      rules,
    };
  };
  return decide(side, open, workload.hostNetwork);
}

/** In pods that the input does not have, a name may stand for any port of its protocol. */
export function portsOfNames({ namedPorts }: CompiledRule): PortSet {
  return PortSet.unionAll(namedPorts.map(({ protocol }) => PortSet.range(protocol)));
}
