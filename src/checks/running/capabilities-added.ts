import { BASELINE_CAPABILITIES, capabilitiesOf, NET_BIND_SERVICE } from './capabilities';
import { Deviation, standardRule } from './pod-security-level';
import { isForWindows, runningContainers, shownName } from './running-containers';
import { isPrivileged, ownContext } from './security-context';
import { CheckInput } from '../check-input';

/** Containers with capabilities beyond that for low ports. */
export const capabilitiesAdded = standardRule(
  {
    id: 'capabilities-added',
    title: 'A container has added capabilities',
    severity: 'warning',
    group: 'running',
    why: 'Each is a part of what root may do, and some of them, such as SYS_ADMIN, are nearly all of it.',
    fix: 'Leave out what the program does not need; NET_BIND_SERVICE alone is admitted by "restricted".',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    const { object, words, key, pods } = container;
    if (isPrivileged(container) || isForWindows(pods.spec)) continue;
    const added = capabilitiesOf(container, 'add').filter((name) => name !== NET_BIND_SERVICE);
    if (added.length === 0) continue;
    const isBaseline = added.every((name) => BASELINE_CAPABILITIES.has(name));
    yield {
      forbiddenBy: isBaseline ? 'restricted' : 'baseline',
      found: {
        object,
        field: ownContext(container, 'capabilities', 'add'),
        detail: key,
        message: `${object.id}: ${words} adds the ${added.length === 1 ? 'capability' : 'capabilities'} ${added.map(shownName).join(', ')}`,
        fix: `leave out of securityContext.capabilities.add what ${words} does not need`,
      },
    };
  }
}
