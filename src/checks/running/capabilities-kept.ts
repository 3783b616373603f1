import { capabilitiesOf } from './capabilities';
import { Deviation, standardRule } from './pod-security-level';
import { isForWindows, runningContainers } from './running-containers';
import { isPrivileged, ownContext } from './security-context';
import { CheckInput } from '../check-input';

/** Containers that keep the capabilities which the runtime gives to all. */
export const capabilitiesKept = standardRule(
  {
    id: 'capabilities-kept',
    title: 'A container keeps capabilities',
    severity: 'warning',
    group: 'running',
    why: 'The runtime gives about a dozen to whoever does not drop them, such as to send forged packets; nearly no program needs one.',
    fix: 'Set securityContext.capabilities.drop: [ALL], and add those that are needed.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    const { object, words, key, pods } = container;
    if (isPrivileged(container) || isForWindows(pods.spec)) continue;
    const dropped = capabilitiesOf(container, 'drop');
    // The runtime takes it in any letters, the standard in these alone.
    if (dropped.includes('ALL')) continue;
    yield {
      forbiddenBy: 'restricted',
      found: {
        object,
        field: ownContext(container, 'capabilities', 'drop'),
        detail: key,
        message: `${object.id}: ${words} keeps the capabilities that the runtime gives${dropped.length === 0 ? '' : ', but for those that it drops'}`,
        fix: `set securityContext.capabilities.drop: [ALL] for ${words}`,
      },
    };
  }
}
