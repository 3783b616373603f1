import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { readNetworkRules } from '../../src/checks/network-rules';
import { ALL_RULES } from '../../src/checks/registry';
import { RuleDescription, RuleGroup } from '../../src/checks/rule';
import { Analysis } from '../../src/reachability/analysis';
import { markdownCode, markdownText } from '../../src/render/markdown';
import { Manifest } from '../../src/topology/manifest';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

/** Below it the page is made of the rules. */
export const MARK = '<!-- What stands from here on is made of the rules:';

const GROUPS: Readonly<Record<RuleGroup, string>> = {
  connectivity: 'Who reaches whom',
  input: 'What was read',
  running: 'What runs, and how safely',
  policy: 'Network rules',
  proof: 'What a synth knows besides',
  acceptance: 'What is accepted',
};

/** Manifests with mistakes, an input each, some with network rules beside them. */
const EXAMPLES = path.join(__dirname, '../checks/examples');

/** The sections about rules, each with what it says about an example. */
export function ruleSections(): string {
  const found = exampleFindings();
  const groups = [...new Set(ALL_RULES.map(({ group }) => group))];
  return groups
    .map((group) => {
      const rules = ALL_RULES.filter((rule) => rule.group === group);
      return `\n### ${GROUPS[group]}\n${rules.map((rule) => sectionOf(rule, found.get(rule.id))).join('')}`;
    })
    .join('');
}

function sectionOf({ id, title, severity, why, fix }: RuleDescription, example: Finding | undefined): string {
  const shown =
    example === undefined
      ? []
      : [
          `- Example (${example.severity}): ${markdownCode(example.message)}`,
          `- Its fix: ${markdownCode(example.fix)}`,
        ];
  return [
    `\n#### ${id}\n`,
    `**${markdownText(title)}** (${severity}). ${markdownText(why)}\n`,
    `- What to do: ${markdownText(fix)}`,
    ...shown,
    '',
  ].join('\n');
}

/** By the rule, the first that it finds. */
export function exampleFindings(): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  const inputs = readdirSync(EXAMPLES).filter((name) => !name.endsWith('.rules.yaml'));
  for (const finding of inputs.sort().flatMap(findingsIn)) {
    if (!found.has(finding.rule.id)) found.set(finding.rule.id, finding);
  }
  return found;
}

function findingsIn(file: string): readonly Finding[] {
  const manifests = documentsOf(file);
  const { topology, problems } = parseTopology(manifests);
  const rulesFile = file.replace(/\.yaml$/, '.rules.yaml');
  const rules = readdirSync(EXAMPLES).includes(rulesFile)
    ? readNetworkRules(documentsOf(rulesFile), rulesFile)
    : undefined;
  const wrong = [...problems, ...(rules?.problems ?? [])];
  if (wrong.length > 0) throw new Error(wrong.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
  const input = new CheckInput(Analysis.of(topology), manifests, { today: '2026-11-26' });
  return check(input, rules === undefined ? {} : { networkRules: rules.rules });
}

function documentsOf(file: string): readonly Manifest[] {
  const { manifests, problems } = readYaml(readFileSync(path.join(EXAMPLES, file), 'utf8'), file);
  if (problems.length > 0) {
    throw new Error(problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
  }
  return manifests;
}
