import { IConstruct } from 'constructs';
import { DeclaredOpenings } from './declared-openings';
import { GuardrailIndex } from './guardrail-index';
import { OutsiderIndex } from './outsiders';
import { pairKey } from './pair-key';
import { PodsOfApp } from './pods-of-app';
import { notProven } from '../checks/proof-rules';
import { RuleDescription } from '../checks/rule';
import { Analysis } from '../reachability/analysis';
import { Judgement, judge } from '../reachability/judge';
import { Refusal, refusalMessage } from '../support/refuse';

/** What is proven, and with what. */
export interface Proof {
  readonly analysis: Analysis;
  readonly pods: PodsOfApp;
  readonly openings: DeclaredOpenings;
  readonly outsiders: OutsiderIndex;
  readonly guardrails: GuardrailIndex;
  readonly findings: Findings;
  /** Whether a workload stands for foreign pods that no manifest has: its ports are not known. */
  readonly isStandIn: (position: number) => boolean;
  /** The verdicts on declared pairs, which both directions of the proof ask for; by `pairKey`. */
  readonly verdicts: Map<number, Judgement>;
}

/** The verdict on a pair, which is worked out once. */
export function verdictOn({ analysis, verdicts }: Proof, source: number, destination: number): Judgement {
  const key = pairKey(analysis.cluster, source, destination);
  let verdict = verdicts.get(key);
  if (verdict === undefined) verdicts.set(key, (verdict = judge(analysis.cluster, source, destination)));
  return verdict;
}

/** What a proof says and does not fail for. */
export interface Warning {
  readonly construct: IConstruct;
  readonly rule: RuleDescription;
  readonly message: string;
}

/** What a proof found: errors fail the synth, warnings do not. */
export class Findings {
  private readonly messages = new Set<string>();
  private readonly said = new Map<IConstruct, Map<string, RuleDescription>>();
  private readonly unproven = new Map<IConstruct, Map<string, string[]>>();

  public fail(where: IConstruct, refusal: Refusal): void {
    this.messages.add(refusalMessage(where, refusal));
  }

  public warn(construct: IConstruct, rule: RuleDescription, message: string): void {
    const own = this.said.get(construct) ?? new Map<string, RuleDescription>();
    this.said.set(construct, own.set(message, rule));
  }

  /** Says that a declared connection is neither open nor closed; those of one construct with one reason are one warning. */
  public leaveUndefined(where: IConstruct, connection: string, reason: string): void {
    const own = this.unproven.get(where) ?? new Map<string, string[]>();
    this.unproven.set(where, own);
    own.set(reason, [...(own.get(reason) ?? []), connection]);
  }

  /** Each once. */
  public get errors(): string[] {
    return [...this.messages];
  }

  /** Each once per construct. */
  public get warnings(): Warning[] {
    const unproven = [...this.unproven].flatMap(([construct, reasons]) =>
      [...reasons].map(([reason, connections]) => {
        const verb = connections.length === 1 ? 'is' : 'are';
        return { construct, rule: notProven, message: `${firstOf(connections, 3)} ${verb} not proven: ${reason}` };
      }),
    );
    const said = [...this.said].flatMap(([construct, messages]) =>
      [...messages].map(([message, rule]) => ({ construct, rule, message })),
    );
    return [...unproven, ...said];
  }
}

/** The first few of a list, and how many more there are. */
export function firstOf(items: readonly string[], limit = 5): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}
