import { PortSet } from './port-set';
import { CompiledRule, Side } from './side';

/** What of layer 7 alone a side lets through on some ports, in words. */
export function onlyOf(
  { narrowing = [] }: Pick<Side, 'narrowing'>,
  ports: PortSet,
  matches: (rule: CompiledRule) => boolean,
  portsOf: (rule: CompiledRule) => PortSet,
): readonly string[] {
  const found = narrowing.flatMap((rule) => {
    const { only } = rule.given;
    return only !== undefined && matches(rule) && portsOf(rule).overlaps(ports) ? [only] : [];
  });
  return [...new Set(found)].sort();
}
