import { EndPattern, NetworkRule, networkRuleUnused } from './network-rule';
import { CompiledRule, RuleJudge } from './rule-judge';
import { EndSide } from './selection';
import { nearest } from '../../support/nearest';
import { quote } from '../../support/show';
import { Workload } from '../../topology/model';
import { CheckInput } from '../check-input';
import { Finding, fingerprintOf } from '../finding';

/** What rules name and the input does not have; asked after all connections, for these may have ends that it does not have. */
export function unusedFindings({ analysis: { cluster } }: CheckInput, { rules }: RuleJudge): Finding[] {
  const { workloads } = cluster;
  return rules.flatMap((compiled) => [
    ...(['from', 'to'] as const).flatMap((side) =>
      compiled[side].unused().map((pattern) => unusedEnd(compiled, side, pattern, workloads)),
    ),
    ...unusedPorts(compiled, workloads),
  ]);
}

function unusedEnd(
  { rule }: CompiledRule,
  side: EndSide,
  pattern: EndPattern,
  workloads: readonly Workload[],
): Finding {
  const near = pattern.kind === 'id' ? nearestId(pattern, workloads) : undefined;
  const message = `${idOf(rule)}: ${side}: ${quote(pattern.text)} is no workload of the input`;
  const fix = near === undefined ? 'correct it, unless it is somewhere else' : `did you mean ${quote(near)}?`;
  return note(rule, pattern.line ?? rule.line, `${side} ${pattern.text}`, message, fix);
}

function unusedPorts({ rule, to, ports }: CompiledRule, workloads: readonly Workload[]): Finding[] {
  const meant = Array.from(to.positions, (position) => workloads[position]);
  if (meant.length === 0) return [];
  const names = meant.flatMap(({ namedPorts }) => namedPorts.map(({ name }) => name));
  return ports.unused(meant).map(({ name, protocol }) => {
    const near = nearest(name, names);
    const message = `${idOf(rule)}: ports: ${quote(`${name}/${protocol}`)} is the name of no port of the workloads in to`;
    const fix =
      near === undefined ? 'name a port that a container declares, or its number' : `did you mean ${quote(near)}?`;
    return note(rule, rule.line, `ports ${name}/${protocol}`, message, fix);
  });
}

/** As it was written: with the kind or without. */
function nearestId(
  { namespace, ofKind, name, text }: Extract<EndPattern, { kind: 'id' }>,
  workloads: readonly Workload[],
): string | undefined {
  if (`${namespace}${name}`.includes('*')) return undefined;
  const ids = workloads.map((each) => (ofKind === undefined ? `${each.namespace}/${each.name}` : each.id));
  return nearest(text, ids);
}

function idOf(rule: NetworkRule): string {
  return `NetworkRule/${rule.name ?? rule.number}`;
}

function note(rule: NetworkRule, line: number | undefined, detail: string, message: string, fix: string): Finding {
  return {
    rule: networkRuleUnused,
    severity: networkRuleUnused.severity,
    object: idOf(rule),
    source: rule.source,
    ...(line === undefined ? {} : { line }),
    detail,
    message,
    fix,
    fingerprint: fingerprintOf(networkRuleUnused.id, rule.key, detail),
  };
}
