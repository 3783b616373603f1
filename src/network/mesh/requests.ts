import { Construct } from 'constructs';
import { HttpRequest } from './http-request';
import { MeshSide } from './mesh-side';
import { inWords, refuse } from '../../support/refuse';
import { ClusterProfile } from '../cluster-profile';
import { Cni } from '../cni';
import { Port } from '../port';

/** A connection that is for some requests. */
export interface RequestedConnection {
  readonly http?: readonly HttpRequest[];
  /** Whether the server's own policies decide who gets in. */
  readonly isServerClosed: boolean;
  /** How the mesh sees both, if there is one. */
  readonly server?: MeshSide;
  readonly client?: MeshSide;
  readonly ports: readonly Port[];
}

/** Refuses requests that nothing could tell from others. */
export function checkRequests(
  where: Construct,
  { http, isServerClosed, server, client, ports }: RequestedConnection,
): void {
  if (http === undefined) return;
  const { mesh, cni } = ClusterProfile.of(where);
  if (mesh === undefined && cni !== Cni.CILIUM) {
    refuse(where, {
      what: 'http',
      got: inWords('a cluster profile without a mesh, and with a network plugin that judges no requests'),
      allowed: 'requests where a service mesh or Cilium judges them; network policies know ports alone',
      fix: 'say it in the cluster profile: new ClusterProfile({ mesh: Mesh.istio() }) or { cni: Cni.CILIUM }; or leave `http` out',
    });
  }
  if (!isServerClosed) refuseTarget(where);
  const outside = [server, client].find((side) => side?.isInside === false);
  if (mesh !== undefined && outside !== undefined) {
    refuse(where, {
      what: 'http',
      got: inWords(`"${outside.scope.node.path}", which is outside of the mesh`),
      allowed: 'requests between workloads of the mesh, whose proxies read them',
      fix: 'take both into the mesh, or leave `http` out',
    });
  }
  const other = ports.find(({ protocol, number }) => protocol !== 'TCP' || number === undefined);
  if (other !== undefined) {
    refuse(where, {
      what: 'http',
      got: inWords(`port ${other.toString()}`),
      allowed: 'HTTP on TCP ports by number',
      fix: "name the target's ports that speak HTTP: connectTo(target, { ports: ['http'], http: […] })",
    });
  }
}

/** Nobody sees what a server that is not ours is asked for. */
export function refuseTarget(where: Construct): never {
  return refuse(where, {
    what: 'http',
    got: inWords('a target whose pods no policy of this package closes'),
    allowed:
      'requests to isolated workloads of the app, whose own policies judge them; of what is outside, TLS hides the requests',
    fix: 'leave `http` out, or connect to a workload of the app',
  });
}
