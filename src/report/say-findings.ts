import { IConstruct } from 'constructs';
import { checkContextOf } from './check-context';
import { today } from './finding-selection';
import { Proof } from './findings';
import { manifestsOf, RenderedCluster } from './rendered-cluster';
import { check } from '../checks/check';
import { CheckInput } from '../checks/check-input';
import { noPolicy } from '../checks/connectivity/no-policy';
import { Finding } from '../checks/finding';
import { notDeclared } from '../checks/proof-rules';
import { harmless, placeOf } from '../support/refuse';
import { warn } from '../support/warn';

/**
 * Asks the rules about what one synth renders for one cluster. Errors are returned, and fail it; warnings are said, each once. Notes
 * are for whoever asks for them: `NetworkReport.findings`.
 */
export function sayFindings(app: IConstruct, rendered: RenderedCluster, proof: Proof): string[] {
  const { analysis } = proof;
  const context = { ...checkContextOf(analysis), today: today() };
  const input = new CheckInput(analysis, manifestsOf(rendered.objects), context);
  const owners = new Map(rendered.objects.map((object) => [object.content, object.owner]));
  const ownerOf = ({ object }: Finding): IConstruct => owners.get(input.object(object)?.root.value) ?? app;
  const findings = check(input).filter(({ accepted }) => accepted === undefined);
  const undeclared = new Set<IConstruct>();
  for (const { construct, rule, message } of proof.findings.warnings) {
    if (rule === notDeclared) undeclared.add(construct);
    warn(construct, message);
  }
  for (const finding of findings) {
    const owner = ownerOf(finding);
    // Whose connections nobody declared has no policy of its own: that was said.
    if (finding.severity !== 'warning' || (finding.rule === noPolicy && undeclared.has(owner))) continue;
    warn(owner, wordsOf(finding));
  }
  return findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => `${placeOf(ownerOf(finding))}: ${harmless(wordsOf(finding), LONGEST)}`);
}

/** An error may list what it is about; beyond this nobody reads it. */
const LONGEST = 2000;

function wordsOf({ rule, message, fix }: Finding): string {
  return `${message}. Fix: ${fix} [${rule.id}]`;
}
