import { Cluster } from './cluster';
import { ServiceIndex } from './service-index';

/** What questions are answered from. */
export interface Analysed {
  readonly cluster: Cluster;
  readonly services: ServiceIndex;
}
