import { AddressPart } from './address-parts';
import { AddressBlock, AddressSet } from './address-set';
import { Analysed } from './analysed';
import { divideAddresses } from './divide-addresses';
import { addressesEnd } from './end';
import { limitsOf } from './limits';
import { mayBeUnsaid, PeerMatch } from './match-nodes';
import { OutsideFlow } from './outside-flow';
import { PortSet } from './port-set';
import { REASONS } from './reason';
import { Because, givenReasons, limited, policiesOf, reasons } from './reasons';
import { portsOn } from './rule-ports';
import { CompiledRule, Side } from './side';
import { allRules } from './side-rules';
import { partOf, somePods } from './undecided-pair';
import { conflictOf, rulesOnNames, undecidedOutside } from './undecided-side';
import { Direction, Workload } from '../topology/model';

/** A network that is treated alike, with the rules that hold some of its addresses. */
interface Block extends Omit<AddressPart, 'addresses'> {
  readonly block: AddressBlock;
  readonly addresses: AddressSet;
  readonly rules: readonly CompiledRule[];
}

/** What a workload may do with addresses outside of the cluster, or they with it. */
export function addressFlows(analysed: Analysed, position: number, direction: Direction): readonly OutsideFlow[] {
  const workload = analysed.cluster.workloads[position];
  const side = analysed.cluster.sides[direction][position];
  const parts = divideAddresses(analysed, position, direction);
  if (parts.length === 0) return [];
  const why = new Reasons(side, direction, direction === 'ingress' ? workload : undefined);
  const blocks = blocksOf(side, parts);
  return blocks.flatMap(({ block, addresses, allow, unknown, limited: narrowed, rules }) => {
    const end = addressesEnd(block);
    const flow = (ports: PortSet, because: readonly Because[]): OutsideFlow => {
      const services = direction === 'egress' ? analysed.services.forwardingToAddresses(addresses, ports) : [];
      return { end, ports, because, ...(services.length > 0 ? { services } : {}) };
    };
    const plain = narrowed === undefined ? allow : allow.subtract(narrowed);
    const flows = plain.isEmpty ? [] : [flow(plain, why.of(rules, plain))];
    if (narrowed !== undefined) {
      const match = (rule: CompiledRule): PeerMatch =>
        rule.everybody || !rule.blocks.intersect(addresses).isEmpty ? 'yes' : mayBeUnsaid(rule);
      for (const { ports, only } of limitsOf(side, narrowed, match, (rule) => portsOn(rule, why.destination))) {
        flows.push({ ...flow(ports, why.of(rules, ports)), only });
      }
    }
    if (unknown.isEmpty) return flows;
    const undecided = undecidedOutside(side, unknown);
    if (undecided !== undefined) {
      const names = side.doubt === undefined ? rulesOnNames(side, unknown) : [];
      const because = why.of([...new Set([...rules, ...names])], unknown);
      return [...flows, { ...flow(unknown, because), ...undecided }];
    }
    if (workload.hostNetwork) {
      return [...flows, { ...flow(unknown, why.of(rules, unknown)), reason: REASONS.hostNetwork }];
    }
    if (partOf(side).length > 0) {
      const reason = somePods(workload, partOf(side));
      return [...flows, { ...flow(unknown, why.of(rules, unknown)), reason }];
    }
    const meant = new Set(rules);
    const conflict = conflictOf(
      side,
      unknown,
      (rule) => meant.has(rule),
      (rule) => portsOn(rule, why.destination),
    );
    if (conflict !== undefined) return [...flows, { ...flow(unknown, why.of(rules, unknown)), reason: conflict }];
    return [...flows, { ...flow(unknown, why.ofFamily(addresses, unknown)), reason: REASONS.nodeAddress }];
  });
}

/** The networks by their text like all other ends, so that the order of rules does not show. */
function blocksOf(side: Side, parts: readonly AddressPart[]): readonly Block[] {
  const blocks = parts.flatMap(({ addresses, ...ports }) =>
    addresses.blocks().map((block) => ({
      block,
      text: [block.cidr, ...block.except].join(' '),
      addresses: AddressSet.block(block.cidr, block.except),
      ...ports,
    })),
  );
  const ofAll = allRules(side);
  const everybody = [...ofAll.keys()].filter((i) => ofAll[i].everybody);
  const blocked = [...ofAll.keys()].filter((i) => !ofAll[i].blocks.isEmpty);
  const found = blocks.map(() => new Set(everybody));
  // One sweep over all finds the rules of all networks.
  const sets = [...blocked.map((i) => ofAll[i].blocks), ...blocks.map(({ addresses }) => addresses)];
  for (const { members } of blocked.length === 0 ? [] : AddressSet.ALL.partition(sets)) {
    const rules = members.filter((member) => member < blocked.length).map((member) => blocked[member]);
    for (const member of members) {
      if (member >= blocked.length) for (const rule of rules) found[member - blocked.length].add(rule);
    }
  }
  return blocks
    .map((block, i) => ({ ...block, rules: [...found[i]].sort((a, b) => a - b).map((rule) => ofAll[rule]) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Why ports are open to networks, or not known to be. */
class Reasons {
  private readonly ofFamilies = new Map<string, readonly Because[]>();

  constructor(
    private readonly side: Side,
    private readonly direction: Direction,
    public readonly destination: Workload | undefined,
  ) {}

  /** Those of some rules that open some of the ports. */
  public of(rules: readonly CompiledRule[], ports: PortSet): readonly Because[] {
    const given = givenReasons(this.direction, this.side);
    if (given !== undefined) return limited(given);
    const meant = new Set(rules);
    const found = reasons(
      this.direction,
      this.side,
      ports,
      (rule) => meant.has(rule),
      (rule) => portsOn(rule, this.destination),
    );
    return limited(found.length === 0 ? policiesOf(this.direction, this.side) : found);
  }

  /** A node that stands in for a client has any address of the client's family. */
  public ofFamily(addresses: AddressSet, ports: PortSet): readonly Because[] {
    const family = AddressSet.FAMILIES.find((each) => each.includes(addresses))!;
    const key = `${AddressSet.FAMILIES.indexOf(family)} ${ports.toString()}`;
    let found = this.ofFamilies.get(key);
    if (found === undefined) {
      const inFamily = this.side.rules.filter(({ blocks }) => !blocks.intersect(family).isEmpty);
      this.ofFamilies.set(key, (found = this.of(inFamily, ports)));
    }
    return found;
  }
}
