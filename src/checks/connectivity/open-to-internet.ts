import { policyObject } from './checked-policies';
import { opennessOf } from './openness';
import { ruleField, ruleName } from './policy-places';
import { isInternetScale } from '../../reachability/address-diff';
import { AddressSet } from '../../reachability/address-set';
import { Analysis } from '../../reachability/analysis';
import { divideAddresses } from '../../reachability/external-flows';
import { PortSet } from '../../reachability/port-set';
import { PUBLIC_ADDRESSES } from '../../reachability/public-addresses';
import { portsOn } from '../../reachability/rule-ports';
import { CompiledRule } from '../../reachability/side';
import { allRules } from '../../reachability/side-rules';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Workloads that policies open to public addresses, though nothing brings traffic from there. */
export const openToInternet: Rule = {
  id: 'open-to-internet',
  title: 'A workload is open to the internet without an exposure',
  severity: 'warning',
  group: 'connectivity',
  why: 'A rule for everybody, or for public addresses, lets in whoever finds a way to the pod: a Service that somebody makes a load balancer later, a node with a public address, a peered network. Rules without from are for everybody, not for the pods of the cluster.',
  fix: 'Write into from who calls it; for all pods of the cluster `namespaceSelector: {}`. Or expose it by a Service, an Ingress or a route.',
  *find(input: CheckInput): Iterable<Found> {
    const { analysis, pods, context } = input;
    const { sides } = analysis.cluster;
    for (const { object, position, workload } of pods) {
      // What policies do to the host network is the plugin's business.
      if (workload.hostNetwork) continue;
      const openness = opennessOf(sides.ingress[position]);
      // Where nothing isolates it, that is what is told.
      if (openness === 'open' || openness === 'narrowed') continue;
      const { ports, addresses, exposed } = openWithoutExposure(analysis, position);
      if (ports.isEmpty) continue;
      const from = isInternetScale(addresses) ? 'the internet' : `${describeBlocks(addresses)} (public addresses)`;
      const rules = openingRules(analysis, position, ports);
      const because = rules.length === 0 ? sides.ingress[position].isolatedBy.map(({ id }) => id) : policiesOf(rules);
      const call = context.connectionsCall?.(position);
      yield {
        object: placedAt(input, object, rules[0]),
        message: `${object.id} may be reached from ${from} on ${portsText(ports, exposed)}: because of ${firstOf(because)}`,
        fix:
          call === undefined
            ? `write into from of ${placesOf(rules)} who calls it, or expose it by a Service, an Ingress or a route`
            : `say who calls it by ${call}.allowFrom(…), or give it an exposure`,
        from: 'internet',
        to: object.id,
        ports: ports.toString().split(', '),
      };
    }
  },
};

/** Of all ports some may have an exposure. */
function portsText(ports: PortSet, exposed: PortSet): string {
  const open = ports.toString();
  if (!ports.isAll || exposed.isEmpty) return `${open} without an exposure`;
  return `${open}, and has an exposure for ${exposed.toString()} alone`;
}

/** It is the rule that must change, mostly in another file than the workload. */
function placedAt(input: CheckInput, object: CheckedObject, rule: CompiledRule | undefined): CheckedObject {
  const place = rule === undefined ? undefined : policyObject(input, rule.policy);
  if (rule === undefined || place === undefined) return object;
  const { path } = ruleField(place, ruleName('ingress', rule.index, rule.given));
  return { ...object, origin: place.origin, lineOf: () => place.lineOf(path) };
}

function openWithoutExposure(
  analysis: Analysis,
  position: number,
): { readonly ports: PortSet; readonly addresses: AddressSet; readonly exposed: PortSet } {
  const open = divideAddresses(analysis, position, 'ingress')
    .map(({ addresses, allow }) => ({ addresses: addresses.intersect(PUBLIC_ADDRESSES), allow }))
    .filter(({ addresses, allow }) => !addresses.isEmpty && !allow.isEmpty);
  const all = PortSet.unionAll(open.map(({ allow }) => allow));
  const exposed = PortSet.unionAll(analysis.waysIn.ofWorkload[position].map(({ ports }) => ports));
  const ports = all.isAll ? all : all.subtract(exposed);
  const parts = open.filter(({ allow }) => allow.overlaps(ports));
  return { ports, addresses: AddressSet.unionAll(parts.map(({ addresses }) => addresses)), exposed };
}

/** The rules that open some of these ports to public addresses. */
function openingRules({ cluster }: Analysis, position: number, ports: PortSet): readonly CompiledRule[] {
  return allRules(cluster.sides.ingress[position]).filter(
    (rule) =>
      (rule.given.action ?? 'accept') === 'accept' &&
      (rule.everybody || !rule.blocks.intersect(PUBLIC_ADDRESSES).isEmpty) &&
      portsOn(rule, cluster.workloads[position]).overlaps(ports),
  );
}

function policiesOf(rules: readonly CompiledRule[]): string[] {
  return [...new Set(rules.map(({ policy }) => policy.id))];
}

function placesOf(rules: readonly CompiledRule[]): string {
  const places = rules.map(({ policy, given, index }) => `${ruleName('ingress', index, given)} in ${policy.id}`);
  return places.length === 0 ? 'the rules' : firstOf([...new Set(places)], 3);
}

function describeBlocks(addresses: AddressSet): string {
  return firstOf(
    addresses.blocks().map(({ cidr }) => cidr),
    3,
  );
}
