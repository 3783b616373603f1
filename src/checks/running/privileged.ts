import { heldToStandard } from './pod-security';
import { runningContainers } from './running-containers';
import { isPrivileged, ownContext } from './security-context';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers with all rights on their node. */
export const privileged: Rule = {
  id: 'privileged',
  title: 'A container is privileged',
  severity: 'warning',
  group: 'running',
  why: 'It has every capability and all devices: whoever is in it owns the node.',
  fix: 'Leave privileged out, and add the one capability that is needed.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      if (!isPrivileged(container)) continue;
      const { object, words, key } = container;
      const field = ownContext(container, 'privileged');
      if (ownContext(container, 'allowPrivilegeEscalation').value === false) {
        yield {
          object,
          field,
          detail: key,
          severity: 'error',
          message: `${object.id}: ${words} has privileged: true and allowPrivilegeEscalation: false, which the API server refuses together`,
          fix: `leave privileged out for ${words}`,
        };
        continue;
      }
      yield heldToStandard(input, 'baseline', {
        object,
        field,
        detail: key,
        message: `${object.id}: ${words} is privileged`,
        fix: `leave privileged out for ${words}, and add the capability that it needs to securityContext.capabilities.add`,
      });
    }
  },
};
