import { plural } from './plural';
import { Finding } from '../checks/finding';
import { RuleDescription, SEVERITIES } from '../checks/rule';
import { Origin } from '../topology/model';

/** What the formats of `check` render. */
export interface FindingsReport {
  /** The worst first; what is accepted is marked. */
  readonly findings: readonly Finding[];
  /** The rules that were asked, be it in vain. */
  readonly rules: readonly RuleDescription[];
  /** Whether the sources are paths of constructs, and not of files. */
  readonly isOfConstructs?: boolean;
  /** Where a source is for programs that look at a repository: relative to its root, with `/`. Absent: where it says. */
  readonly pathOf?: (source: string) => string;
  /** The version of what judged. */
  readonly version?: string;
  /** Whether formats for programs that do not know of acceptances have what is accepted, too. */
  readonly showsAccepted?: boolean;
}

/** Where something is told of. */
export type Place = Pick<Origin, 'source' | 'line'>;

/** Told what a format leaves out; nothing is left out in silence. */
export type Notice = (text: string) => void;

/** The findings that count. */
export function openOf({ findings }: FindingsReport): readonly Finding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

/** Those that somebody accepted. */
export function acceptedOf({ findings }: FindingsReport): readonly AcceptedFinding[] {
  return findings.filter((finding): finding is AcceptedFinding => finding.accepted !== undefined);
}

/** A finding that somebody accepted. */
export type AcceptedFinding = Finding & Required<Pick<Finding, 'accepted'>>;

/** `2 errors, 1 warning, 0 notes` */
export function countSeverities(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) =>
    plural(findings.filter((finding) => finding.severity === severity).length, severity),
  ).join(', ');
}

/** Why a finding is accepted, and for how long: `by annotation until 2026-12-31: the vendor's image`. */
export function acceptanceText({ accepted: { by, reason, until } }: AcceptedFinding): string {
  return `by ${by}${until === undefined ? '' : ` until ${until}`}: ${reason}`;
}

/** `shop.yaml:12`, or the path of a construct. */
export function placeOf({ source, line }: Place): string {
  return line === undefined ? source : `${source}:${line}`;
}
