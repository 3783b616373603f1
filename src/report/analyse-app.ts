import { IConstruct } from 'constructs';
import { analyseCluster } from './analyse-cluster';
import { checkContextOf } from './check-context';
import { analyseWithForeignPods } from './foreign-pods';
import { withPoliciesOfOthers } from './guardrail-index';
import { networkRulesOf } from './network-rules-of';
import { divideByCluster, manifestsOf } from './rendered-cluster';
import { CheckContext } from '../checks/check-context';
import { NetworkRule } from '../checks/network-rules';
import { ClusterProfile } from '../network/cluster-profile';
import { declarationsOf } from '../network/declarations';
import { Analysis } from '../reachability/analysis';
import { Manifest as Rendered, renderAll } from '../synth/inspection';
import { Manifest } from '../topology/manifest';
import { Problem } from '../topology/model';

/** What is judged: manifests, and what the engine makes of them. */
export interface Judged {
  readonly analysis: Analysis;
  /** All objects, those included that do not matter to reachability. */
  readonly manifests: readonly Manifest[];
  readonly context: CheckContext;
  /** The rules of a platform team. Absent: manifests alone have none. */
  readonly networkRules?: readonly NetworkRule[];
  /** The construct whose objects they are. Absent: manifests alone have none. */
  readonly scope?: IConstruct;
}

/**
 * Analyses what a scope renders now, once for each cluster. Nothing is remembered: a patch or a label may have changed
 * since the last time, and only rendering tells. An input with problems has no verdicts: it throws.
 */
export function analyseScope(scope: IConstruct): Map<string, Judged> {
  return analyseRendered(scope, renderAll(scope));
}

/** The same of what a synth has rendered. */
export function analyseRendered(scope: IConstruct, manifests: readonly Rendered[]): Map<string, Judged> {
  const app = scope.node.root;
  const members = declarationsOf(app).members.filter(({ owner }) => owner.node.scopes.includes(scope));
  const rendered = withPoliciesOfOthers(app, divideByCluster(manifests));
  const clusters = [...rendered].map(([key, cluster]): [string, Judged] => {
    const own = members.filter(({ owner }) => ClusterProfile._clusterOf(owner) === key);
    const { analysis, problems, pods } = analyseWithForeignPods(cluster, own);
    const sound = refuseProblems(analysis, problems);
    const { rules: networkRules, problems: wrongRules } = networkRulesOf(app, key, sound);
    if (wrongRules.length > 0) throw new Error(`NetworkReport: ${wrongRules.join('\n  ')}`);
    const all = manifestsOf(cluster.objects);
    return [key, { analysis: sound, manifests: all, context: checkContextOf(sound, pods), networkRules, scope }];
  });
  return new Map(clusters);
}

/** The analysis of the cluster that a construct belongs to. */
export function analysisFor(construct: IConstruct): Analysis {
  return judgedFor(construct).analysis;
}

/** The same, with what rules look at besides. */
export function judgedFor(construct: IConstruct): Judged {
  const cluster = ClusterProfile._clusterOf(construct);
  return analyseScope(construct.node.root).get(cluster) ?? judgeManifests([]);
}

/** Judges manifests; all their problems are in one error. */
export function judgeManifests(manifests: readonly Manifest[], podCidrs?: readonly string[]): Judged {
  const { analysis, problems } = analyseCluster({ manifests, podCidrs });
  return { analysis: refuseProblems(analysis, problems), manifests, context: {} };
}

function refuseProblems(analysis: Analysis, problems: readonly Problem[]): Analysis {
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
