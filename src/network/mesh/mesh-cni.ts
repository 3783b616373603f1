import { Mesh } from './mesh';
import { inWords, refuse } from '../../support/refuse';
import { Cni } from '../cni';

/** The network plugin of a cluster with a mesh: Cilium's mesh is a part of Cilium. */
export function cniWithMesh(cni: Cni | undefined, mesh: Mesh | undefined): Cni | undefined {
  if (mesh?._kind !== 'cilium' || cni === undefined || cni === Cni.CILIUM) {
    return mesh?._kind === 'cilium' ? Cni.CILIUM : cni;
  }
  return refuse('ClusterProfile', {
    what: 'mesh',
    got: inWords(`Mesh.cilium() with the network plugin ${cni}`),
    allowed: 'Cilium as the network plugin, which the mesh is a part of',
    fix: 'write cni: Cni.CILIUM if the cluster has it, else choose another mesh',
  });
}
