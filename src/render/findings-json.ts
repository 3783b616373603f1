import { FindingsReport } from './findings-report';
import { jsonList } from './json';
import { docsOf, Finding } from '../checks/finding';

/** The version of the JSON that `check` prints; it changes when a reader of the old one would fail. */
export const FINDINGS_JSON_VERSION = 1;

/** Findings as JSON, one line for each, the worst first; what is accepted says so. */
export function* findingsJson({ findings, isOfConstructs = false }: FindingsReport): Generator<string> {
  yield `{\n  "version": ${FINDINGS_JSON_VERSION},\n  "findings": [`;
  yield* jsonList(findings, (finding) => findingJson(finding, isOfConstructs));
  yield ']\n}\n';
}

/** In the order of the documentation. */
function findingJson(finding: Finding, isOfConstructs: boolean): object {
  const { rule, severity, object, source, line, field, message, fix, from, to, ports, fingerprint, accepted } = finding;
  return {
    rule: rule.id,
    severity,
    object,
    ...(isOfConstructs ? { construct: source } : { file: source }),
    line,
    field,
    message,
    fix,
    from,
    to,
    ports,
    docs: docsOf(rule),
    fingerprint,
    ...(accepted === undefined
      ? {}
      : { accepted: { by: accepted.by, reason: accepted.reason, until: accepted.until } }),
  };
}
