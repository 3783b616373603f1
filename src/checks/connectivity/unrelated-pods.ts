import { servingContainers } from './serving-containers';
import { Workload } from '../../topology/model';
import { CheckedPods } from '../checked-pods';

/** Kinds whose pods come to their end: what they do, nobody waits for at a port. */
const TO_THE_END: ReadonlySet<string> = new Set(['Job', 'CronJob', 'BroadcastJob', 'AdvancedCronJob', 'ScaledJob']);

/** Whether pods are there to come to their end. */
export function comesToItsEnd({ kind }: Workload): boolean {
  return TO_THE_END.has(kind.split('.')[0]);
}

/**
 * Whether two workloads are surely not forms of one: a canary, a colour or a version has the name of the other with something
 * before or after it, or the same image.
 */
export function areUnrelated(a: CheckedPods, b: CheckedPods): boolean {
  const [words, others] = [a, b].map(({ workload }) => wordsOf(workload));
  if (words.some((word) => others.includes(word))) return false;
  const [images, otherImages] = [a, b].map(imagesOf);
  return images.length > 0 && otherImages.length > 0 && !images.some((image) => otherImages.includes(image));
}

/** The labels by which all workloads of an app are told to belong together. */
const OF_THE_APP = ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'release'];

/** Those of its name: what it has of that of the app tells nothing. */
function wordsOf({ name, labels }: Workload): readonly string[] {
  const ofTheApp = OF_THE_APP.flatMap((key) => (Object.hasOwn(labels, key) ? labels[key].split(/[-.]/) : []));
  return name
    .split(/[-.]/)
    .filter((word) => !ofTheApp.includes(word) && !/^(v?\d+|blue|green|canary|stable)$/.test(word));
}

/** The repositories of the images, without tag and digest. */
function imagesOf(pods: CheckedPods): readonly string[] {
  return servingContainers(pods).flatMap(({ field }) => {
    const image = field.get('image').text() ?? '';
    const [repository] = image.split('@');
    return repository === '' ? [] : [repository.replace(/:[^/]*$/, '')];
  });
}
