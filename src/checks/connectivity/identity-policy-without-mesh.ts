import { policyObject } from './checked-policies';
import { selectedByIdentity } from './identity-policies';
import { meshOf } from '../../reachability/identity/caller';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Policies of a mesh for pods that are surely outside of it. */
export const identityPolicyWithoutMesh: Rule = {
  id: 'identity-policy-without-mesh',
  title: 'A policy of a mesh is for pods outside of it',
  severity: 'warning',
  group: 'connectivity',
  why: 'Policies about identities are enforced by the proxy of the server. Pods without one take every connection that network policies let through.',
  fix: 'Take the pods into the mesh (for Istio the label sidecar.istio.io/inject: "true", for Linkerd the annotation linkerd.io/inject: enabled), or leave the policy out.',
  *find(input: CheckInput): Iterable<Found> {
    const { workloads, topology } = input.analysis.cluster;
    const { policies = [], mtls = [] } = topology.identity ?? {};
    const seen = new Set<CheckedObject>();
    for (const policy of [...policies, ...mtls]) {
      const object = policyObject(input, policy);
      const { members, partial } = selectedByIdentity(input, policy);
      if (object === undefined || seen.has(object) || members.length === 0 || partial.size > 0) continue;
      // Of one that is for some pods inside the others are no mistake.
      if (!members.every((position) => meshOf(workloads[position]) === 'outside')) continue;
      seen.add(object);
      const ids = members.map((position) => workloads[position].id);
      yield {
        object,
        message: `${object.id} is for ${firstOf(ids, 3)}, whose pods are outside of the mesh: nothing enforces it`,
        fix: 'take the pods into the mesh, or leave the policy out',
      };
    }
  },
};
