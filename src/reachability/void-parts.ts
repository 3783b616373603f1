import { AddressSet } from './address-set';
import { endText } from './end';
import { PeerMatch } from './match-nodes';
import { NO_PODS } from './pod-set';
import { PortSet } from './port-set';
import { formatSelector } from './selector';
import { CompiledRule, OtherPeers } from './side';

/** A rule as it is for some of its peers alone, and the rules that mean all of these. */
interface Share {
  readonly rule: CompiledRule;
  readonly meantBy: readonly CompiledRule[];
}

/**
 * The ports on which a rule for a part of layer 7 counts for an end that it means or may mean. Where others open the port as a
 * whole to the same peers, it has no effect: whether the end is one of them need not be known for that.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/layer7/
 */
export function countingPorts(
  rule: CompiledRule,
  whole: readonly CompiledRule[],
  match: (rule: CompiledRule) => PeerMatch,
  portsOf: (rule: CompiledRule) => PortSet,
): PortSet {
  const ports = portsOf(rule);
  if (rule.everybody) return ports;
  const rivals = whole.filter((other) => match(other) !== 'no' && portsOf(other).overlaps(ports));
  if (rivals.length === 0) return ports;
  return PortSet.unionAll(
    sharesOf(rule, rivals)
      .filter((share) => match(share.rule) !== 'no')
      .map(({ meantBy }) => ports.subtract(PortSet.unionAll(meantBy.map(portsOf)))),
  );
}

function sharesOf(rule: CompiledRule, rivals: readonly CompiledRule[]): readonly Share[] {
  const shareOf = (
    peers: Partial<Pick<CompiledRule, 'pods' | 'blocks' | 'unknownPods' | 'others'>>,
    means: (rival: CompiledRule) => boolean,
  ): Share => ({
    rule: { ...rule, ...NOBODY, ...peers },
    meantBy: rivals.filter((rival) => rival.everybody || means(rival)),
  });
  const { pods, unknownPods, blocks, others = NO_OTHERS } = rule;
  const texts = unknownPods.map(endText);
  return [
    shareOf({ pods, unknownPods }, (rival) => {
      const own = rival.unknownPods.map(endText);
      return rival.pods === pods && texts.every((text) => own.includes(text));
    }),
    ...blocks
      .partition(rivals.map((rival) => rival.blocks))
      .map(({ addresses }) => shareOf({ blocks: addresses }, (rival) => rival.blocks.includes(addresses))),
    ...othersOneByOne(others).map(({ peer, text }) =>
      shareOf({ others: peer }, (rival) => othersOneByOne(rival.others ?? NO_OTHERS).some((own) => own.text === text)),
    ),
  ];
}

const NO_OTHERS: OtherPeers = { names: [], entities: [], nodes: [], unknown: [] };
const NOBODY = {
  everybody: false,
  pods: NO_PODS,
  blocks: AddressSet.NONE,
  unknownPods: [],
  others: undefined,
} as const;

/** Each of them alone, with a text that only equal ones have. */
function othersOneByOne({ names, entities, nodes, unknown }: OtherPeers): { peer: OtherPeers; text: string }[] {
  return [
    ...names.flatMap((peer) =>
      peer.names.map((name) => ({
        peer: { ...NO_OTHERS, names: [{ ...peer, names: [name] }] },
        text: `${peer.isDeep === true ? 'deep ' : ''}name ${name}`,
      })),
    ),
    ...entities.map((entity) => ({ peer: { ...NO_OTHERS, entities: [entity] }, text: `entity ${entity}` })),
    ...nodes.map((node) => ({ peer: { ...NO_OTHERS, nodes: [node] }, text: `nodes ${formatSelector(node)}` })),
    ...unknown.map((what) => ({ peer: { ...NO_OTHERS, unknown: [what] }, text: `unknown ${what}` })),
  ];
}
