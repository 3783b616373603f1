import { Cluster } from './cluster';
import { ServiceIndex } from './service-index';
import { WaysIn } from './ways-in';

/** What questions are answered from. */
export interface Analysed {
  readonly cluster: Cluster;
  readonly services: ServiceIndex;
  readonly waysIn: WaysIn;
}
