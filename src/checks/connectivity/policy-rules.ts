import { dnsClosed } from './dns-closed';
import { exposureClosed } from './exposure-closed';
import { identityPolicyWithoutMesh } from './identity-policy-without-mesh';
import { identityWiderThanPolicies } from './identity-wider-than-policies';
import { meshWireClosed } from './mesh-wire-closed';
import { noPolicy } from './no-policy';
import { notRead } from './not-read';
import { openDirection } from './open-direction';
import { openToInternet } from './open-to-internet';
import { peerMatchesNobody } from './peer-matches-nobody';
import { plaintextToStrict } from './plaintext-to-strict';
import { policiesWiderThanIdentity } from './policies-wider-than-identity';
import { policySelectsNobody } from './policy-selects-nobody';
import { portMatchesNobody } from './port-matches-nobody';
import { routeToNothing } from './route-to-nothing';
import { servicePortInRule } from './service-port-in-rule';
import { unjudgedPolicy } from './unjudged-policy';
import { Rule } from '../rule';

/** The rules about whether policies say something, and mean somebody. */
export const POLICY_RULES: readonly Rule[] = [
  noPolicy,
  openDirection,
  policySelectsNobody,
  peerMatchesNobody,
  portMatchesNobody,
  servicePortInRule,
  dnsClosed,
];

/** The rules about what policies of a mesh and network policies say of each other. */
export const MESH_RULES: readonly Rule[] = [
  identityWiderThanPolicies,
  policiesWiderThanIdentity,
  plaintextToStrict,
  identityPolicyWithoutMesh,
  meshWireClosed,
];

/** The rules about the ways into workloads from outside of the cluster. */
export const EXPOSURE_RULES: readonly Rule[] = [openToInternet, exposureClosed, routeToNothing];

/** The rules about what was not looked at. */
export const INPUT_RULES: readonly Rule[] = [unjudgedPolicy, notRead];
