import { enforcedOn, heldToStandard } from './pod-security';
import { isForWindows, RunningContainer, runningContainers } from './running-containers';
import { effectiveContext } from './security-context';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers that run as root, or may. */
export const runAsRoot: Rule = {
  id: 'run-as-root',
  title: 'A container may run as root',
  severity: 'warning',
  group: 'running',
  why: 'Whoever breaks out of a process of root is root on the node.',
  fix: 'Set securityContext.runAsNonRoot: true, and a runAsUser above 0 unless the image names one by its number.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      const found = isForWindows(container.pods.spec) ? undefined : judge(input, container);
      if (found !== undefined) yield found;
    }
  },
};

function judge(input: CheckInput, container: RunningContainer): Found | undefined {
  const { object, words, key, pods } = container;
  const nonRoot = effectiveContext(container, 'runAsNonRoot');
  const user = effectiveContext(container, 'runAsUser');
  const isNonRoot = nonRoot.value === true;
  const common = { object, detail: key };
  if (user.value === 0 && isNonRoot) {
    return {
      ...common,
      field: user,
      severity: 'error',
      message: `${object.id}: ${words} has runAsUser: 0 and runAsNonRoot: true, so that it never starts`,
      fix: `set runAsUser above 0 for ${words}`,
    };
  }
  if (isNonRoot) return undefined;
  if (user.value === 0) {
    return heldToStandard(input, 'restricted', {
      ...common,
      ...severityOf(pods.spec.get('hostUsers').value),
      field: user,
      message: `${object.id}: ${words} runs as root (runAsUser: 0)`,
      fix: `set securityContext.runAsNonRoot: true and a runAsUser above 0 for ${words}`,
    });
  }
  const isAnother = user.number() !== undefined;
  if (isAnother && enforcedOn(input, object, 'restricted') === undefined) return undefined;
  return heldToStandard(input, 'restricted', {
    ...common,
    ...severityOf(pods.spec.get('hostUsers').value),
    field: nonRoot,
    message: isAnother
      ? `${object.id}: ${words} has no runAsNonRoot: true`
      : `${object.id}: ${words} may run as root: neither runAsNonRoot nor runAsUser is set`,
    fix: `set securityContext.runAsNonRoot: true for ${words}${isAnother ? '' : ', and a runAsUser above 0 unless its image names one by its number'}`,
  });
}

/** In a user namespace of its own, root is somebody without rights on the node. */
function severityOf(hostUsers: unknown): Pick<Found, 'severity'> {
  return hostUsers === false ? { severity: 'note' } : {};
}
