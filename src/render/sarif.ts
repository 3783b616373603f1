import { Notice } from './findings-report';
import { Issue, IssueLog, uniqueFingerprints } from './issue';
import { jsonList } from './json';
import { plural } from './plural';
import { MOST_TEXT, resultJson, ruleJson, wasCut } from './sarif-parts';

/** GitHub shows so many results of a run, the worst ones, and refuses a file with five times as many. */
const MOST_RESULTS = 5_000;
/** GitHub takes files of 10 MB after compression; with less than that before it, none is refused. */
const MOST_BYTES = 9_000_000;

/**
 * Issues as SARIF 2.1.0, within GitHub's limits: what does not fit is left out from the end, where the least bad ones stand,
 * and the run says so.
 */
export function* sarif(log: IssueLog, notice: Notice = () => undefined): Generator<string> {
  // GitHub opens an alert for each result, whatever suppresses it.
  const wanted = log.issues.filter(({ accepted }) => accepted === undefined || log.showsAccepted === true);
  const { results, left } = fitting(wanted, log);
  const notices = noticesOf(log, wanted, left);
  notices.forEach(notice);
  yield '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [{\n    ';
  yield `"tool": {"driver": {${driver(log)}, "rules": [`;
  yield* jsonList(log.rules, ruleJson);
  yield ']}},\n  "columnKind": "utf16CodeUnits",\n  "results": [';
  yield* jsonList(results, (result) => result);
  yield '],\n  "invocations": [';
  yield JSON.stringify({
    executionSuccessful: true,
    toolExecutionNotifications: notices.map((text) => ({ level: 'note', message: { text } })),
  });
  yield ']\n  }]\n}\n';
}

function driver({ tool, version }: IssueLog): string {
  const { name, ...others } = {
    name: tool,
    ...(version === undefined ? {} : { version }),
    informationUri: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns',
  };
  return JSON.stringify({ name, ...others }).slice(1, -1);
}

function fitting(wanted: readonly Issue[], log: IssueLog): { readonly results: object[]; readonly left: number } {
  const positions = new Map(log.rules.map(({ id }, i) => [id, i]));
  const fingerprints = uniqueFingerprints(wanted);
  const results: object[] = [];
  let bytes = 0;
  for (const [i, issue] of wanted.entries()) {
    if (results.length === MOST_RESULTS) break;
    const result = resultJson(issue, { ruleIndex: positions.get(issue.rule.id)!, ...fingerprints[i] }, log);
    bytes += Buffer.byteLength(JSON.stringify(result));
    if (bytes > MOST_BYTES) break;
    results.push(result);
  }
  return { results, left: wanted.length - results.length };
}

function noticesOf({ issues }: IssueLog, wanted: readonly Issue[], left: number): string[] {
  const accepted = issues.length - wanted.length;
  const cut = wanted.slice(0, wanted.length - left).filter(({ text }) => wasCut(text)).length;
  return [
    ...(left === 0
      ? []
      : [
          `${plural(left, 'result')} left out, the least bad: GitHub shows ${MOST_RESULTS} of a run and takes files of 10 MB; other formats have all`,
        ]),
    ...(cut === 0 ? [] : [`${plural(cut, 'message')} cut to ${MOST_TEXT} characters`]),
    ...(accepted === 0
      ? []
      : [
          `${plural(accepted, 'accepted finding')} left out, which GitHub would show as open; --show-accepted adds them`,
        ]),
  ];
}
