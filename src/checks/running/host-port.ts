import { heldToStandard } from './pod-security';
import { runningContainers } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers that take a port of their node. */
export const hostPort: Rule = {
  id: 'host-port',
  title: 'A container takes a port of its node',
  severity: 'warning',
  group: 'running',
  why: 'Whoever reaches the node reaches it, and of two pods that want the same port one stays pending.',
  fix: 'Leave hostPort out, and let a Service lead there.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, words, key, field: container, pods } of input.once(runningContainers)) {
      // There every port is one of the node, which another rule tells.
      if (pods.spec.get('hostNetwork').value === true) continue;
      for (const port of container.get('ports').items()) {
        const field = port.get('hostPort');
        const number = field.number();
        if (number === undefined || number === 0) continue;
        yield heldToStandard(input, 'baseline', {
          object,
          field,
          detail: `${key} ${number}`,
          message: `${object.id}: ${words} takes port ${number} of its node`,
          fix: `leave hostPort out of the ports of ${words}, and let a Service lead there`,
        });
      }
    }
  },
};
