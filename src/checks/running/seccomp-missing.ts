import { Deviation, standardRule } from './pod-security-level';
import { isForWindows, runningContainers } from './running-containers';
import { effectiveContext, isPrivileged } from './security-context';
import { CheckInput } from '../check-input';

/** Containers that may make every call of the kernel. */
export const seccompMissing = standardRule(
  {
    id: 'seccomp-missing',
    title: 'A container has no seccomp profile',
    severity: 'warning',
    group: 'running',
    why: 'It may make every call of the kernel, those included that break out of containers, unless the node says otherwise.',
    fix: 'Set securityContext.seccompProfile: {type: RuntimeDefault} of the pod.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    const { object, words, key, pods } = container;
    if (isPrivileged(container) || isForWindows(pods.spec)) continue;
    const type = effectiveContext(container, 'seccompProfile', 'type');
    if (type.value === 'RuntimeDefault' || type.value === 'Localhost') continue;
    const isOff = type.value === 'Unconfined';
    yield {
      forbiddenBy: isOff ? 'baseline' : 'restricted',
      found: {
        object,
        field: type,
        detail: key,
        message: `${object.id}: ${words} has ${isOff ? 'seccomp turned off (Unconfined)' : 'no seccomp profile'}`,
        fix: 'set securityContext.seccompProfile: {type: RuntimeDefault} of the pod',
      },
    };
  }
}
