import { IConstruct } from 'constructs';
import { renderManifests } from './app-manifests';
import { rememberPerTurn } from './per-turn';
import { ClusterProfile } from '../network/cluster-profile';
import { Analysis, analyse } from '../reachability/analysis';
import { Manifest } from '../topology/manifest';
import { Problem } from '../topology/model';
import { parseTopology } from '../topology/parse';

/** Analyses what a scope renders, once for each cluster. An input with problems has no verdicts: it throws. */
export function analyseScope(scope: IConstruct): Map<ClusterProfile | undefined, Analysis> {
  const clusters = [...renderManifests(scope)];
  return new Map(
    clusters.map(([profile, { manifests, podCidrs }]) => [profile, analyseManifests(manifests, podCidrs)]),
  );
}

/** The analysis of the cluster that a construct belongs to. */
export function analysisFor(construct: IConstruct): Analysis {
  const analyses = analysesOf(construct.node.root);
  return analyses.get(ClusterProfile._applied(construct)) ?? analyseManifests([]);
}

const analysesOf = rememberPerTurn(analyseScope);

/** Analyses manifests; all their problems are in one error. */
export function analyseManifests(manifests: readonly Manifest[], podCidrs?: readonly string[]): Analysis {
  const { topology, problems } = parseTopology(manifests);
  if (problems.length > 0) throw new Error(`NetworkReport: ${problems.map(formatProblem).join('\n  ')}`);
  return analyse(topology, { podCidrs });
}

function formatProblem({ source, document, line, message }: Problem): string {
  const place = [
    source,
    document === undefined ? '' : `document ${document}`,
    line === undefined ? '' : `line ${line}`,
  ];
  return `${place.filter((part) => part !== '').join(', ')}: ${message}`;
}
