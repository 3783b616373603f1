import { Construct } from 'constructs';
import { Mesh } from './mesh';
import { MeshMode } from './mesh-mode';
import { MeshSide } from './mesh-side';
import { PortProtocols } from './port-protocols';
import { ProbedPort, probedPorts } from './probed-ports';
import { AbstractPod } from '../../plus/cdk8s-plus';
import { declaredPortsOf } from '../../plus/pod-ports';
import { ClusterProfile } from '../cluster-profile';
import { ConnectionsProps } from '../connections-props';
import { Peer } from '../peer';
import { Port } from '../port';

/** How the mesh of a construct's cluster sees its pods; nothing where there is no mesh. */
export function meshSideOf(
  scope: Construct,
  props: ConnectionsProps,
  isIsolated: boolean,
  pods: () => AbstractPod | undefined,
  protocols: PortProtocols,
): MeshSide | undefined {
  const { mesh, podCidrs } = ClusterProfile.of(scope);
  if (mesh === undefined) return undefined;
  return new MeshSide(scope, {
    mesh,
    mode: props.mesh ?? MeshMode.INSIDE,
    owner: props,
    ports: props.ports ?? [],
    account: () => props.serviceAccount ?? accountOf(pods()),
    portNumber: (port) => numberOf(pods(), port),
    probed: () => probedOf(pods()),
    isIsolated,
    protocols,
    podCidrs,
  });
}

/** The number of a port that was named, where the containers declare it by now. */
function numberOf(pods: AbstractPod | undefined, { name, protocol }: Port): number | undefined {
  const declared = pods === undefined ? [] : declaredPortsOf(pods);
  return declared.find((port) => port.name === name && port.protocol === protocol)?.number;
}

function probedOf(pods: AbstractPod | undefined): readonly ProbedPort[] {
  return pods === undefined ? [] : probedPorts(pods);
}

/** Pods that name no account have that of the namespace. */
function accountOf(pods: AbstractPod | undefined): string | undefined {
  return pods === undefined ? undefined : (pods.serviceAccount?.name ?? 'default');
}

/** Where the proxies of pods in a mesh connect to. */
export function controlPlaneOf(side: MeshSide | undefined): readonly { peer: Peer; ports: readonly Port[] }[] {
  return side?.isInside === true ? ofMesh(side.mesh) : [];
}

function ofMesh({
  _facts: { controlPlane },
  _controlPlaneNamespace: namespace,
}: Mesh): { peer: Peer; ports: readonly Port[] }[] {
  return controlPlane.map(({ labels, ports }) => ({ peer: Peer.pods({ namespace, labels }), ports }));
}
