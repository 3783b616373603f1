import { RenderedCluster } from './rendered-cluster';
import { Analysis } from '../reachability/analysis';
import { Problem } from '../topology/model';
import { parseTopology } from '../topology/parse';

/** Analyses the objects of one cluster. */
export function analyseCluster({ manifests, podCidrs }: Pick<RenderedCluster, 'manifests' | 'podCidrs'>): {
  readonly analysis: Analysis;
  readonly problems: readonly Problem[];
} {
  const { topology, problems } = parseTopology(manifests);
  return { analysis: Analysis.of(topology, { podCidrs }), problems };
}
