import { Place } from './findings-report';
import { fileOf, Issue, IssueLog, IssueRule } from './issue';
import { oneLine } from './text-table';
import { uriOf } from './uri';

/** GitHub takes descriptions of so many characters; more of a message nobody reads in a list of alerts. */
export const MOST_TEXT = 1_024;
/** GitHub takes more, and shows so many. */
const MOST_RELATED = 100;
/** Whether a text is longer than what is shown of it. */
export function wasCut(text: string): boolean {
  return oneLine(text).length > MOST_TEXT;
}

/** A rule, as SARIF describes it. */
export function ruleJson({ id, title, severity, why, fix, docs, tags }: IssueRule): object {
  return {
    id,
    shortDescription: { text: shown(title) },
    fullDescription: { text: shown(why) },
    help: { text: `${why}\n\nFix: ${fix}\n\n${docs}`, markdown: `${why}\n\n**Fix:** ${fix}\n\n[${id}](${docs})` },
    helpUri: docs,
    defaultConfiguration: { level: severity },
    properties: {
      tags,
      precision: 'high',
      'problem.severity': severity === 'note' ? 'recommendation' : severity,
    },
  };
}

/** What a result has besides what the issue says. */
interface Numbers {
  readonly ruleIndex: number;
  /** The fingerprint, and the how many-th with it this one is. */
  readonly text: string;
  readonly count: number;
}

/** An issue, as SARIF describes it. */
export function resultJson(issue: Issue, { ruleIndex, text, count }: Numbers, log: IssueLog): object {
  const { rule, severity, object, place, related, accepted } = issue;
  const construct = log.isOfConstructs === true ? [{ fullyQualifiedName: place.source, kind: 'construct' }] : [];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: severity,
    message: { text: plain(shown(issue.text)) },
    locations: [
      {
        physicalLocation: physical(place, log),
        logicalLocations: [{ fullyQualifiedName: object, kind: 'object' }, ...construct],
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: related.slice(0, MOST_RELATED).map(toRelated(log)) }),
    // GitHub knows an alert again by the second one. Left alone it makes one of the text around the line, so that a new
    // tag of an image would open the alert once more.
    partialFingerprints: {
      'servicePatterns/v1': count === 1 ? text : `${text}-${count}`,
      primaryLocationLineHash: `${text}:${count}`,
    },
    ...(accepted === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: accepted.by === 'baseline' ? 'external' : 'inSource',
              status: 'accepted',
              justification: `${accepted.reason}${accepted.until === undefined ? '' : ` (until ${accepted.until})`}`,
            },
          ],
        }),
  };
}

function toRelated(log: IssueLog): (related: Issue['related'][number], position: number) => object {
  return ({ place, text }, id) => ({
    id,
    physicalLocation: physical(place, log),
    message: { text: plain(shown(text)) },
  });
}

function physical(place: Place, log: IssueLog): object {
  const { path, line } = fileOf(place, log);
  return { artifactLocation: { uri: uriOf(path) }, region: { startLine: line } };
}

/** On one line, and not too long. */
function shown(text: string): string {
  const line = oneLine(text);
  if (line.length <= MOST_TEXT) return line;
  // Not within a character of two halves.
  return `${line.slice(0, MOST_TEXT - 2).replace(/[\ud800-\udbff]$/, '')} …`;
}

/** What a message of SARIF would read as a placeholder or a link. */
function plain(text: string): string {
  return text.replace(/\{(\d+)\}/g, '{{$1}}').replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
