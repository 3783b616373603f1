import { PortSet } from './port-set';
import { CompiledRule } from './side';

/** What of layer 7 alone some rules let through on some ports, in words. */
export function onlyOf(
  rules: readonly CompiledRule[],
  ports: PortSet,
  portsOf: (rule: CompiledRule) => PortSet,
): readonly string[] {
  const found = rules.flatMap((rule) => {
    const { only } = rule.given;
    return only !== undefined && portsOf(rule).overlaps(ports) ? [only] : [];
  });
  return [...new Set(found)].sort();
}
