import { endOf, locate, Subject } from './subject';
import { Port } from '../network/port';
import { explain } from '../reachability/explain';
import { explainText } from '../render/explain-text';
import { Protocol } from '../topology/model';

/** What jest wants to know. */
export interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Whether a workload surely reaches another one, or addresses, on a port of the pods. */
export function toReach(received: Subject, target: Subject | string, port: Port): Result {
  const { number, endNumber, protocol } = port;
  if (number === undefined || protocol === undefined || endNumber !== undefined) {
    throw new Error(
      `toReach: got port ${port.toString()}; allowed: one numbered port. Fix: for example Port.tcp(8080)`,
    );
  }
  const { analysis, position } = locate(received);
  const { policies } = analysis.cluster.topology;
  const question = { port: number, protocol: protocol as unknown as Protocol };
  const answer = explain(analysis, { kind: 'workload', position }, endOf(analysis, target), question);
  const wanted = (not: string): string => `expected ${answer.from} ${not}to reach ${answer.to} on ${port.toString()}`;
  return {
    pass: answer.verdict === 'allow',
    message: () =>
      [`${wanted(answer.verdict === 'allow' ? 'not ' : '')}\n\n`, ...explainText(answer, policies)].join(''),
  };
}
