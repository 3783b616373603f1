import { Cidr, halvesOf, isStrictSubset, overlaps, parseCidr } from '../../support/cidr';

/**
 * What is left of a network without some others, in the fewest networks: administrators' policies have no `except`. Nothing
 * may be left.
 */
export function withoutNetworks(network: string, except: readonly string[]): string[] {
  const own = parseCidr('networks', network);
  const others = except.filter((other) => overlaps(network, other)).map((other) => parseCidr('networks', other));
  return parts(own, others).map(({ text }) => text);
}

function parts(network: Cidr, except: readonly Cidr[]): Cidr[] {
  if (except.length === 0) return [network];
  if (except.some((other) => other.text === network.text || isStrictSubset(network, other))) return [];
  return halvesOf(network).flatMap((half) =>
    parts(
      half,
      except.filter((other) => overlaps(half.text, other.text)),
    ),
  );
}
