import { rangeOf } from './admin-ports';
import { AdminPeers, PlacedRule } from './admin-rule';
import { contains } from './pod-selection';
import { isStrictSubset, parseCidr } from '../../support/cidr';
import { inWords, quote, refuse, Where } from '../../support/refuse';
import { Port } from '../port';

/**
 * Refuses rules that one of those before them leaves nothing to: whoever wrote them meant them to be asked first. What does the
 * same anyway is no mistake.
 */
export function refuseShadowed(where: Where, before: readonly PlacedRule[], rules: readonly PlacedRule[]): void {
  for (const wanted of ['ingress', 'egress'] as const) {
    refuseAllShadowed(
      where,
      before,
      rules.filter(({ direction }) => direction === wanted),
    );
  }
}

function refuseAllShadowed(where: Where, before: readonly PlacedRule[], rules: readonly PlacedRule[]): void {
  const shadows = rules.map((rule) => before.find((earlier) => covers(earlier, rule)));
  const [first] = shadows;
  if (first === undefined || shadows.includes(undefined)) return;
  const [{ action, reason }] = rules;
  if (shadows.every((shadow) => shadow!.action === action)) return;
  refuse(where, {
    what: 'rule',
    got: inWords(
      `${quote(reason)}, to which ${quote(first.reason)} leaves nothing: the first rule that matches decides`,
    ),
    allowed: 'rules that decide something',
    fix: `call it before the one that ${first.action === 'deny' ? 'denies' : 'accepts'}, or leave it out`,
  });
}

function covers(earlier: PlacedRule, later: PlacedRule): boolean {
  return (
    earlier.direction === later.direction &&
    contains(earlier.subject, later.subject) &&
    containsPeers(earlier.peers, later.peers) &&
    containsPorts(earlier.ports, later.ports)
  );
}

function containsPeers(outer: AdminPeers, inner: AdminPeers): boolean {
  return (
    inner.pods.every((pods) => outer.pods.some((each) => contains(each, pods))) &&
    inner.networks.every((network) => outer.networks.some((each) => isWithin(network, each))) &&
    inner.names.every((name) => outer.names.includes(name))
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || isStrictSubset(parseCidr('networks', inner), parseCidr('networks', outer));
}

function containsPorts(outer: readonly Port[] | undefined, inner: readonly Port[] | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  return inner.every((port) => {
    const [first, last] = rangeOf(port);
    return outer.some((other) => {
      const [from, to] = rangeOf(other);
      return other.protocol === port.protocol && from <= first && last <= to;
    });
  });
}
