import { Arguments } from './command';
import { refuseUsage } from './failures';
import { didYouMean } from './nearest';
import { ALL_RULES } from '../checks/registry';
import { RuleDescription } from '../checks/rule';
import { isSelected, RuleSelection } from '../checks/run-rules';

/** The rules that manifests are asked by; what only the app knows, the proof at synth asks. */
const RULES: readonly RuleDescription[] = ALL_RULES.filter(({ group }) => group !== 'proof');

/** A line for each rule, for the help: severity, id, and what is wrong. */
export function ruleLines(): string[] {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ severity, id, title }) => `${severity.padEnd(7)}  ${id.padEnd(width)}  ${title}`);
}

/** What `--only` and `--skip` say. */
export function ruleSelection(args: Arguments): RuleSelection {
  const [only, skip] = ['only', 'skip'].map((option) => args.all(option).map((id) => checkRule(`--${option}`, id)));
  return { ...(only.length === 0 ? {} : { only }), skip };
}

/** The rules that are asked. */
export function selectedRules(selection: RuleSelection): readonly RuleDescription[] {
  return RULES.filter((rule) => isSelected(rule, selection));
}

function checkRule(option: string, id: string): string {
  const ids = RULES.map((rule) => rule.id);
  if (ids.includes(id)) return id;
  return refuseUsage('check', {
    what: option,
    got: id,
    allowed: 'the id of a rule, which service-patterns check --help lists',
    fix: didYouMean(id, ids),
  });
}
