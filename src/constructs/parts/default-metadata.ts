import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { completeMetadata } from '../../plus/completed-metadata';
import { AppliedDefaults, defaultsOf } from '../values/applied-defaults';

interface Texts {
  readonly [key: string]: string;
}

type MetadataDefaults = Pick<AppliedDefaults, 'annotations' | 'podAnnotations' | 'serviceAccountAnnotations'>;

/** Which of a team's annotations an object gets, by its kind. */
const ANNOTATIONS: ReadonlyMap<string, keyof MetadataDefaults> = new Map([
  ['Deployment', 'annotations'],
  ['StatefulSet', 'annotations'],
  ['DaemonSet', 'annotations'],
  ['Job', 'annotations'],
  ['CronJob', 'annotations'],
  ['Pod', 'podAnnotations'],
  ['ServiceAccount', 'serviceAccountAnnotations'],
]);

/**
 * Lets all objects of a construct carry the labels and annotations of the team's defaults whenever they are rendered.
 *
 * @param usual the labels that the construct gives itself: a team's count before them, those of its props before both
 * @param given the labels of its props
 */
export function carryDefaults(construct: Construct, usual: Texts, given: Texts): void {
  const weaker = { ...Chart.of(construct).labels, ...usual };
  const isOurs = (key: string, value: string | undefined): boolean =>
    value === undefined || (value === weaker[key] && !Object.hasOwn(given, key));
  completeMetadata(construct, (kind, { labels, annotations }) => {
    const defaults = defaultsOf(construct);
    const which = ANNOTATIONS.get(kind);
    const ofTeam = Object.entries(defaults.labels ?? {}).filter(([key]) => isOurs(key, labels[key]));
    return {
      labels: { ...labels, ...Object.fromEntries(ofTeam) },
      annotations: { ...(which === undefined ? {} : defaults[which]), ...annotations },
    };
  });
}
