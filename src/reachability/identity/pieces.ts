import { FlowVerdict } from '../flow';
import { bothLimits } from '../limits';
import { PortSet } from '../port-set';
import { Reason } from '../reason';
import { Because } from '../reasons';
import { carriedPorts, Wire } from './mesh-wire';
import { becauseOfRuling, doubtOn, limitsOfRuling, Ruling } from './ruling';

/** Some ports of a connection, before they are a flow: they know nothing of the ends. */
export interface Piece {
  readonly ports: PortSet;
  readonly verdict: FlowVerdict;
  readonly reason?: Reason;
  readonly unjudged?: string;
  readonly only?: readonly string[];
  readonly because: readonly Because[];
}

/** What is left of the ports of a connection behind the wall of identity: at most one piece for each verdict and limit. */
export function throughWall(pieces: readonly Piece[], ruling: Ruling): Piece[] {
  const { allow, unknown, limited = PortSet.NONE } = ruling.judgement;
  const passed = pieces.flatMap((piece): Piece[] => {
    const { ports, verdict, because, only } = piece;
    const own = (part: PortSet): readonly Because[] => [...because, ...becauseOfRuling(ruling, part)];
    if (verdict === 'undefined') {
      const left = ports.intersect(allow.union(unknown));
      return left.isEmpty ? [] : [{ ...piece, ports: left, because: own(left) }];
    }
    const found: Piece[] = [];
    const plain = ports.intersect(allow).subtract(limited);
    if (!plain.isEmpty) found.push({ ...piece, ports: plain, because: own(plain) });
    const narrowed = ports.intersect(limited);
    const ofPiece = only === undefined ? [] : [[{ ports: narrowed, only }]];
    const limits = narrowed.isEmpty ? [] : bothLimits(narrowed, [...ofPiece, limitsOfRuling(ruling, narrowed)]);
    for (const limit of limits) found.push({ ...piece, ...limit, because: own(limit.ports) });
    const left = ports.intersect(unknown);
    if (!left.isEmpty) found.push(undecidedPiece(left, own(left), doubtOn(ruling, left)));
    return found;
  });
  return mergePieces(passed);
}

function undecidedPiece(
  ports: PortSet,
  because: readonly Because[],
  doubt: { readonly reason: Reason; readonly unjudged?: string } | undefined,
): Piece {
  const { reason, unjudged } = doubt ?? {};
  return {
    ports,
    verdict: 'undefined',
    ...(reason === undefined ? {} : { reason }),
    ...(unjudged === undefined ? {} : { unjudged }),
    because,
  };
}

/** What network policies let through, by the ports that programs ask for: between pods of a mesh it may be carried by another. */
export function onWire(pieces: readonly Piece[], wire: Wire, because: (ports: PortSet) => readonly Because[]): Piece[] {
  const carried = carriedPorts(wire);
  const single = PortSet.range('TCP', wire.port, wire.port);
  const own = pieces.find(({ ports }) => ports.overlaps(single));
  const isOpen = own?.verdict === 'allow' && own.only === undefined;
  const others = pieces.map((piece) => ({ ...piece, ports: piece.ports.subtract(TCP) }));
  const direct = pieces.map((piece) => ({ ...piece, ports: piece.ports.intersect(carried) }));
  const causes = own === undefined ? [] : because(single);
  const perhaps = (ports: PortSet, reason: Reason | undefined, more: readonly Because[]): Piece =>
    undecidedPiece(ports, unique([...causes, ...more]), {
      reason: reason ?? wire.reason,
      ...(own?.unjudged === undefined ? {} : { unjudged: own.unjudged }),
    });
  if (wire.isAlways) {
    const through: Piece[] =
      own === undefined
        ? []
        : isOpen
          ? [{ ports: carried, verdict: 'allow', because: causes }]
          : [perhaps(carried, own.reason, [])];
    return mergePieces([...others, ...through]);
  }
  const byDirect = direct.map((piece): Piece => {
    if (isOpen || piece.verdict === 'undefined') {
      return { ...piece, because: unique([...causes, ...piece.because]) };
    }
    return perhaps(piece.ports, own?.reason, piece.because);
  });
  const rest = carried.subtract(PortSet.unionAll(direct.map(({ ports }) => ports)));
  return mergePieces([...others, ...byDirect, ...(own === undefined ? [] : [perhaps(rest, own.reason, [])])]);
}

const TCP = PortSet.range('TCP');

/** Those that say the same become one: diffs compare flows by their verdicts and limits. */
function mergePieces(pieces: readonly Piece[]): Piece[] {
  const merged = new Map<string, Piece>();
  for (const piece of pieces) {
    if (piece.ports.isEmpty) continue;
    const key = piece.verdict === 'undefined' ? 'undefined' : (piece.only ?? []).join('\n');
    const known = merged.get(key);
    merged.set(key, known === undefined ? piece : unite(known, piece));
  }
  const rank = ({ verdict, only }: Piece): number => (verdict === 'undefined' ? 2 : only === undefined ? 0 : 1);
  return [...merged.values()].sort((a, b) => rank(a) - rank(b));
}

function unite(a: Piece, b: Piece): Piece {
  const unjudged = [...new Set([a.unjudged, b.unjudged].filter((text) => text !== undefined))].join('');
  return {
    ...b,
    ...a,
    ports: a.ports.union(b.ports),
    ...(unjudged === '' ? {} : { unjudged }),
    because: unique([...a.because, ...b.because]),
  };
}

function unique(because: readonly Because[]): readonly Because[] {
  return [...new Map(because.map((each) => [JSON.stringify(each), each])).values()];
}
