import { endOf, locate, Subject } from './subject';
import { Port } from '../network/port';
import { answer } from '../reachability/answer';
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
  const given = answer(analysis, { kind: 'workload', position }, endOf(analysis, target), question);
  const wanted = (not: string): string => `expected ${given.from} ${not}to reach ${given.to} on ${port.toString()}`;
  return {
    pass: given.verdict === 'allow',
    message: () => [`${wanted(given.verdict === 'allow' ? 'not ' : '')}\n\n`, ...explainText(given, policies)].join(''),
  };
}
