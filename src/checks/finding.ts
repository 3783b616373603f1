import { createHash } from 'crypto';
import { Found, Rule, RuleDescription, Severity } from './rule';
import { shownPath } from '../topology/shown-value';

/** Why a finding is accepted. */
export interface Accepted {
  readonly by: 'annotation' | 'baseline' | 'option';
  readonly reason: string;
  /** The last day on which it is: `2026-12-31`. */
  readonly until?: string;
}

/** A mistake, with the rule that found it and the place. */
export interface Finding {
  readonly rule: RuleDescription;
  readonly severity: Severity;
  /** The object's id. */
  readonly object: string;
  /** The file, or the path of the construct. */
  readonly source: string;
  readonly line?: number;
  /** The field, as it is written: `spec.template.spec.containers[0].image`. */
  readonly field?: string;
  readonly detail?: string;
  readonly message: string;
  readonly fix: string;
  readonly from?: string;
  readonly to?: string;
  readonly ports?: readonly string[];
  /** The same for the same mistake in the next version of the manifests. */
  readonly fingerprint: string;
  /** Absent: it is not. */
  readonly accepted?: Accepted;
}

/** Where the docs tell of a rule. */
export function docsOf({ id }: RuleDescription): string {
  return `https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#${id}`;
}

/** A finding of a rule. */
export function toFinding(rule: Rule | RuleDescription, found: Found): Finding {
  const { object, field, detail, message, fix, from, to, ports } = found;
  const path = field === undefined ? undefined : 'path' in field ? field.path : field;
  const line = object.lineOf(path ?? []);
  return {
    rule,
    severity: found.severity ?? rule.severity,
    object: object.id,
    source: object.origin.source,
    ...(line === undefined ? {} : { line }),
    ...(path === undefined || path.length === 0 ? {} : { field: shownPath(path) }),
    ...(detail === undefined ? {} : { detail }),
    message,
    fix,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(ports === undefined ? {} : { ports }),
    fingerprint: fingerprintOf(rule.id, object.id, detail),
  };
}

/** What stays the same when lines move and words change. */
export function fingerprintOf(rule: string, object: string, detail = ''): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, object, detail]))
    .digest('hex')
    .slice(0, 32);
}
