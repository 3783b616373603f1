import { AbstractPod, EnvValue, Resource } from './cdk8s-plus';
import { isOfClass } from '../checked/foreign';

/*
 * What an object of cdk8s-plus is, whichever copy or version of it made the object: `instanceof` would know those of one
 * copy only, and take the others for something else.
 */

/** A variable's value that was made with cdk8s-plus. */
export function isEnvValue(value: unknown): value is EnvValue {
  return isOfClass(value, 'cdk8s-plus.EnvValue');
}

/** A Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus. */
export function isPods(value: unknown): value is AbstractPod {
  return isOfClass(value, 'cdk8s-plus.AbstractPod');
}

/** Whatever of cdk8s-plus renders an object with metadata of its own. */
export function isResource(value: unknown): value is Resource {
  return isOfClass(value, 'cdk8s-plus.Resource');
}
