import { PeerMatch } from './match-nodes';
import { PortSet } from './port-set';
import { CompiledRule, Narrowing, Side } from './side';
import { countingPorts } from './void-parts';

/** Ports on which the same of layer 7 alone is let through, in words. */
export interface Limit {
  readonly ports: PortSet;
  readonly only: readonly string[];
}

/** What a side lets through of layer 7 on ports that it limits, each port with what is for it. */
export function limitsOf(
  { narrowing }: Pick<Side, 'narrowing'>,
  ports: PortSet,
  match: (rule: CompiledRule) => PeerMatch,
  portsOf: (rule: CompiledRule) => PortSet,
): readonly Limit[] {
  const { parts, whole } = narrowing ?? NOTHING_NARROWED;
  const meant = parts.filter((rule) => match(rule) !== 'no');
  const counting = meant.map((rule) => countingPorts(rule, whole, match, portsOf));
  // Where several rules void all of them only together, all are told: a limited port never has nothing.
  const voided = ports.subtract(PortSet.unionAll(counting));
  const byText = new Map<string, PortSet>();
  for (const [i, rule] of meant.entries()) {
    const { only } = rule.given;
    if (only === undefined) continue;
    const own = voided.isEmpty ? counting[i] : counting[i].union(portsOf(rule).intersect(voided));
    byText.set(only, (byText.get(only) ?? PortSet.NONE).union(own));
  }
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).reduce(divide, [{ ports, only: [] }]);
}

const NOTHING_NARROWED: Narrowing = { parts: [], whole: [] };

/** Parts limits by another one. */
export function divide(limits: readonly Limit[], [text, ports]: readonly [string, PortSet]): readonly Limit[] {
  return limits
    .flatMap((limit) => [
      { ports: limit.ports.intersect(ports), only: [...limit.only, text] },
      { ports: limit.ports.subtract(ports), only: limit.only },
    ])
    .filter((limit) => !limit.ports.isEmpty);
}

/** The limits of both sides of a connection, on the ports that one of them limits. */
export function bothLimits(ports: PortSet, sides: readonly (readonly Limit[])[]): readonly Limit[] {
  return sides
    .reduce<readonly Limit[]>(
      (limits, own) =>
        limits.flatMap((limit) => {
          const rest = limit.ports.subtract(PortSet.unionAll(own.map((each) => each.ports)));
          const parts = own.map((each) => ({
            ports: limit.ports.intersect(each.ports),
            only: [...new Set([...limit.only, ...each.only])].sort(),
          }));
          return [...parts, { ports: rest, only: limit.only }].filter((part) => !part.ports.isEmpty);
        }),
      [{ ports, only: [] }],
    )
    .filter(({ only }) => only.length > 0);
}
