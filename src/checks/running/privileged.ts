import { Deviation, standardRule } from './pod-security-level';
import { runningContainers } from './running-containers';
import { isPrivileged, ownContext } from './security-context';
import { CheckInput } from '../check-input';

/** Containers with all rights on their node. */
export const privileged = standardRule(
  {
    id: 'privileged',
    title: 'A container is privileged',
    severity: 'warning',
    group: 'running',
    why: 'It has every capability and all devices: whoever is in it owns the node.',
    fix: 'Leave privileged out, and add the one capability that is needed.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    if (!isPrivileged(container)) continue;
    const { object, words, key } = container;
    const field = ownContext(container, 'privileged');
    yield {
      forbiddenBy: 'baseline',
      found: {
        object,
        field,
        detail: key,
        message: `${object.id}: ${words} is privileged`,
        fix: `leave privileged out for ${words}, and add the capability that it needs to securityContext.capabilities.add`,
      },
    };
  }
}
