import { AskedSide } from './asked-side';
import { PeerMatch } from './match-ends';
import { PortSet } from './port-set';
import { CompiledRule } from './side';
import { RuleAction } from '../topology/model';

/** Which rule it is, what it does, and whether it means the other end. */
export interface AskedRule {
  readonly policy: string;
  /** The rule's position in the policy's list, from 0. */
  readonly rule: number;
  /** What it does with what it matches; absent: it accepts. */
  readonly action?: RuleAction;
  /** Where it stands, if not at its position of the list of its direction: `egressDeny[0]`. */
  readonly path?: string;
  /** What of layer 7 alone it lets through; absent: everything. */
  readonly only?: string;
  readonly peerMatches: PeerMatch;
}

/** What one rule has to say about a question. */
export interface RuleOpinion extends AskedRule {
  readonly portMatches: boolean;
}

/** What a rule is to the other end of a question. */
export function askRule({ peerMatches }: AskedSide, rule: CompiledRule): AskedRule {
  const { policy, index, given } = rule;
  const { action = 'accept', path, only } = given;
  return {
    policy: policy.id,
    rule: index,
    ...(action === 'accept' ? {} : { action }),
    ...(path === undefined ? {} : { path }),
    ...(only === undefined ? {} : { only }),
    peerMatches: peerMatches(rule),
  };
}

/** What a rule has to say about some ports. */
export function opinionOf(asked: AskedSide, rule: CompiledRule, question: PortSet): RuleOpinion {
  return { ...askRule(asked, rule), portMatches: asked.portsOf(rule).includes(question) };
}
