import { readFileSync } from 'fs';
import { resolve } from 'path';
import { IConstruct } from 'constructs';
import { formatProblem } from './analyse-app';
import { RuleEnd } from './rule-end';
import { declareRules, SaidRule } from './said-rules';
import { checked } from '../checked/checked';
import { readRulesText } from '../checks/network-rules';
import { RuleWord } from '../checks/network-rules/network-rule';
import { joinApp } from '../network/app-members';
import { Port } from '../network/port';
import { inWords, placeOf, refuse } from '../support/refuse';

/** What a network rule says. */
export interface NetworkRuleProps {
  /** Where the connections come from: any of these. */
  readonly from: RuleEnd[];

  /** Where they lead: any of these. */
  readonly to: RuleEnd[];

  /**
   * Ports of the destination's pods.
   *
   * @default - all of all protocols
   */
  readonly ports?: Port[];

  /** Why, in one line; it is in the messages. */
  readonly reason: string;

  /**
   * What messages call the rule, and what accepted findings are known by; no other rule has it.
   *
   * @default - its number
   */
  readonly name?: string;
}

/**
 * Rules of a platform team: which connections there may be, whatever policies open. They open and close nothing; each synth holds
 * what is open against them, and a connection that one of them denies fails it.
 *
 * Rules are asked in the order of the calls, and the first one whose ends and ports match a connection decides it: `allow` takes it
 * out of all later rules, `deny` forbids it. What no rule matches is not judged.
 *
 * @example
 *
 * declare const db: HeadlessDatabase;
 * NetworkRules.allow(app, {
 *   from: [RuleEnd.of('payments/*')],
 *   to: [RuleEnd.workload(db)],
 *   ports: [Port.POSTGRES],
 *   reason: 'the ledger is kept there',
 * });
 * NetworkRules.deny(app, {
 *   from: [RuleEnd.everything()],
 *   to: [RuleEnd.workload(db)],
 *   reason: 'nothing but payments reaches the database',
 * });
 */
@checked
export class NetworkRules {
  /**
   * Says which connections there must not be.
   *
   * @param scope the app, for all of its clusters; or a chart, or a construct in one, for the cluster of that chart
   * @param props the connections, and why
   */
  public static deny(scope: IConstruct, props: NetworkRuleProps): void {
    say('NetworkRules.deny', scope, 'deny', props);
  }

  /**
   * Says which connections no later rule is about.
   *
   * @param scope the app, for all of its clusters; or a chart, or a construct in one, for the cluster of that chart
   * @param props the connections, and why
   */
  public static allow(scope: IConstruct, props: NetworkRuleProps): void {
    say('NetworkRules.allow', scope, 'allow', props);
  }

  /**
   * The rules of a file, as `service-patterns check --rules` reads it. It is read at once.
   *
   * @param scope the app, for all of its clusters; or a chart, or a construct in one, for the cluster of that chart
   * @param path the file; a relative path begins where the program was started: `path.join(__dirname, 'rules.yaml')` is next
   * to the source
   */
  public static fromFile(scope: IConstruct, path: string): void {
    const { rules, problems } = readRulesText(readText(scope, path), path);
    if (problems.length > 0) {
      throw new Error([`${placeOf(scope)}: NetworkRules.fromFile`, ...problems.map(formatProblem)].join('\n  '));
    }
    keep(
      scope,
      rules.map((rule) => ({ kind: 'read', rule })),
    );
  }

  private constructor() {}
}

function say(where: string, scope: IConstruct, word: RuleWord, props: NetworkRuleProps): void {
  const { from, to, ports, name } = props;
  for (const [what, ends] of [['from', from] as const, ['to', to] as const]) {
    if (ends.length === 0) {
      refuse(where, { what, got: [], allowed: 'at least one end', fix: 'say [RuleEnd.everything()] if it is for all' });
    }
    for (const end of ends) checkEnd(where, scope, what, end);
  }
  if (ports?.length === 0) {
    refuse(where, { what: 'ports', got: [], allowed: 'at least one port', fix: 'leave `ports` out if it is for all' });
  }
  const said: SaidRule = {
    kind: 'called',
    word,
    from: [...from],
    to: [...to],
    ...(ports === undefined ? {} : { ports: ports.map(String) }),
    reason: checkLine(where, 'reason', props.reason),
    ...(name === undefined ? {} : { name: checkLine(where, 'name', name) }),
  };
  keep(scope, [said]);
}

function keep(scope: IConstruct, rules: readonly SaidRule[]): void {
  joinApp(scope);
  declareRules({ owner: scope, rules });
}

/** Each synth renders one app. */
function checkEnd(where: string, scope: IConstruct, what: string, { _said: said }: RuleEnd): void {
  if (said.kind === 'pattern' || said.construct.node.root === scope.node.root) return;
  refuse(where, {
    what,
    got: inWords(`"${said.construct.node.path}", which is in another App`),
    allowed: 'constructs of the same app',
    fix: 'name its pods: RuleEnd.of("namespace/Kind/name")',
  });
}

const LONGEST = 300;

function checkLine(where: string, what: string, given: string): string {
  const text = given.trim();
  // eslint-disable-next-line no-control-regex
  if (text !== '' && text.length <= LONGEST && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return text;
  return refuse(where, { what, got: given, allowed: `one line that is not empty, of at most ${LONGEST} characters` });
}

function readText(scope: IConstruct, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse(scope, {
      what: 'path',
      got: path,
      allowed: `a file of network rules; ${resolve(path)} ${code === 'ENOENT' ? 'is not there' : `is none: ${message}`}`,
      fix: 'begin a path next to the source with __dirname: path.join(__dirname, "rules.yaml")',
    });
  }
}
