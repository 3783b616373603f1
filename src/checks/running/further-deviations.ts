import { Deviation, PodSecurityLevel } from './pod-security-level';
import { PROBES } from './probes';
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
  for (const { object, spec, metadata } of input.once(runningPods)) {
    yield* inAnnotations(object, metadata);
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
    yield* inRequests(object, container.field, words);
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
  const options = context.get('seLinuxOptions');
  const wrong = ['type', 'user', 'role'].map((name) => options.get(name)).find((field) => !isAdmitted(field));
  if (wrong !== undefined) {
    yield deviation(
      'baseline',
      object,
      wrong,
      `${words} has another ${String(wrong.path[wrong.path.length - 1])} in seLinuxOptions than containers have`,
      `leave seLinuxOptions out for ${words}`,
    );
  }
}

/** Those of the container runtimes. */
const SE_LINUX_TYPES: readonly unknown[] = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

function isAdmitted({ isAbsent, value, path }: Raw): boolean {
  return isAbsent || value === '' || (path[path.length - 1] === 'type' && SE_LINUX_TYPES.includes(value));
}

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** What AppArmor was told before there was a field for it. */
function* inAnnotations(object: CheckedObject, metadata: Raw): Iterable<Deviation> {
  for (const [key, field] of metadata.get('annotations').entries()) {
    const profile = field.text() ?? '';
    if (!key.startsWith(APP_ARMOR) || /^($|runtime\/default$|localhost\/)/.test(profile)) continue;
    yield deviation(
      'baseline',
      object,
      field,
      `container ${shownName(key.slice(APP_ARMOR.length))} has another AppArmor profile than that of the runtime or of the node`,
      `leave the annotation ${shownName(key)} out`,
    );
  }
}

/** Probes and handlers that have the kubelet ask somebody else than the pod. */
function* inRequests(object: CheckedObject, container: Raw, words: string): Iterable<Deviation> {
  const lifecycle = container.get('lifecycle');
  const handlers = [
    ...PROBES.map((name) => container.get(name)),
    ...['postStart', 'preStop'].map((name) => lifecycle.get(name)),
  ];
  for (const handler of handlers) {
    const host = ['httpGet', 'tcpSocket'].map((name) => handler.get(name, 'host')).find((field) => field.text());
    if (host === undefined) continue;
    const name = String(handler.path[handler.path.length - 1]);
    const found = deviation(
      'baseline',
      object,
      host,
      `${name} of ${words} asks another host than the pod`,
      `leave host out of ${name} of ${words}`,
    );
    yield { ...found, since: 34 };
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
