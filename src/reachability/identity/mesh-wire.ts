import { MeshMembership } from '../../topology/model';
import { agree, Judgement, toJudgement } from '../judgement';
import { PortSet } from '../port-set';
import { Reason } from '../reason';

/** What network policies see between two pods of a mesh in place of the port that the client asks for. */
export interface Wire {
  /** Of TCP. */
  readonly port: number;
  /** Whether it is always that port; else it is that one or the port itself, which the manifests do not tell. */
  readonly isAlways: boolean;
  /** Why it is not decided where they let one of the two through alone. */
  readonly reason: Reason;
}

interface Row {
  readonly client: MeshMembership;
  readonly server: MeshMembership;
  readonly port: number;
  readonly isAlways: boolean;
  /** One of the ends must be in it for sure. */
  readonly tunnel: MeshMembership;
  readonly name: string;
}

/**
 * Where the mesh carries connections through a port of its own. Sidecars of Istio redirect inside of the pods, so that the network
 * sees the port itself.
 *
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/ HBONE: between pods of ambient the network sees 15008 alone
 * @see https://linkerd.io/2/reference/proxy-configuration/ 4143 is the inbound port; which connections go there differs by version
 */
const ROWS: readonly Row[] = [
  row('istio-ambient', 'istio-ambient', 'istio-ambient', 15008, true, 'Istio'),
  row('istio', 'istio-ambient', 'istio-ambient', 15008, false, 'Istio'),
  row('istio-ambient', 'istio', 'istio-ambient', 15008, false, 'Istio'),
  row('linkerd', 'linkerd', 'linkerd', 4143, false, 'Linkerd'),
];

function row(
  client: MeshMembership,
  server: MeshMembership,
  tunnel: MeshMembership,
  port: number,
  isAlways: boolean,
  name: string,
): Row {
  return { client, server, tunnel, port, isAlways, name };
}

/** What the network sees of a connection between two pods; undefined: the port itself. */
export function wireBetween(client: MeshMembership, server: MeshMembership): Wire | undefined {
  const isPerhaps = (mesh: MeshMembership, wanted: MeshMembership): boolean => mesh === wanted || mesh === 'unknown';
  const found = ROWS.find(
    (each) =>
      isPerhaps(client, each.client) &&
      isPerhaps(server, each.server) &&
      // Where nobody knows of either, nothing is known to be carried.
      (client === each.tunnel || server === each.tunnel),
  );
  if (found === undefined) return undefined;
  const { port, isAlways, name } = found;
  const areKnown = client !== 'unknown' && server !== 'unknown';
  const what = areKnown
    ? 'which of them is not in the manifests'
    : 'by whether both are in the mesh, which is not known';
  return {
    port,
    isAlways: isAlways && areKnown,
    reason: {
      code: 'mesh-wire',
      text:
        `between these pods ${name} may carry connections through ${port}/TCP or leave them on their own port, ${what}, ` +
        'and the network policies do not say the same of both',
    },
  };
}

const TCP = PortSet.range('TCP');

/** The ports of TCP that programs may ask for: that of the mesh is its proxies' own. */
export function carriedPorts({ port }: Wire): PortSet {
  return TCP.subtract(PortSet.range('TCP', port, port));
}

/** What network policies let through, by the ports that programs ask for. */
export function judgementOnWire(judgement: Judgement, wire: Wire | undefined): Judgement {
  if (wire === undefined) return judgement;
  const carried = carriedPorts(wire);
  const { allow, unknown, limited = PortSet.NONE } = judgement;
  const isOpen = allow.has('TCP', wire.port) && !limited.has('TCP', wire.port);
  // A part of layer 7 is nothing that could be told of what is encrypted.
  const isPerhaps = unknown.has('TCP', wire.port) || limited.has('TCP', wire.port);
  const through: Judgement = {
    allow: isOpen ? carried : PortSet.NONE,
    unknown: isPerhaps ? carried : PortSet.NONE,
  };
  const direct = toJudgement(allow.intersect(carried), unknown.intersect(carried), limited);
  const tcp = wire.isAlways ? through : agree([through, direct]);
  return toJudgement(
    allow.subtract(TCP).union(tcp.allow),
    unknown.subtract(TCP).union(tcp.unknown),
    limited.subtract(TCP).union(tcp.limited ?? PortSet.NONE),
  );
}
