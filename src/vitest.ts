/*
 * The matchers of lib/jest for vitest. vitest is a module of ECMAScript alone, which this package cannot load; so a setup file, or the
 * test, hands the matchers to its `expect`:
 *
 *   import { expect } from 'vitest';
 *   import { serviceMatchers } from 'cdk8s-service-patterns/lib/vitest';
 *   expect.extend(serviceMatchers);
 */
// So that there is a module to add to.
import type {} from 'vitest';
import { ServiceMatchers } from './jest/matchers';

export { LayerSeven, Only } from './jest/narrowed';
export { ServiceMatchers, serviceMatchers } from './jest/matchers';
export { FindingsWanted } from './jest/to-have-no-findings';
export { EndOnPorts, OtherEnd } from './jest/to-only';
export { ManifestFiles, manifestFiles, Subject, WorkloadInFiles } from './jest/subject';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any
  interface Assertion<T = any> extends ServiceMatchers<T> {}
}
