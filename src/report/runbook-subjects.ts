import { IConstruct } from 'constructs';
import { CheckInput } from '../checks/check-input';
import { namesToAsk } from '../render/runbook/facts';
import { didYouMean } from '../support/nearest';
import { inWords, refuse } from '../support/refuse';

/** The names of what a runbook is asked about: the Services and workloads that a construct renders, or what a text names. */
export function runbookSubjects(input: CheckInput, subject: IConstruct | string): string[] {
  const names = namesToAsk(input);
  if (typeof subject === 'string') {
    if (names.includes(subject)) return [subject];
    return refuse('NetworkReport.runbook', {
      what: 'subject',
      got: subject,
      allowed: 'a Service or a workload by its id, namespace/name or name',
      fix: didYouMean(subject, names),
    });
  }
  const { path } = subject.node;
  const { services, workloads } = input.analysis.cluster.topology;
  const own = [...services, ...workloads].filter(
    ({ origin: { source } }) => path === '' || source === path || source.startsWith(`${path}/`),
  );
  if (own.length > 0) return own.map(({ id }) => id);
  return refuse(subject, {
    what: 'subject of a runbook',
    got: inWords('a construct without Services and workloads'),
    allowed: 'a construct that has some, or a text',
  });
}
