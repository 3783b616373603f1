import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Load balancers of which no class says whose they are, where another controller may take them than the one that is meant. */
export const loadBalancerClass: Rule = {
  id: 'load-balancer-class',
  title: 'A load balancer has no class where several controllers may take it',
  severity: 'note',
  group: 'connectivity',
  why: 'Without a class the controller that comes with the cluster may take the Service, and does not read what annotations say to another one.',
  fix: 'Name the class: loadBalancerClass of the Service, or of Exposure.loadBalancer.',
  *find(input: CheckInput): Iterable<Found> {
    const needed = input.context.needsLoadBalancerClass;
    if (needed === undefined) return;
    for (const object of input.ofKind('Service', '')) {
      const spec = object.root.get('spec');
      const field = spec.get('loadBalancerClass');
      if (spec.get('type').value !== 'LoadBalancer' || !field.isAbsent) continue;
      const annotations = object.root.get('metadata', 'annotations').entries();
      const found = needed(
        new Map(annotations.flatMap(([key, value]) => (value.text() === undefined ? [] : [[key, value.text()!]]))),
      );
      if (found === undefined) continue;
      const { why, loadBalancerClass: name } = found;
      yield {
        object,
        field,
        message: `${object.id} is a load balancer without a class, and ${why}`,
        fix: `write loadBalancerClass: ${name} in its spec (Exposure.loadBalancer({ loadBalancerClass: '${name}' }))`,
      };
    }
  },
};
