import { policyObject } from './checked-policies';
import { portField, ruleName } from './policy-places';
import { Analysis } from '../../reachability/analysis';
import { eachPort } from '../../reachability/mistaken-port';
import { describeServicePort, ServicePortRule, servicePortRules } from '../../reachability/service-port-rules';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Rules with the port of a Service, though policies are about the port of the pods. */
export const servicePortInRule: Rule = {
  id: 'service-port-in-rule',
  title: "A rule has a Service's port instead of the pods'",
  severity: 'warning',
  group: 'connectivity',
  why: "Network plugins see a connection after the Service has forwarded it: policies are about the pods' port (targetPort). A rule with the Service's port opens nothing that anybody listens on.",
  fix: 'Write the targetPort of the Service into the rule.',
  *find(input: CheckInput): Iterable<Found> {
    for (const found of input.once(foundServicePorts)) {
      const { policy, direction, rule, given, port, protocol, targets } = found;
      const object = policyObject(input, policy);
      if (object === undefined) continue;
      const name = ruleName(direction, rule, given);
      const numbers = eachPort(targets).map((target) => target.port);
      yield {
        object,
        field: portField(object, name, port),
        detail: `${name} ${port}/${protocol}`,
        message: describeServicePort(found),
        fix: `write ${numbers.join(' and ')} for ${port} in ${name} of ${policy.id}`,
        ports: [`${port}/${protocol}`],
      };
    }
  },
};

/** The rules with the port of a Service. For `once`. */
export function foundServicePorts({ analysis }: { readonly analysis: Analysis }): readonly ServicePortRule[] {
  return servicePortRules(analysis);
}
