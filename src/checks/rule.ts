import { CheckInput } from './check-input';
import { CheckedObject } from './checked-object';
import { Raw } from './raw';
import { FieldPath } from '../topology/manifest';

/** How bad a finding is: `error` fails a synth and a check, `warning` is said, `note` is shown where it is asked for. */
export type Severity = 'error' | 'warning' | 'note';

/** All of them, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** What a rule is about. */
export type RuleGroup = 'connectivity' | 'running' | 'input' | 'policy' | 'proof' | 'acceptance';

/** What is told of a rule: in the help, in the docs, and in reports. */
export interface RuleDescription {
  /** Lower-case words with `-`: `policy-selects-nobody`. It does not change. */
  readonly id: string;
  /** What is wrong, in a few words, without a full stop: `A policy selects no pods`. */
  readonly title: string;
  /** That of its findings, unless one says otherwise. */
  readonly severity: Severity;
  readonly group: RuleGroup;
  /** What happens because of it, in one or two sentences. */
  readonly why: string;
  /** What to do about it, in general. */
  readonly fix: string;
}

/** One kind of mistake, and how it is found: from the input alone, without a clock, files or randomness. */
export interface Rule extends RuleDescription {
  find(input: CheckInput): Iterable<Found>;
}

/** One mistake, as a rule tells it. */
export interface Found {
  readonly object: CheckedObject;
  /** The field that is wrong, or the place where it is missing: its line is shown. Absent: the object's first line. */
  readonly field?: Raw | FieldPath;
  /**
   * What tells it from other findings of this rule on this object, and stays when others come or lines move: the name of a
   * container, a port, `ingress[0]`. Absent: there is at most one.
   */
  readonly detail?: string;
  /** What is wrong, with the names of what is concerned; it begins with the object's id. No values that may be secrets. */
  readonly message: string;
  /** What to write where, naming the field or the call. */
  readonly fix: string;
  readonly severity?: Severity;
  /** The ends of the connection that it is about, as the engine writes them. */
  readonly from?: string;
  readonly to?: string;
  /** The ports that it is about: `8080/TCP`. */
  readonly ports?: readonly string[];
}
