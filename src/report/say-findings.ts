import { IConstruct } from 'constructs';
import { tellCalls } from './accepted-calls';
import { checkContextOf } from './check-context';
import { today } from './finding-selection';
import { Proof, Warning } from './findings';
import { manifestsOf, RenderedCluster } from './rendered-cluster';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { Finding, fingerprintOf } from '../checks/finding';
import { NetworkRule } from '../checks/network-rules';
import { notDeclared } from '../checks/proof-rules';
import { findingAcceptedOn } from '../network/accepted-findings';
import { harmless, placeOf } from '../support/refuse';
import { warn } from '../support/warn';

/**
 * Asks the rules about what one synth renders for one cluster, and says what they and the proof find and nobody accepted. Errors are
 * returned, and fail the synth; warnings are said, each once. Notes are for whoever asks for them: `NetworkReport.findings`.
 */
export function sayFindings(
  app: IConstruct,
  rendered: RenderedCluster,
  proof: Proof,
  networkRules: readonly NetworkRule[],
): string[] {
  const { analysis, pods, findings } = proof;
  const context = { ...checkContextOf(analysis, pods), today: today() };
  const input = new CheckInput(analysis, manifestsOf(rendered.objects), context);
  const owners = new Map(rendered.objects.map((object) => [object.content, object.owner]));
  const speakers = new Map<Finding, IConstruct>();
  for (const warning of findings.warnings) {
    if (isAcceptedWithoutObject(proof, warning)) continue;
    speakers.set(toFinding(proof, warning), warning.construct);
  }
  const all = tellCalls(check(input, { proven: [...speakers.keys()], networkRules }), app);
  const found = all.filter(({ accepted }) => accepted === undefined);
  const whereOf = (finding: Finding): IConstruct =>
    speakers.get(finding) ?? owners.get(input.object(finding.object)?.root.value) ?? app;
  const undeclared = new Set(found.filter(({ rule }) => rule === notDeclared).map(({ object }) => object));
  for (const finding of found) {
    // Whose connections nobody declared has no policy of its own: that is said.
    const isSaid = UNDECLARED_TELLS.includes(finding.rule.id) && undeclared.has(finding.object);
    if (finding.severity === 'warning' && !isSaid) warn(whereOf(finding), wordsOf(finding));
  }
  return found
    .filter(({ severity }) => severity === 'error')
    .map((finding) => `${placeOf(whereOf(finding))}: ${harmless(wordsOf(finding), LONGEST)}`);
}

const UNDECLARED_TELLS: readonly string[] = ['no-policy', 'open-direction'];

/** An error may list what it is about; beyond this nobody reads it. */
const LONGEST = 2000;

/** What renders no workload has nothing that carries an annotation. */
function isAcceptedWithoutObject({ pods }: Proof, { construct, rule }: Warning): boolean {
  const accepted = pods.within(construct).length > 0 ? undefined : findingAcceptedOn(construct, rule.id);
  return accepted !== undefined && (accepted.until === undefined || accepted.until >= today());
}

/** What the proof says of a construct is a finding on the workload that it runs, or on the construct itself. */
function toFinding({ analysis, pods }: Proof, { construct, rule, message }: Warning): Finding {
  const [position] = pods.within(construct);
  const object = position === undefined ? construct.node.path : analysis.cluster.workloads[position].id;
  const { path: source } = construct.node;
  return {
    rule,
    severity: rule.severity,
    object,
    source,
    detail: message,
    message,
    fix: rule.fix,
    fingerprint: fingerprintOf(rule.id, object, message),
  };
}

/** The proof has its fixes in its messages, where they name the construct. */
function wordsOf({ rule, message, fix }: Finding): string {
  return rule.group === 'proof' ? `${message} [${rule.id}]` : `${message}. Fix: ${fix} [${rule.id}]`;
}
