import { AddressSet } from '../../reachability/address-set';
import { PolicyPort, Selector } from '../../topology/model';
import { RuleDescription } from '../rule';

/** What a rule does with the connections that it is the first to match: `allow` takes them out of all later rules. */
export type RuleWord = 'allow' | 'deny';

/** Both of them. */
export const RULE_WORDS: readonly RuleWord[] = ['allow', 'deny'];

/** Some ends of connections, as a rule names them. */
export type EndPattern = (
  | { readonly kind: 'everything' }
  | { readonly kind: 'internet' }
  /** Addresses outside of the cluster; with `isWorld` whatever is outside of it, names too. */
  | { readonly kind: 'addresses'; readonly addresses: AddressSet; readonly isWorld: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'nodes'; readonly nodes: Selector }
  /** Pods by labels; with `isOutside` only those that the input does not have. */
  | { readonly kind: 'pods'; readonly namespaces: Selector; readonly pods: Selector; readonly isOutside: boolean }
  /** Workloads by parts of their ids, in which `*` stands for any letters. Absent: of any kind. */
  | { readonly kind: 'id'; readonly namespace: string; readonly ofKind?: string; readonly name: string }
  /** Workloads by their ids. */
  | { readonly kind: 'workloads'; readonly ids: readonly string[] }
) & {
  /** As it was written. */
  readonly text: string;
  /** Where it was written, for sources that have lines. */
  readonly line?: number;
};

/** One sentence of a platform team about connections. */
export interface NetworkRule {
  readonly word: RuleWord;
  readonly from: readonly EndPattern[];
  readonly to: readonly EndPattern[];
  /** Those of the destination. Absent: all of all protocols. */
  readonly ports?: readonly PolicyPort[];
  readonly reason: string;
  readonly name?: string;
  /** Its place among the rules of its source, from 1. */
  readonly number: number;
  /** What stays when rules are added or moved: its name, else what it says. */
  readonly key: string;
  /** The file, or the path of the construct for which it was called. */
  readonly source: string;
  readonly line?: number;
  /** Whether it was written as code. */
  readonly isCode?: true;
}

/** A connection that rules of a platform team forbid. */
export const networkRule: RuleDescription = {
  id: 'network-rule',
  title: 'A connection is open that a network rule denies',
  severity: 'error',
  group: 'policy',
  why: 'The rules of the platform team say which connections there must not be, and the policies let one of them through.',
  fix: 'Narrow the rule of the policy that opens it, or write an allow rule with a reason before the one that denies it.',
};

/** A rule that names what is not there, as after a slip of the pen. */
export const networkRuleUnused: RuleDescription = {
  id: 'network-rule-unused',
  title: 'A network rule names what the input does not have',
  severity: 'note',
  group: 'policy',
  why: 'A misspelt name denies nothing. Rules that are shared by many repositories name much that one of them does not have.',
  fix: 'Correct the name, or leave the rule as it is where what it names is somewhere else.',
};

/** How messages call a rule: `rule 2`, `rule 2 "nothing-but-payments"`. */
export function nameOfRule({ number, name }: Pick<NetworkRule, 'number' | 'name'>): string {
  return name === undefined ? `rule ${number}` : `rule ${number} ${JSON.stringify(name)}`;
}
