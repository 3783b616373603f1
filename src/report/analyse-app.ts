import { IConstruct } from 'constructs';
import { analyseCluster } from './analyse-cluster';
import { analyseWithForeignPods } from './foreign-pods';
import { withPoliciesOfOthers } from './guardrail-index';
import { divideByCluster } from './rendered-cluster';
import { ClusterProfile } from '../network/cluster-profile';
import { declarationsOf } from '../network/declarations';
import { Analysis } from '../reachability/analysis';
import { renderAll } from '../synth/inspection';
import { Manifest } from '../topology/manifest';
import { Problem } from '../topology/model';

/**
 * Analyses what a scope renders now, once for each cluster. Nothing is remembered: a patch or a label may have changed
 * since the last time, and only rendering tells. An input with problems has no verdicts: it throws.
 */
export function analyseScope(scope: IConstruct): Map<string, Analysis> {
  const members = declarationsOf(scope.node.root).members.filter(({ owner }) => owner.node.scopes.includes(scope));
  const rendered = withPoliciesOfOthers(scope.node.root, divideByCluster(renderAll(scope)));
  const clusters = [...rendered].map(([key, cluster]): [string, Analysis] => {
    const own = members.filter(({ owner }) => ClusterProfile._clusterOf(owner) === key);
    return [key, sound(analyseWithForeignPods(cluster, own))];
  });
  return new Map(clusters);
}

/** The analysis of the cluster that a construct belongs to. */
export function analysisFor(construct: IConstruct): Analysis {
  const cluster = ClusterProfile._clusterOf(construct);
  return analyseScope(construct.node.root).get(cluster) ?? analyseManifests([]);
}

/** Analyses manifests; all their problems are in one error. */
export function analyseManifests(manifests: readonly Manifest[], podCidrs?: readonly string[]): Analysis {
  return sound(analyseCluster({ manifests, podCidrs }));
}

function sound({
  analysis,
  problems,
}: {
  readonly analysis: Analysis;
  readonly problems: readonly Problem[];
}): Analysis {
  if (problems.length > 0) throw new Error(`NetworkReport: ${problems.map(formatProblem).join('\n  ')}`);
  return analysis;
}

/** A problem with its place. */
export function formatProblem({ source, document, line, message }: Problem): string {
  const place = [
    source,
    document === undefined ? '' : `document ${document}`,
    line === undefined ? '' : `line ${line}`,
  ];
  return `${place.filter((part) => part !== '').join(', ')}: ${message}`;
}
