import { UnjudgedPolicy } from '../topology/model';

/** A policy is never passed over in silence, because it may change any verdict on the pods that it selects. */
export function describeUnjudged({ id, apiVersion, reason }: UnjudgedPolicy): string {
  const why = reason === undefined ? '' : ` because ${reason}`;
  return `${id} (${apiVersion}) is not judged${why}, and what it may decide is undefined`;
}
