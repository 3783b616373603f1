import { Undecided, undecidedSide } from './doubt';
import { PortSet } from './port-set';
import { Reason } from './reason';
import { CompiledRule, Level, Side } from './side';
import { allRules } from './side-rules';
import { Policy } from '../topology/model';

/** Whether a rule may mean a peer. */
export type MayMean = (rule: CompiledRule) => boolean;

/** What leaves ports to or from ends outside of the cluster undecided: policies that are not judged, else names. */
export function undecidedOutside(side: Side, ports: PortSet): Partial<Undecided> | undefined {
  return undecidedSide(side) ?? byNames(side, ports);
}

/** The rules of a side on names, and on other addresses that no manifest says, for some of the ports. */
export function rulesOnNames(side: Side, ports: PortSet): readonly CompiledRule[] {
  return allRules(side).filter(
    (rule) => rule.others !== undefined && unsaidOf(rule).length > 0 && rule.ports.overlaps(ports),
  );
}

function unsaidOf({ others }: CompiledRule): readonly string[] {
  return others === undefined ? [] : [...others.names.flatMap(({ names }) => names), ...others.unknown];
}

function byNames(side: Side, ports: PortSet): { readonly reason: Reason } | undefined {
  const rules = rulesOnNames(side, ports);
  if (rules.length === 0) return undefined;
  const policies = [...new Set(rules.map(({ policy }) => describePolicy(policy)))];
  const verb = policies.length === 1 ? 'names' : 'name';
  const names = few([...new Set(rules.flatMap(unsaidOf))]);
  return {
    reason: {
      code: 'unknown-names',
      text: `${few(policies)} ${verb} ${names}, whose addresses are not in the manifests`,
    },
  };
}

/** Policies of equal priority that decide differently about some of the ports. */
export function conflictOf(
  { tiers }: Side,
  ports: PortSet,
  mayMean: MayMean,
  portsOf: (rule: CompiledRule) => PortSet,
): Reason | undefined {
  if (tiers === undefined) return undefined;
  // Of what has no priority nobody says before which of the others it is asked.
  const unordered: Level[] = tiers.unordered.length === 0 ? [] : [[...tiers.baseline.flat(), ...tiers.unordered]];
  for (const level of [...tiers.admin, ...tiers.baseline, ...unordered]) {
    const said = level.map(({ policy, rules }) => ({
      policy,
      rules: rules.filter(({ alone: [rule] }) => mayMean(rule) && portsOf(rule).overlaps(ports)),
    }));
    for (const [i, first] of said.entries()) {
      const second = said.slice(i + 1).find((other) => decideDifferently(first.rules, other.rules, portsOf));
      if (second !== undefined) return equalPriority(first.policy, second.policy);
    }
  }
  return undefined;
}

type Asked = Level[number]['rules'];

function decideDifferently(some: Asked, others: Asked, portsOf: (rule: CompiledRule) => PortSet): boolean {
  return some.some((a) =>
    others.some((b) => a.action !== b.action && portsOf(a.alone[0]).overlaps(portsOf(b.alone[0]))),
  );
}

function equalPriority(a: Policy, b: Policy): Reason {
  const which = a.order?.priority === b.order?.priority ? 'are of equal priority' : 'have no order between them';
  return {
    code: 'equal-priority',
    text: `${namesApart(a, b).join(' and ')} ${which} and decide differently`,
  };
}

/** Two API groups may have a kind of the same name. */
function namesApart(...policies: readonly [Policy, Policy]): readonly string[] {
  const names = policies.map(describePolicy);
  if (names[0] !== names[1]) return names;
  return policies.map(
    ({ origin: { source, line } }, i) => `${names[i]} (${source}${line === undefined ? '' : `:${line}`})`,
  );
}

/** `CiliumNetworkPolicy shop/web`, `ClusterNetworkPolicy deny-all`. */
export function describePolicy({ kind = 'NetworkPolicy', namespace, name }: Policy): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

function few(items: readonly string[]): string {
  const more = items.length - 3;
  return `${items.slice(0, 3).join(', ')}${more <= 0 ? '' : ` and ${more} more`}`;
}
