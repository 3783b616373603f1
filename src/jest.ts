/*
 * Matchers for jest, about who reaches whom. They read what synth renders, so they see every policy of the app.
 *
 *   import 'cdk8s-service-patterns/lib/jest';
 *   expect(web).toReach(api, Port.tcp(8080));
 *
 * Not exported from the package's root: only tests need jest.
 */
import type { LayerSeven } from './jest/narrowed';
import type { Subject } from './jest/subject';
import { toBeReachableFromInternet } from './jest/to-be-reachable-from-internet';
import { FindingsWanted, toHaveNoFindings } from './jest/to-have-no-findings';
import { OtherEnd, toOnlyBeReachedBy, toOnlyReach } from './jest/to-only';
import { toReach } from './jest/to-reach';
import type { Port } from './network/port';

export { LayerSeven, Only } from './jest/narrowed';
export { FindingsWanted } from './jest/to-have-no-findings';
export { EndOnPorts, OtherEnd } from './jest/to-only';
export { ManifestFiles, manifestFiles, Subject, WorkloadInFiles } from './jest/subject';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    interface Matchers<R> {
      /**
       * The workload surely reaches the target on that port of the target's pods: with all that is sent there, or with what
       * `only` says of layer 7, and no more.
       */
      toReach(target: Subject | string, port: Port, options?: LayerSeven): R;
      /** The workload reaches these and nothing else, each on any ports or on `ports` alone, with `only` for a part of layer 7; the DNS of its profile does not count. */
      toOnlyReach(targets: readonly OtherEnd[]): R;
      /** These and nobody else reach the workload, each on any ports or on `ports` alone. */
      toOnlyBeReachedBy(sources: readonly OtherEnd[]): R;
      /** The rules of the checks find nothing in the app, below the construct, or in the files; what is accepted does not count. */
      toHaveNoFindings(options?: FindingsWanted): R;
      /** People on the internet reach the workload through a load balancer, a node port, or a route. */
      toBeReachableFromInternet(): R;
    }
  }
}

expect.extend({ toReach, toOnlyReach, toOnlyBeReachedBy, toBeReachableFromInternet, toHaveNoFindings });
