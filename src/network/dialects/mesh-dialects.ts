import { Construct } from 'constructs';
import { CiliumMeshPolicies } from './cilium-mesh';
import { IstioPolicies } from './istio';
import { IstioAmbientPolicies } from './istio-ambient';
import { LinkerdPolicies } from './linkerd';
import { MeshKind } from '../mesh/mesh-facts';
import { MeshOwner, MeshPolicies } from '../mesh/mesh-policies';

const DIALECTS: { readonly [kind in MeshKind]: new (scope: Construct, owner: MeshOwner) => MeshPolicies } = {
  istio: IstioPolicies,
  'istio-ambient': IstioAmbientPolicies,
  linkerd: LinkerdPolicies,
  cilium: CiliumMeshPolicies,
};

/** The objects by which a mesh lets clients into some pods. */
export function meshPoliciesFor(scope: Construct, owner: MeshOwner): MeshPolicies {
  return new DIALECTS[owner.mesh._kind](scope, owner);
}
