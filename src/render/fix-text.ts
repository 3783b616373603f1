import { callLines } from './fix-call';
import { placeText } from './place-text';
import { shorten } from './ports';
import { ruleYaml } from './rule-yaml';
import { oneLine } from './text-table';
import { Fix } from '../reachability/fix';

type Rule = Extract<Fix, { kind: 'rule' }>;

/** What would open a connection, ready to be pasted. */
export function* fixText(fixes: readonly Fix[]): Generator<string> {
  for (const fix of fixes) {
    if (fix.kind === 'rule') {
      yield* ruleText(fix);
    } else {
      yield '\nto open it, in the stack:\n';
      for (const line of callLines(fix)) yield `  ${line}\n`;
    }
  }
}

function* ruleText({
  direction,
  policy,
  rule,
  alsoSelected,
  alsoLetThrough,
  hiddenBy = [],
  workload,
}: Rule): Generator<string> {
  yield `\nto open the ${direction} of ${oneLine(workload)}, add to ${oneLine(policy.id)}${placeText(policy.origin)}:\n`;
  yield '  spec:\n';
  for (const line of ruleYaml(direction, rule)) yield `    ${oneLine(line)}\n`;
  if (alsoSelected.length > 0) yield `  the policy is also for ${few(alsoSelected)}\n`;
  if (alsoLetThrough.length > 0) yield `  the same labels have ${few(alsoLetThrough)}\n`;
  if (hiddenBy.length > 0) {
    yield `  and set externalTrafficPolicy: Local on ${few(hiddenBy)}, or a node may stand in for the client\n`;
  }
}

function few(ids: readonly string[]): string {
  return shorten(ids.map(oneLine), 3);
}
