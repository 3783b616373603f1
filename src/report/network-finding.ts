import { docsOf, Finding } from '../checks/finding';

/** Why a finding is accepted. */
export interface NetworkFindingAcceptance {
  /** `annotation` of the object, or `baseline`. */
  readonly by: string;
  /** Why it is wanted. */
  readonly reason: string;
  /**
   * The last day on which it is accepted: `2026-12-31`.
   *
   * @default - it does not expire
   */
  readonly until?: string;
}

/** A mistake that a rule found in manifests. */
export interface NetworkFinding {
  /** The rule's id, such as `policy-selects-nobody`; docs/checks.md tells of each. */
  readonly rule: string;
  /** `error`, `warning` or `note`. */
  readonly severity: string;
  /** The object, `namespace/Kind/name`; of what is of the whole cluster, `Kind/name`. */
  readonly object: string;
  /** The path of the construct that renders the object; for manifests, `manifests`. */
  readonly source: string;
  /**
   * The field, as it is written: `spec.template.spec.containers[0].image`.
   *
   * @default - it is about the whole object
   */
  readonly field?: string;
  /** What is wrong. */
  readonly message: string;
  /** What to write where. */
  readonly fix: string;
  /**
   * The source of the connection that it is about.
   *
   * @default - it is about no connection
   */
  readonly from?: string;
  /**
   * The destination of the connection that it is about.
   *
   * @default - it is about no connection
   */
  readonly to?: string;
  /**
   * The ports that it is about, such as `8080/TCP`.
   *
   * @default - it is about no ports
   */
  readonly ports?: string[];
  /** Where the docs tell of the rule. */
  readonly docs: string;
  /** The same for the same mistake after other lines and words have changed. */
  readonly fingerprint: string;
  /**
   * Why it is accepted.
   *
   * @default - it is not
   */
  readonly accepted?: NetworkFindingAcceptance;
}

/** A finding in the types of the public surface. */
export function toNetworkFinding(finding: Finding): NetworkFinding {
  const { rule, severity, object, source, field, message, fix, from, to, ports, fingerprint, accepted } = finding;
  return {
    rule: rule.id,
    severity,
    object,
    source,
    ...(field === undefined ? {} : { field }),
    message,
    fix,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(ports === undefined ? {} : { ports: [...ports] }),
    docs: docsOf(rule),
    fingerprint,
    ...(accepted === undefined ? {} : { accepted: { ...accepted } }),
  };
}
