import { IConstruct } from 'constructs';
import { formatProblem } from './analyse-app';
import { warnOfCarriedPorts } from './carried-ports';
import { DeclaredOpenings } from './declared-openings';
import { Findings, Proof } from './findings';
import { analyseWithForeignPods, standInsOf } from './foreign-pods';
import { GuardrailIndex, withPoliciesOfOthers } from './guardrail-index';
import { networkRulesOf } from './network-rules-of';
import { findNewerThanCluster } from './newer-than-cluster';
import { findOtherFamilies } from './other-families';
import { OutsiderIndex } from './outsiders';
import { proveClosed } from './prove-closed';
import { proveGuardedNames } from './prove-guarded-names';
import { proveGuardrails } from './prove-guardrails';
import { proveIdentity } from './prove-identity';
import { proveNames } from './prove-names';
import { proveOpen } from './prove-open';
import { provePorts } from './prove-ports';
import { proveRequests } from './prove-requests';
import { proveSelectors } from './prove-selectors';
import { divideByCluster, NOTHING_RENDERED, RenderedCluster } from './rendered-cluster';
import { sayFindings } from './say-findings';
import { warnOfClosedSolvers } from './solvers';
import { warnOfUnguarded } from './unguarded';
import { findDuplicates } from './unique-objects';
import { findSameRoutes } from './unique-routes';
import { warnOfUnjudged } from './unjudged';
import { onFirstMember } from '../network/app-members';
import { ClusterProfile } from '../network/cluster-profile';
import { Acceptance, Declaration, Declarations, declarationsOf, Group, Member, Solvers } from '../network/declarations';
import { inspectAtSynth, Manifest } from '../synth/inspection';

/** Has each synth of each app that uses this package inspected: its objects are unique, and its connections proven. */
export function inspectEachApp(): void {
  onFirstMember((app) => inspectAtSynth(app, (manifests) => inspectApp(app, manifests)));
}

/** What is wrong with what an app renders; what is legal but probably not meant is said as warnings. */
export function inspectApp(app: IConstruct, manifests: readonly Manifest[]): string[] {
  const declarations = byCluster(declarationsOf(app));
  const rendered = withPoliciesOfOthers(app, divideByCluster(manifests));
  const keys = new Set([...rendered.keys(), ...declarations.keys()]);
  return [...keys].flatMap((key) =>
    inspectCluster(app, key, rendered.get(key) ?? NOTHING_RENDERED, declarations.get(key) ?? NOTHING_DECLARED),
  );
}

const NOTHING_DECLARED: Declarations = { members: [], declared: [], accepted: [], groups: [], solvers: [] };

function inspectCluster(
  app: IConstruct,
  cluster: string,
  rendered: RenderedCluster,
  declarations: Declarations,
): string[] {
  const duplicates = [...findDuplicates(rendered.objects), ...findSameRoutes(rendered.objects)];
  // Two objects of one name are one for the cluster, and nobody knows which.
  if (duplicates.length > 0) return duplicates;
  const { analysis, problems, pods } = analyseWithForeignPods(rendered, declarations.members);
  if (problems.length > 0) return problems.map(formatProblem);
  const openings = new DeclaredOpenings(analysis.cluster, rendered.podCidrs, pods, declarations);
  const outsiders = new OutsiderIndex(analysis.cluster);
  const proof: Proof = {
    analysis,
    pods,
    openings,
    outsiders,
    guardrails: new GuardrailIndex(app, cluster, rendered),
    findings: new Findings(),
    isStandIn: (position) => standInsOf(analysis).has(analysis.cluster.workloads[position].id),
    verdicts: new Map(),
  };
  proveOpen(proof, declarations);
  provePorts(proof, declarations);
  proveClosed(proof, declarations);
  proveSelectors(proof, declarations, rendered.objects);
  proveNames(proof, declarations);
  proveGuardedNames(proof, declarations);
  proveGuardrails(proof, rendered);
  proveRequests(proof, declarations);
  proveIdentity(proof, declarations, rendered.objects);
  warnOfCarriedPorts(proof);
  warnOfClosedSolvers(proof, declarations);
  warnOfUnguarded(proof, declarations);
  warnOfUnjudged(proof, declarations);
  const network = networkRulesOf(app, cluster, analysis);
  return [
    ...proof.findings.errors,
    ...network.problems,
    ...sayFindings(app, rendered, proof, network.rules),
    ...findNewerThanCluster(rendered.objects),
    ...findOtherFamilies(rendered.objects),
  ];
}

interface OwnDeclarations extends Declarations {
  readonly members: Member[];
  readonly declared: Declaration[];
  readonly accepted: Acceptance[];
  readonly groups: Group[];
  readonly solvers: Solvers[];
}

function byCluster({ members, declared, accepted, groups, solvers }: Declarations): Map<string, Declarations> {
  const clusters = new Map<string, OwnDeclarations>();
  const of = ({ owner }: Member | Group | Solvers): OwnDeclarations => {
    const key = ClusterProfile._clusterOf(owner);
    let own = clusters.get(key);
    if (own === undefined) {
      clusters.set(key, (own = { members: [], declared: [], accepted: [], groups: [], solvers: [] }));
    }
    return own;
  };
  for (const member of members) of(member).members.push(member);
  for (const declaration of declared) of(declaration.member).declared.push(declaration);
  for (const acceptance of accepted) of(acceptance.member).accepted.push(acceptance);
  for (const group of groups) of(group).groups.push(group);
  for (const each of solvers) of(each).solvers.push(each);
  return clusters;
}
