import { RunningContainer } from './running-containers';
import { Raw } from '../raw';

/** A field of a container's security context. */
export function ownContext({ field }: RunningContainer, ...keys: readonly string[]): Raw {
  return field.get('securityContext', ...keys);
}

/** The same, or that of the pod where the container says nothing. */
export function effectiveContext(container: RunningContainer, ...keys: readonly string[]): Raw {
  const own = ownContext(container, ...keys);
  if (!own.isAbsent) return own;
  const ofPod = container.pods.spec.get('securityContext', ...keys);
  return ofPod.isAbsent ? own : ofPod;
}

/** Whether a container is privileged: it has every right then, whatever else is written. */
export function isPrivileged(container: RunningContainer): boolean {
  return ownContext(container, 'privileged').value === true;
}
