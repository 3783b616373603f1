/*
 * Matchers for jest, about who reaches whom. They read what synth renders, so they see every policy of the app.
 *
 *   import 'cdk8s-service-patterns/lib/jest';
 *   expect(web).toReach(api, Port.tcp(8080));
 *
 * For tests that import `expect` from '@jest/globals' there is lib/jest-globals, and for vitest lib/vitest. None of them is exported
 * from the package's root: only tests need them.
 */
import { ServiceMatchers, serviceMatchers } from './jest/matchers';

export { LayerSeven, Only } from './jest/narrowed';
export { ServiceMatchers, serviceMatchers } from './jest/matchers';
export { FindingsWanted } from './jest/to-have-no-findings';
export { EndOnPorts, OtherEnd } from './jest/to-only';
export { ManifestFiles, manifestFiles, Subject, WorkloadInFiles } from './jest/subject';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Matchers<R> extends ServiceMatchers<R> {}
  }
}

expect.extend(serviceMatchers);
