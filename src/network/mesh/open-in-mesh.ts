import { Construct } from 'constructs';
import { ConnectionTerms } from './connection-terms';
import { MeshClient } from './identity-opening';
import { MeshMode } from './mesh-mode';
import { identityNamespace, MeshSide } from './mesh-side';
import { AbstractPod } from '../../plus/cdk8s-plus';
import { PeerEnd, RenderedPeers } from '../peer-parts';
import { Port } from '../port';

/** Pods of the app at the other end: those that connections speak for have a side of their own. */
export interface OtherPods {
  readonly kind: 'pods';
  readonly side?: MeshSide;
  readonly pods: () => AbstractPod | undefined;
  readonly scope: Construct;
}

/** What is opened between the pods of a side and one other end. */
export interface MeshOpening {
  readonly direction: 'ingress' | 'egress';
  readonly other: OtherPods | PeerEnd;
  /** How network policies of the server name the client, where both are pods of the app. */
  readonly client: RenderedPeers;
  readonly ports: readonly Port[];
  readonly terms: ConnectionTerms;
}

/** What network policies must open for what was opened in a mesh. */
export interface LeftToPolicies {
  /** What goes over the wire beside the ports. */
  readonly wire: readonly Port[];
  /** Whether the server's network policy must leave pods to the objects of the mesh, which let them in by themselves. */
  readonly isByMesh: boolean;
}

const ALL_LEFT: LeftToPolicies = { wire: [], isByMesh: false };

/** Refuses an opening that the mesh cannot know the client of. */
export function checkInMesh(own: MeshSide | undefined, { direction, other, terms }: MeshOpening): void {
  if (own === undefined || other.kind !== 'pods') return;
  const [client, server] = direction === 'ingress' ? [other.side, own] : [own, other.side];
  server?.check(client, terms);
}

/** Opens it in the mesh. */
export function openInMesh(own: MeshSide | undefined, opening: MeshOpening): LeftToPolicies {
  if (own === undefined) return ALL_LEFT;
  const { direction, other, ports, terms } = opening;
  switch (other.kind) {
    case 'pods': {
      const isOtherInside = other.side?.isInside ?? true;
      const pods = opening.client?.[0];
      const isIngress = direction === 'ingress';
      if (isIngress) own.admit({ client: asClient(other), isInside: isOtherInside, pods }, ports, terms);
      else other.side?.admit({ client: own.asClient(), isInside: own.isInside, pods }, ports, terms);
      const server = isIngress ? own : other.side;
      if (isIngress) other.side?.reachPods(own.scope, own);
      else own.reachPods(other.scope, other.side);
      const isByMesh = opensPods(server) && (isIngress ? isOtherInside : own.isInside);
      return { wire: own.wireWith(isOtherInside, ports), isByMesh };
    }
    case 'entities':
      if (direction === 'ingress') own.admitAnybody(ports);
      else own.reachEntities(other, ports);
      return ALL_LEFT;
    case 'peer': {
      if (direction === 'ingress') own.admitPeer(other, ports);
      else own.reachPeer(other, ports);
      const isInside = other.identity?.mode !== MeshMode.OUTSIDE;
      const isPods = other.peers?.some(({ ipBlock }) => ipBlock === undefined) === true;
      return {
        wire: own.wireWith(isPods && isInside, ports),
        isByMesh: direction === 'ingress' && isPods && isInside && opensPods(own),
      };
    }
  }
}

/** The peers that the server's network policy must open: where the mesh lets pods in, addresses alone. */
export function leftOf(peers: RenderedPeers, { isByMesh }: Pick<LeftToPolicies, 'isByMesh'>): RenderedPeers {
  return isByMesh ? peers?.filter(({ ipBlock }) => ipBlock !== undefined) : peers;
}

function opensPods(server: MeshSide | undefined): boolean {
  return server?.policies?.opensPods === true;
}

function asClient({ side, pods, scope }: OtherPods): MeshClient {
  if (side !== undefined) return side.asClient();
  return {
    kind: 'account',
    namespace: identityNamespace(scope, scope),
    account: () => pods()?.serviceAccount?.name ?? 'default',
  };
}
