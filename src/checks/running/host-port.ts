import { Deviation, standardRule } from './pod-security-level';
import { runningContainers } from './running-containers';
import { portNumber } from './whole-number';
import { CheckInput } from '../check-input';

/** Containers that take a port of their node. */
export const hostPort = standardRule(
  {
    id: 'host-port',
    title: 'A container takes a port of its node',
    severity: 'warning',
    group: 'running',
    why: 'Whoever reaches the node reaches it, and of two pods that want the same port one stays pending.',
    fix: 'Leave hostPort out, and let a Service lead there.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const { object, words, key, field: container, pods } of input.once(runningContainers)) {
    // There every port is one of the node, which another rule tells.
    if (pods.spec.get('hostNetwork').value === true) continue;
    for (const port of container.get('ports').items()) {
      const field = port.get('hostPort');
      const number = portNumber(field);
      if (number === undefined) continue;
      yield {
        forbiddenBy: 'baseline',
        found: {
          object,
          field,
          detail: `${key} ${number}`,
          message: `${object.id}: ${words} takes port ${number} of its node`,
          fix: `leave hostPort out of the ports of ${words}, and let a Service lead there`,
        },
      };
    }
  }
}
