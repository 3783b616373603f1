import { workload } from './flows';
import { Analysis } from '../../src/reachability/analysis';
import { FlowChange } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { DiffPlaces } from '../../src/render/diff-places';
import { DiffSurroundings } from '../../src/render/diff-surroundings';
import { DIFF_FORMATS, REACH_FORMATS } from '../../src/render/formats';
import { ReachReport } from '../../src/render/reach-report';
import { Workload } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';

/** A network of these workloads, which no policy isolates. */
export function analysisOf(workloads: readonly Workload[] = []): Analysis {
  return Analysis.of({ ...parseTopology([]).topology, workloads });
}

/** What the formats of `reach` get. */
export function reachReport(flows: Iterable<Flow>, workloads: readonly Workload[] = []): ReachReport {
  const surroundings = { analysis: analysisOf(workloads), findings: [], title: 'shop.yaml', version: '1.2.3' };
  return { workloads, flows, surroundings };
}

/** What `reach` prints of these flows. */
export function reachText(format: string, flows: Iterable<Flow>, ids: readonly string[] = []): string {
  return [...REACH_FORMATS.get(format)!(reachReport(flows, ids.map(workload)))].join('');
}

/** What the formats of `diff` get beside the changes: two networks with these workloads. */
export function diffSurroundings(ids: readonly string[] = []): DiffSurroundings {
  const network = { analysis: analysisOf(ids.map(workload)), findings: [] };
  const places = new DiffPlaces([], [], 'manifests');
  return { version: '1.2.3', places, title: 'old → new', before: network, after: network };
}

/** What `diff` prints of these changes. */
export function diffText(format: string, changes: readonly FlowChange[], ids: readonly string[] = []): string {
  return [...DIFF_FORMATS.get(format)!(changes, diffSurroundings(ids))].join('');
}
