import { Analysed } from './analysed';
import { AskedEnd, askedEntity, askedName } from './asked-end';
import { AskedSide, askSide } from './asked-side';
import { undecidedSide } from './doubt';
import { End, endText, entityEnd, nameEnd, nodesEnd } from './end';
import { Flow } from './flow';
import { NODE_CALLER } from './identity/caller';
import { Piece, throughWall } from './identity/pieces';
import { IdentityWall } from './identity/wall';
import { limitsOf } from './limits';
import { PortSet } from './port-set';
import { limited, reasons } from './reasons';
import { formatSelector } from './selector';
import { CompiledRule } from './side';
import { allRules } from './side-rules';
import { reasonOfSide } from './undecided-question';
import { Direction } from '../topology/model';

/** The flows with the ends that rules name and that are neither pods nor addresses: DNS names, entities, nodes; sorted by these. */
export function* nameFlows(analysed: Analysed): Generator<Flow> {
  for (let position = 0; position < analysed.cluster.workloads.length; position++) {
    yield* flowsOf(analysed, position, 'egress');
    yield* flowsOf(analysed, position, 'ingress');
  }
}

function* flowsOf(analysed: Analysed, position: number, direction: Direction): Generator<Flow> {
  const { cluster } = analysed;
  const own = cluster.ends[position];
  for (const [, { end, asked, isDeep }] of namedBy(allRules(cluster.sides[direction][position]))) {
    const side = askSide(analysed, direction, position, asked);
    const ends = direction === 'egress' ? { from: own, to: end } : { from: end, to: own };
    const spread = isDeep === true ? { isDeep } : {};
    const ruling = direction === 'egress' ? undefined : IdentityWall.of(cluster)?.ruling(position, NODE_CALLER);
    const pieces = piecesTo(analysed, side, asked);
    for (const { ports, ...flow } of ruling === undefined ? pieces : throughWall(pieces, ruling)) {
      yield { ...ends, ports: ports.ranges(), ...flow, ...spread };
    }
  }
}

/** An end that rules name. */
interface NamedEnd {
  readonly end: End;
  readonly asked: AskedEnd & { readonly text: string };
  /** Whether `*.` of a name stands for several labels, too. */
  readonly isDeep?: boolean;
}

/** The ends that rules name, by their texts. */
function namedBy(rules: readonly CompiledRule[]): [string, NamedEnd][] {
  const found = new Map<string, NamedEnd>();
  for (const { others } of rules) {
    if (others === undefined) continue;
    const ends: NamedEnd[] = [
      ...others.names.flatMap(({ names, isDeep }) =>
        names.map((name) => ({
          end: nameEnd(name),
          asked: askedName(name),
          isDeep: isDeep === true && name.startsWith('*'),
        })),
      ),
      ...others.entities.map((entity) => ({ end: entityEnd(entity), asked: askedEntity(entity) })),
      ...others.nodes.map((nodes) => {
        const end = nodesEnd(formatSelector(nodes));
        return { end, asked: { kind: 'nodes', text: endText(end), nodes } as const };
      }),
    ];
    for (const each of ends) {
      const known = found.get(each.asked.text);
      if (known === undefined || each.isDeep === true) found.set(each.asked.text, each);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function piecesTo(analysed: Analysed, asked: AskedSide, peer: AskedEnd): Piece[] {
  const { direction, side, judgement, peerMatches, portsOf } = asked;
  const { allow, unknown, limited: narrowed = PortSet.NONE } = judgement;
  // What is left open on other ports is no news of this end: rules for addresses and for other names.
  const meaning = allRules(side).filter((rule) => rule.others !== undefined && peerMatches(rule) === 'yes');
  const named = PortSet.unionAll(meaning.map(portsOf));
  const matches = (rule: CompiledRule): boolean => peerMatches(rule) !== 'no';
  const flow = (ports: PortSet): Piece => ({
    ports,
    verdict: 'allow',
    because: limited(reasons(direction, side, ports, matches, portsOf)),
  });
  const flows: Piece[] = [];
  const [plain, open] = [allow.subtract(narrowed).intersect(named), narrowed.intersect(named)];
  if (!plain.isEmpty) flows.push(flow(plain));
  for (const { ports, only } of open.isEmpty ? [] : limitsOf(side, open, peerMatches, portsOf)) {
    flows.push({ ...flow(ports), only });
  }
  const left = unknown.intersect(named);
  if (!left.isEmpty) {
    const undecided = undecidedSide(side);
    const reason = undecided?.reason ?? reasonOfSide(analysed, asked, peer, left);
    const unjudged = undecided === undefined ? {} : { unjudged: undecided.unjudged };
    flows.push({ ...flow(left), verdict: 'undefined', reason, ...unjudged });
  }
  return flows;
}
