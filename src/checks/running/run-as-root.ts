import { Deviation, standardRule } from './pod-security-level';
import { isForWindows, RunningContainer, runningContainers } from './running-containers';
import { effectiveContext } from './security-context';
import { wholeNumber } from './whole-number';
import { CheckInput } from '../check-input';
import { Found } from '../rule';

/** Containers that run as root, or may. */
export const runAsRoot = standardRule(
  {
    id: 'run-as-root',
    title: 'A container may run as root',
    severity: 'warning',
    group: 'running',
    why: 'Whoever breaks out of a process of root is root on the node.',
    fix: 'Set securityContext.runAsNonRoot: true, and a runAsUser above 0 unless the image names one by its number.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const container of input.once(runningContainers)) {
    const found = isForWindows(container.pods.spec) ? undefined : judge(container);
    if (found !== undefined) yield found;
  }
}

function judge(container: RunningContainer): Deviation | undefined {
  const { object, words, key, pods } = container;
  const nonRoot = effectiveContext(container, 'runAsNonRoot');
  const user = effectiveContext(container, 'runAsUser');
  if (nonRoot.value === true) return undefined;
  const common = { object, detail: key, ...severityOf(pods.spec.get('hostUsers').value) };
  if (user.value === 0) {
    const found = {
      ...common,
      field: user,
      message: `${object.id}: ${words} runs as root (runAsUser: 0)`,
      fix: `set securityContext.runAsNonRoot: true and a runAsUser above 0 for ${words}`,
    };
    return { forbiddenBy: 'restricted', found };
  }
  if (wholeNumber(user) !== undefined) {
    const found = {
      ...common,
      field: nonRoot,
      message: `${object.id}: ${words} has no runAsNonRoot: true`,
      fix: `set securityContext.runAsNonRoot: true for ${words}`,
    };
    return { forbiddenBy: 'restricted', isFine: true, found };
  }
  const found = {
    ...common,
    field: nonRoot,
    message: `${object.id}: ${words} may run as root: neither runAsNonRoot nor runAsUser is set`,
    fix: `set securityContext.runAsNonRoot: true for ${words}, and a runAsUser above 0 unless its image names one by its number`,
  };
  return { forbiddenBy: 'restricted', found };
}

/** In a user namespace of its own, root is somebody without rights on the node. */
function severityOf(hostUsers: unknown): Pick<Found, 'severity'> {
  return hostUsers === false ? { severity: 'note' } : {};
}
