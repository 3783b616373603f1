import { Construct } from 'constructs';
import { ConnectionTerms } from './connection-terms';
import { MeshClient } from './identity-opening';
import { MeshMode } from './mesh-mode';
import { identityNamespace, MeshSide } from './mesh-side';
import { AbstractPod } from '../../plus/cdk8s-plus';
import { PeerEnd } from '../peer-parts';
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
  readonly ports: readonly Port[];
  readonly terms: ConnectionTerms;
}

/** Refuses an opening that the mesh cannot know the client of. */
export function checkInMesh(own: MeshSide | undefined, { direction, other, terms }: MeshOpening): void {
  if (own === undefined || other.kind !== 'pods') return;
  const [client, server] = direction === 'ingress' ? [other.side, own] : [own, other.side];
  server?.check(client, terms);
}

/** Opens it in the mesh; what it returns goes over the wire beside the ports, so that network policies open it, too. */
export function openInMesh(own: MeshSide | undefined, opening: MeshOpening): readonly Port[] {
  if (own === undefined) return [];
  const { direction, other, ports, terms } = opening;
  switch (other.kind) {
    case 'pods': {
      const isOtherInside = other.side?.isInside ?? true;
      if (direction === 'ingress') own.admit(asClient(other), isOtherInside, ports, terms);
      else other.side?.admit(own.asClient(), own.isInside, ports, terms);
      return own.wireWith(isOtherInside);
    }
    case 'entities':
      if (direction === 'ingress') own.admitAnybody(ports);
      return [];
    case 'peer': {
      if (direction === 'ingress') own.admitPeer(other, ports);
      else own.reachPeer(other, ports);
      const isPods = other.peers?.some(({ ipBlock }) => ipBlock === undefined) === true;
      return own.wireWith(isPods && other.identity?.mode !== MeshMode.OUTSIDE);
    }
  }
}

function asClient({ side, pods, scope }: OtherPods): MeshClient {
  if (side !== undefined) return side.asClient();
  return {
    kind: 'account',
    namespace: identityNamespace(scope, scope),
    account: () => pods()?.serviceAccount?.name ?? 'default',
  };
}
