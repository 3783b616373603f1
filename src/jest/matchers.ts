import { LayerSeven } from './narrowed';
import { Subject } from './subject';
import { toBeReachableFromInternet } from './to-be-reachable-from-internet';
import { FindingsWanted, toHaveNoFindings } from './to-have-no-findings';
import { OtherEnd, toOnlyBeReachedBy, toOnlyReach } from './to-only';
import { toReach } from './to-reach';
import { Port } from '../network/port';

/** What expectations gain, whoever runs the tests. */
export interface ServiceMatchers<R> {
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

/** The matchers, for `expect.extend`. */
export const serviceMatchers = {
  toReach,
  toOnlyReach,
  toOnlyBeReachedBy,
  toBeReachableFromInternet,
  toHaveNoFindings,
};
