import { Deviation, PodSecurityLevel } from './pod-security-level';
import { runningContainers, runningPods, shownName } from './running-containers';
import { ownContext } from './security-context';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** The volumes that "restricted" admits; one that is none of them is refused. */
const ADMITTED_VOLUMES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** What the Pod Security Standards forbid besides what rules of their own tell: it is rare, and worth a word there alone. */
export function* furtherDeviations(input: CheckInput): Iterable<Deviation> {
  for (const { object, spec } of input.once(runningPods)) {
    for (const volume of spec.get('volumes').items()) {
      for (const [kind, field] of volume.entries()) {
        // What rules of their own tell, and what is no source of a volume.
        if (kind === 'name' || kind === 'hostPath' || field.isAbsent || ADMITTED_VOLUMES.has(kind)) continue;
        const name = shownName(volume.get('name').text() ?? '');
        yield deviation(
          'restricted',
          object,
          field,
          `volume ${name} is of kind ${shownName(kind)}`,
          `use another kind of volume for ${name}`,
        );
      }
    }
    yield* inContext(object, spec.get('securityContext'), 'the pod');
  }
  for (const container of input.once(runningContainers)) {
    const { object, words } = container;
    yield* inContext(object, ownContext(container), words);
    const procMount = ownContext(container, 'procMount');
    if (!procMount.isAbsent && procMount.value !== 'Default') {
      yield deviation(
        'baseline',
        object,
        procMount,
        `${words} has another procMount than Default`,
        `leave procMount out for ${words}`,
      );
    }
  }
}

function* inContext(object: CheckedObject, context: Raw, words: string): Iterable<Deviation> {
  const hostProcess = context.get('windowsOptions', 'hostProcess');
  if (hostProcess.value === true) {
    yield deviation(
      'baseline',
      object,
      hostProcess,
      `${words} has hostProcess: true`,
      `leave hostProcess out for ${words}`,
    );
  }
  const profile = context.get('appArmorProfile', 'type');
  if (profile.value === 'Unconfined') {
    yield deviation(
      'baseline',
      object,
      profile,
      `${words} has AppArmor turned off (Unconfined)`,
      `leave appArmorProfile out for ${words}`,
    );
  }
}

function deviation(
  forbiddenBy: PodSecurityLevel,
  object: CheckedObject,
  field: Raw,
  what: string,
  fix: string,
): Deviation {
  return { forbiddenBy, isFine: true, found: { object, field, message: `${object.id}: ${what}`, fix } };
}
