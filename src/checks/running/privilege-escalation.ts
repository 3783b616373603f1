import { Deviation, standardRule } from './pod-security-level';
import { isForWindows, runningContainers } from './running-containers';
import { isPrivileged, ownContext } from './security-context';
import { CheckInput } from '../check-input';

/** Containers whose programs may get more rights than they were started with. */
export const privilegeEscalation = standardRule(
  {
    id: 'privilege-escalation',
    title: 'A container may gain rights',
    severity: 'warning',
    group: 'running',
    why: 'A program with the setuid bit, such as sudo, makes root of whoever starts it.',
    fix: 'Set securityContext.allowPrivilegeEscalation: false.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    const { object, words, key, pods } = container;
    const field = ownContext(container, 'allowPrivilegeEscalation');
    if (field.value === false || isPrivileged(container) || isForWindows(pods.spec)) continue;
    yield {
      forbiddenBy: 'restricted',
      found: {
        object,
        field,
        detail: key,
        message: `${object.id}: ${words} may gain rights: allowPrivilegeEscalation is ${field.value === true ? 'true' : 'not set, and is true then'}`,
        fix: `set securityContext.allowPrivilegeEscalation: false for ${words}`,
      },
    };
  }
}
