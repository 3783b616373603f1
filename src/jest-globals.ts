/*
 * The matchers of lib/jest for tests that import `expect`.
 *
 *   import { expect, test } from '@jest/globals';
 *   import 'cdk8s-service-patterns/lib/jest-globals';
 */
// Whoever imports this file has it.
// eslint-disable-next-line import/no-extraneous-dependencies
import { expect as expectOfJest } from '@jest/globals';
import { ServiceMatchers, serviceMatchers } from './jest/matchers';

export { LayerSeven, Only } from './jest/narrowed';
export { ServiceMatchers, serviceMatchers } from './jest/matchers';
export { FindingsWanted } from './jest/to-have-no-findings';
export { EndOnPorts, OtherEnd } from './jest/to-only';
export { ManifestFiles, manifestFiles, Subject, WorkloadInFiles } from './jest/subject';

declare module '@jest/expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface Matchers<R extends void | Promise<void>> extends ServiceMatchers<R> {}
}

expectOfJest.extend(serviceMatchers);
