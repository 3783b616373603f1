import { checkAnnotations } from '../support/names';
import { refuse, Where } from '../support/refuse';

const SECCOMP =
  /^(seccomp\.security\.alpha\.kubernetes\.io\/pod$|container\.seccomp\.security\.alpha\.kubernetes\.io\/)/;
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** What the API server reads of a pod's annotations, and the props that say it now. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^kubernetes\.io\/config\.mirror$/, 'leave it out: the kubelet sets it'],
  [/^scheduler\.alpha\.kubernetes\.io\/tolerations$/, 'tolerate taints with `deployment.scheduling.tolerate(…)`'],
];

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Checks the annotations that name a container of the pod: it must be there. */
export function checkContainerAnnotations(
  where: Where,
  annotations: { readonly [key: string]: string },
  containers: readonly string[],
): void {
  for (const key of Object.keys(annotations).filter((each) => each.startsWith(APP_ARMOR))) {
    const name = key.slice(APP_ARMOR.length);
    if (containers.includes(name)) continue;
    refuse(where, {
      what: 'pod annotation',
      got: key,
      allowed: `the name of a container of the pod behind "/": ${containers.map((each) => `"${each}"`).join(', ')}`,
    });
  }
}

/** Checks the annotations of pods. */
export function checkPodAnnotations(where: Where, annotations: { readonly [key: string]: string }): void {
  checkAnnotations(where, annotations, 'podAnnotations');
  for (const [key, value] of Object.entries(annotations)) {
    const fix = INSTEAD.find(([pattern]) => pattern.test(key))?.[1];
    if (fix !== undefined) {
      refuse(where, {
        what: 'pod annotation',
        got: key,
        allowed: 'no annotation that stands for a field of the pod',
        fix,
      });
    }
    if (key.startsWith(APP_ARMOR) && !/^(runtime\/default|unconfined|localhost\/.*|)$/s.test(value)) {
      refuse(where, {
        what: `annotation "${key}"`,
        got: value,
        allowed: '"runtime/default", "unconfined" or "localhost/" and the name of a profile',
      });
    }
    if (SECCOMP.test(key) && !isSeccompProfile(value)) {
      refuse(where, {
        what: `annotation "${key}"`,
        got: value,
        allowed: '"runtime/default", "unconfined" or "localhost/" and a relative path without ".."',
        fix: 'leave it out: `security` sets the profile',
      });
    }
    if (key === DELETION_COST && !isInt32(value)) {
      refuse(where, {
        what: `annotation "${key}"`,
        got: value,
        allowed: 'a whole number of 32 bits, such as "-100" or "10"',
      });
    }
  }
}

function isSeccompProfile(text: string): boolean {
  const [, path] = /^localhost\/(.*)$/s.exec(text) ?? [];
  if (path !== undefined) return !path.startsWith('/') && !path.split('/').includes('..');
  return ['runtime/default', 'docker/default', 'unconfined'].includes(text);
}

function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}
