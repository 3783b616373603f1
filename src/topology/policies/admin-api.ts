import { Part } from './doubts';
import { Direction, PolicyPort, RuleAction } from '../model';

/** What the kinds of administrators' policies, and their versions, differ in. */
export interface AdminApi {
  /** The fields of `spec`. */
  readonly fields: readonly string[];
  /** By how they are written. */
  readonly actions: Readonly<Record<string, RuleAction>>;
  /** The most rules of a direction, peers of a rule, and ports of a rule. */
  readonly most: number;
  /** Where a rule has its ports. */
  readonly portsKey: 'protocols' | 'ports';
  /** Reads one of them; a name may stand for several. */
  readonly readPort: (port: Part) => readonly PolicyPort[];
  /** Checks that a rule has ports with names only where somebody has ports with names. */
  readonly checkNamedPorts: (rule: Part, direction: Direction) => void;
  /** What peers of egress may be, besides `namespaces` and `pods`. */
  readonly outside: readonly OutsideKey[];
  /** What rules may do with names. */
  readonly namesWith: readonly RuleAction[];
  /** Whether pods may be selected without saying in which namespaces: in all of them. */
  readonly mayOmitNamespaces: boolean;
  /** Whether networks must have no host bits, and names no labels that begin with `_`. */
  readonly isExact: boolean;
}

/** What only egress has for peers. */
export type OutsideKey = 'networks' | 'nodes' | 'domainNames';
