import { Construct, IConstruct } from 'constructs';
import { hint, MatcherContext, Result } from './hint';
import { isManifestFiles, ManifestFiles } from './subject';
import { Finding } from '../checks/finding';
import { SEVERITIES, Severity } from '../checks/rule';
import { analyseScope, Judged } from '../report/analyse-app';
import { checkSelection } from '../report/finding-selection';
import { findingsIn } from '../report/findings-in';

/** Which findings count. */
export interface FindingsWanted {
  /** The ids of rules that are not asked. */
  readonly except?: readonly string[];
  /** The ids of the only rules that are asked. */
  readonly only?: readonly string[];
  /** The least severity that counts: `warning`, unless this says `error` or `note`. */
  readonly severity?: Severity;
}

/**
 * Whether the rules of the checks find nothing in an app, in what is below one of its constructs, or in manifest files. What is
 * accepted with a reason does not count.
 */
export function toHaveNoFindings(
  this: MatcherContext | void,
  received: IConstruct | ManifestFiles,
  wanted: FindingsWanted = {},
): Result {
  const { except = [], only, severity = 'warning' } = wanted;
  checkSelection('toHaveNoFindings', { only: only && [...only], skip: [...except] });
  if (!SEVERITIES.includes(severity)) {
    throw new Error(
      `toHaveNoFindings: severity: got ${JSON.stringify(severity)}; allowed: ${SEVERITIES.join(', ')}. Fix: leave it out for warning`,
    );
  }
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
  const findings = subjects(received).flatMap((judged) =>
    findingsIn(judged, { only, skip: except }).filter(
      (finding) => finding.accepted === undefined && counted.includes(finding.severity) && isBelow(received, finding),
    ),
  );
  const expected = Object.keys(wanted).length === 0 ? '' : 'options';
  return {
    pass: findings.length === 0,
    message: () => `${hint(this, 'toHaveNoFindings', expected)}${describe(findings)}`,
  };
}

function subjects(received: IConstruct | ManifestFiles): Judged[] {
  if (isManifestFiles(received)) return [received.judged];
  if (!Construct.isConstruct(received)) {
    throw new Error(
      `expect: got ${String(received)}; allowed: an app, a chart or another construct, or manifestFiles(…). ` +
        'Fix: pass the app',
    );
  }
  return [...analyseScope(received.node.root).values()];
}

/** The whole app is looked at, for a policy may stand anywhere; what counts is what the construct renders. */
function isBelow(received: IConstruct | ManifestFiles, { source }: Finding): boolean {
  if (isManifestFiles(received)) return true;
  const { path } = received.node;
  return path === '' || source === path || source.startsWith(`${path}/`);
}

function describe(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'expected findings, and there are none';
  const lines = findings.flatMap(({ rule, severity, source, line, message, fix }) => [
    '',
    `${severity} ${rule.id} (${source}${line === undefined ? '' : `:${line}`})`,
    `  ${message}`,
    `  Fix: ${fix}`,
  ]);
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return [`expected no findings, and there ${findings.length === 1 ? 'is' : 'are'} ${count}:`, ...lines].join('\n');
}
