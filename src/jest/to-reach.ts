import { hint, MatcherContext, Result } from './hint';
import { checkOnly, formatWanted, isAsWanted, LayerSeven } from './narrowed';
import { endOf, locate, Subject } from './subject';
import { Port } from '../network/port';
import { answer } from '../reachability/answer';
import { explainText } from '../render/explain-text';
import { judgedPolicies } from '../topology/judged-policies';
import { Protocol } from '../topology/model';

/**
 * Whether a workload surely reaches another one, or addresses, on a port of the pods. What is let through for a part of layer 7
 * alone is neither reached nor `.not` reached: only who names that part expects it.
 */
export function toReach(
  this: MatcherContext | void,
  received: Subject,
  target: Subject | string,
  port: Port,
  { only }: LayerSeven = {},
): Result {
  const { number, endNumber, protocol } = port;
  if (number === undefined || protocol === undefined || endNumber !== undefined) {
    throw new Error(
      `toReach: got port ${port.toString()}; allowed: one numbered port. Fix: for example Port.tcp(8080)`,
    );
  }
  checkOnly('toReach', only);
  const isNot = this?.isNot === true;
  if (isNot && only !== undefined) {
    throw new Error(
      'toReach: got .not with `only`; allowed: .not of everything. ' +
        'Fix: leave `only` out, or expect all that is let through: toReach(target, port, { only: [ … ] })',
    );
  }
  const { analysis, position } = locate(received);
  const question = { port: number, protocol: protocol as unknown as Protocol };
  const given = answer(analysis, { kind: 'workload', position }, endOf(analysis, target), question);
  const pass = given.verdict === 'allow' && (isNot || isAsWanted(given.only, only));
  const wanted = `expected ${given.from} ${pass ? 'not ' : ''}to reach ${given.to} on ${port.toString()}`;
  const policies = judgedPolicies(analysis.cluster.topology);
  return {
    pass,
    message: () =>
      [
        hint(this, 'toReach', 'target, port'),
        `${wanted}${formatWanted(only)}\n\n`,
        ...explainText(given, policies),
      ].join(''),
  };
}
