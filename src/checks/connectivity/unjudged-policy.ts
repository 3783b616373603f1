import { policyObject } from './checked-policies';
import { describeUnjudged } from '../../reachability/describe-unjudged';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Found, Rule } from '../rule';

/** Policies that may change any answer about the pods that they select, and are not judged. */
export const unjudgedPolicy: Rule = {
  id: 'unjudged-policy',
  title: 'A policy is not judged',
  severity: 'warning',
  group: 'input',
  why: 'What a policy of a kind or with fields that nobody here knows allows or denies is undefined, and so are all answers about the pods that it selects.',
  fix: 'Say the same with a kind of policy that is judged, or accept it with the reason why it closes nothing that is needed and opens nothing more.',
  *find(input: CheckInput): Iterable<Found> {
    const seen = new Set<CheckedObject>();
    for (const policy of input.analysis.cluster.topology.unjudged) {
      const object = policyObject(input, policy);
      if (object === undefined || seen.has(object)) continue;
      seen.add(object);
      yield {
        object,
        message: describeUnjudged(policy),
        fix:
          policy.reason === undefined
            ? 'say the same with a NetworkPolicy or another kind that is judged, or accept it with a reason'
            : 'write what is judged, or accept it with a reason',
      };
    }
    for (const policy of input.analysis.cluster.topology.identity?.unjudged ?? []) {
      const object = policyObject(input, policy);
      if (object === undefined || seen.has(object)) continue;
      seen.add(object);
      yield {
        object,
        message: `${policy.id} is not judged because ${policy.reason}, and what it may decide is undefined`,
        fix: 'write what is judged, or accept it with a reason',
      };
    }
  },
};
