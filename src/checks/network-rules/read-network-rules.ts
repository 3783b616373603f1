import { makeRule } from './make-rule';
import { EndPattern, NetworkRule, RULE_WORDS, RuleWord } from './network-rule';
import { parseEnd } from './parse-end';
import { parsePort, PORT_TEXTS } from './parse-port';
import { formatSelector } from '../../reachability/selector';
import { didYouMean } from '../../support/nearest';
import { Field, Manifest } from '../../topology/manifest';
import { PolicyPort, Problem, Selector } from '../../topology/model';
import { EVERYTHING, parseSelector } from '../../topology/parse-selector';

/** The rules of a file, and what is wrong with it: with problems there are no rules to be asked. */
export interface ReadRules {
  readonly rules: readonly NetworkRule[];
  readonly problems: readonly Problem[];
}

/** What the rules are called in messages about fields. */
const KIND = 'a file of network rules';

/**
 * Reads the rules of a platform team.
 *
 * @param documents those of one file, which is to be one
 * @param source the file, for messages where it has no document
 */
export function readNetworkRules(documents: readonly Manifest[], source: string): ReadRules {
  const [first, second] = documents;
  if (first === undefined) {
    return { rules: [], problems: [{ source, message: 'document: got nothing; allowed: version: 1, and rules' }] };
  }
  const problems: Problem[] = [];
  const reading = new RulesReading(first, problems);
  const rules = reading.read();
  if (second !== undefined) {
    Field.root(second, problems).fail('document: got a second one; allowed: one, because rules are asked in one order');
  }
  return { rules: problems.length > 0 ? [] : rules, problems };
}

class RulesReading {
  private readonly names = new Set<string>();
  private readonly root: Field;

  constructor(
    private readonly manifest: Manifest,
    problems: Problem[],
  ) {
    this.root = Field.root(manifest, problems);
  }

  public read(): NetworkRule[] {
    const { root } = this;
    if (!isMap(root)) {
      root.problem('a map with version: 1, and rules');
      return [];
    }
    checkKeys(root, ['version', 'rules']);
    const version = root.get('version');
    if (version.value !== 1) version.problem('1', version.isAbsent ? 'write version: 1' : undefined);
    const rules = root.get('rules');
    if (!isFilledList(rules)) {
      rules.problem('a list with at least one rule');
      return [];
    }
    return rules.items().flatMap((rule, i) => this.readRule(rule, i) ?? []);
  }

  private readRule(rule: Field, index: number): NetworkRule | undefined {
    if (!isMap(rule)) {
      rule.problem('a map with allow or deny, and a reason');
      return undefined;
    }
    checkKeys(rule, ['name', ...RULE_WORDS, 'reason']);
    const name = this.readName(rule.get('name'));
    const reason = readLine(rule.get('reason'), 'one line that says why');
    const words = RULE_WORDS.filter((each) => !rule.get(each).isAbsent);
    const [word] = words;
    if (words.length !== 1) {
      rule.fail(
        `rules[${index}]: got ${words.length === 0 ? 'neither' : 'both'} of allow and deny; allowed: one of them`,
      );
      return undefined;
    }
    const said = this.readConnection(rule.get(word));
    if (said === undefined || reason === undefined) return undefined;
    const { source } = this.manifest.origin;
    const line = this.lineOf(['rules', index]);
    return makeRule({
      word: word as RuleWord,
      ...said,
      reason,
      ...(name === undefined ? {} : { name }),
      number: index + 1,
      source,
      ...(line === undefined ? {} : { line }),
    });
  }

  private lineOf(path: readonly (string | number)[]): number | undefined {
    return this.manifest.lineOf?.(path);
  }

  private readName(field: Field): string | undefined {
    if (field.isAbsent) return undefined;
    const name = readLine(field, 'one line');
    if (name !== undefined && this.names.has(name)) field.problem('a name that no other rule has');
    if (name !== undefined) this.names.add(name);
    return name;
  }

  private readConnection(field: Field): Pick<NetworkRule, 'from' | 'to' | 'ports'> | undefined {
    if (!isMap(field)) {
      field.problem('a map with from and to, and ports if it is not for all');
      return undefined;
    }
    checkKeys(field, ['from', 'to', 'ports']);
    const [from, to] = [readEnds(field.get('from')), readEnds(field.get('to'))];
    const ports = readPorts(field.get('ports'));
    return { from, to, ...(ports === undefined ? {} : { ports }) };
  }
}

function isMap({ value }: Field): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFilledList({ value }: Field): boolean {
  return Array.isArray(value) && value.length > 0;
}

function checkKeys(field: Field, known: readonly string[]): void {
  for (const key of Object.keys(field.value as object)) {
    if (!known.includes(key)) field.get(key).unknown(KIND, known, didYouMean(key, known));
  }
}

/** It is shown in messages, and a name is a part of what tells findings apart. */
function readLine(field: Field, allowed: string): string | undefined {
  const text = typeof field.value === 'string' ? field.value.trim() : '';
  // eslint-disable-next-line no-control-regex
  if (text !== '' && text.length <= LONGEST && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return text;
  // Unquoted, no, yes, on, off, y and n are booleans for YAML.
  const fix = typeof field.value === 'boolean' ? 'put it in quotes' : undefined;
  field.problem(`${allowed}, of at most ${LONGEST} characters`, fix);
  return undefined;
}

const LONGEST = 300;
const END = 'a text or a map of labels, or a list of them';

function readEnds(field: Field): EndPattern[] {
  if (!Array.isArray(field.value)) return field.isAbsent ? noEnds(field) : readEnd(field);
  return field.value.length === 0 ? noEnds(field) : field.items().flatMap(readEnd);
}

function noEnds(field: Field): EndPattern[] {
  field.problem(`${END}; "*" is everything`);
  return [];
}

function readEnd(field: Field): EndPattern[] {
  const line = field.line === undefined ? {} : { line: field.line };
  if (typeof field.value === 'string') {
    const end = parseEnd(field.value);
    if ('kind' in end) return [{ ...end, text: field.value, ...line }];
    field.problem(end.allowed, end.fix);
    return [];
  }
  if (!isMap(field)) return noEnds(field);
  checkKeys(field, LABELLED);
  if (LABELLED.every((key) => field.get(key).isAbsent)) {
    // A field of another name is told already.
    if (Object.keys(field.value as object).some((key) => !LABELLED.includes(key))) return [];
    field.problem('labels of namespaces, of pods or of both', 'write "*" for everything');
    return [];
  }
  const [namespaces, pods] = [readLabels(field.get('namespaces')), readLabels(field.get('pods'))];
  const text = `{ namespaces: ${formatSelector(namespaces)}, pods: ${formatSelector(pods)} }`;
  return [{ kind: 'pods', namespaces, pods, isOutside: false, text, ...line }];
}

const LABELLED = ['namespaces', 'pods'];
const SELECTOR = ['matchLabels', 'matchExpressions'];

/** Labels, or a selector as policies have it. */
function readLabels(field: Field): Selector {
  if (field.isAbsent) return EVERYTHING;
  if (!isMap(field) || Object.keys(field.value as object).length === 0) {
    field.problem('labels, or matchLabels and matchExpressions', 'leave it out if any will do');
    return EVERYTHING;
  }
  if (SELECTOR.some((key) => Object.hasOwn(field.value as object, key))) {
    checkKeys(field, SELECTOR);
    const selector = parseSelector(field);
    if (selector.requirements.length === 0) field.problem('at least one label', 'leave it out if any will do');
    return selector;
  }
  const labels = Object.entries(field.labels()).sort(([a], [b]) => (a < b ? -1 : 1));
  return { requirements: labels.map(([key, value]) => ({ key, operator: 'In', values: [value] })) };
}

function readPorts(field: Field): PolicyPort[] | undefined {
  if (field.isAbsent) return undefined;
  if (!isFilledList(field)) {
    field.problem(`a list with at least one of: ${PORT_TEXTS}`, 'leave it out if it is for all ports');
    return undefined;
  }
  return field.items().flatMap((port) => {
    const { value } = port;
    const ports = typeof value === 'string' || typeof value === 'number' ? parsePort(value) : undefined;
    if (ports === undefined) port.problem(PORT_TEXTS);
    return ports ?? [];
  });
}
