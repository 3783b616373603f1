import { CheckContext } from '../../src/checks/check-context';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { runRules } from '../../src/checks/run-rules';
import { Analysis } from '../../src/reachability/analysis';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

/** The source that the findings of these tests have. */
export const SOURCE = 'test.yaml';

/** What rules look at, for documents of YAML: their first line is 1, so begin them right after the backtick. */
export function checkInputOf(yaml: string, context: CheckContext = {}): CheckInput {
  const { manifests, problems: unreadable } = readYaml(yaml, SOURCE);
  const { topology, problems } = parseTopology(manifests, { defaultNamespace: context.defaultNamespace });
  if (unreadable.length + problems.length > 0) {
    throw new Error([...unreadable, ...problems].map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  }
  return new CheckInput(Analysis.of(topology), manifests, context);
}

/** What a rule, or each of them, finds in documents of YAML. */
export function findingsOf(yaml: string, rule?: string, context: CheckContext = {}): Finding[] {
  return runRules(checkInputOf(yaml, context), rule === undefined ? {} : { only: [rule] });
}
