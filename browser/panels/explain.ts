import { Asked } from './context';
import { VERDICT_WORDS } from './edge-words';
import { dedent, outline } from './outline';
import { outlineView } from './outline-view';
import { withMarks } from './rule-marks';
import { becauseLine, meshTitle, sideLine, whyLine } from './why-view';
import { closedWords, openedWords, sideTitle, WhyContext } from './why-words';
import { Answer } from '../../src/reachability/answer';
import { End, endText, formatEnd } from '../../src/reachability/end';
import { ExplainedWire, Verdict } from '../../src/reachability/explain';
import { IdentityOnPorts } from '../../src/reachability/explain-identity';
import { PortsExplanation, PortsVerdict } from '../../src/reachability/explain-ports';
import { Fix } from '../../src/reachability/fix';
import { Because } from '../../src/reachability/reasons';
import { identityText, wireText } from '../../src/render/explain-identity-text';
import { RULES_ON_PORTS } from '../../src/render/explain-ports-text';
import { RuleLike, RuleTexts, SideLike, sideText } from '../../src/render/explain-side';
import { RULES_ON_PORT, wayText } from '../../src/render/explain-text';
import { fixText } from '../../src/render/fix-text';
import { placeText } from '../../src/render/place-text';
import { formatFewPorts } from '../../src/render/ports';
import { judgedPolicies } from '../../src/topology/judged-policies';
import { Policy } from '../../src/topology/model';
import { make } from '../dom';

/** A verdict: a sign, a word, and what of layer 7 alone it is about. */
export function badge(verdict: Verdict, only?: readonly string[]): HTMLElement {
  const { word, sign } = VERDICT_WORDS[verdict];
  const text = only === undefined ? word : `${word} (only ${only.join(', ')})`;
  return make('strong', { class: `badge ${verdict}` }, make('span', { 'aria-hidden': 'true' }, `${sign} `), text);
}

/** A part of a panel, with its heading; none, if there is nothing in it. */
export function part(
  heading: string,
  ...children: readonly (Node | string | undefined | false)[]
): HTMLElement | undefined {
  const own = children.filter((child) => child !== undefined && child !== false);
  return own.length === 0 ? undefined : make('section', {}, make('h3', {}, heading), ...own);
}

/** All that decided an answer about one port: why in a sentence, what would change it, then each rule. */
export function answerParts(answer: Answer, asked: Asked): (Node | undefined)[] {
  const { wire, identity, ways = [], notes = [], fixes = [], decides = [], sides } = answer;
  const context = whyContext(asked);
  return [
    part('Why', ...whyLines(answer, context)),
    notesView(notes, wire),
    fixesPart('What would open it', fixes),
    part('What would decide it', list(decides)),
    waysPart([...wayText(ways)]),
    ...sides.map((side) =>
      sidePart(
        `${sideTitle(side, context.nameOf)}: ${VERDICT_WORDS[side.verdict].word}`,
        side,
        asked,
        withMarks(RULES_ON_PORT, (rule) => rule.portMatches && !('effect' in rule && rule.effect === 'is not asked')),
      ),
    ),
    identity && identityPart(identity, context, `: ${VERDICT_WORDS[identity.verdict].word}`),
  ];
}

/** What is to be written so that something opens. */
export function fixesPart(heading: string, fixes: readonly Fix[]): HTMLElement | undefined {
  return part(heading, ...fixes.map(fixView));
}

/** The engine, and what it calls things. */
function whyContext({ engine, names, network: { topology } }: Asked): WhyContext {
  const endName = (end: End): string => {
    const node = names.node(`to ${endText(end)}`);
    return node?.end === 'dns' ? node.name : formatEnd(end);
  };
  const written = [...judgedPolicies(topology), ...(topology.identity?.policies ?? [])];
  const placeOf = (id: string): string | undefined => {
    const policy = written.find((one) => one.id === id);
    return policy === undefined ? undefined : placeText(policy.origin).trim().slice(1, -1);
  };
  return { analysis: engine.analysis, nameOf: (id) => names.of(id), endName, placeOf };
}

function identityPart(identity: IdentityOnPorts, context: WhyContext, says = ''): HTMLElement | undefined {
  return part(`${meshTitle(identity, context)}${says}`, outlineView(outline(identityText(identity))));
}

/** What is worth a word about the question, and how a mesh carries it. */
function notesView(notes: readonly string[], wire: ExplainedWire | undefined): HTMLElement | undefined {
  return list([...notes, ...(wire === undefined ? [] : [wireText(wire).trim()])]);
}

/** The sentences that a reader needs first. */
function whyLines({ verdict, reason, sides, identity, ways = [] }: Answer, context: WhyContext): Node[] {
  if (verdict === 'deny') {
    const closed = sides.filter((side) => side.verdict === 'deny');
    return [
      ...closed.map((side) => sideLine('closed by', side, closedWords(side, context), context)),
      ...(identity?.verdict === 'deny' ? [meshLine(identity, context)] : []),
    ];
  }
  if (reason !== undefined) return [make('p', { class: 'why' }, reason.text)];
  const open = sides.filter((side) => side.verdict === 'allow');
  return [
    ...open.map((side) => sideLine('open at', side, openedWords(side), context)),
    ...ways
      .filter((way) => way.verdict === 'allow')
      .map(({ way }) => whyLine(`open by ${way.kind}`, { words: way.id, policies: [] }, context)),
  ];
}

function meshLine(identity: IdentityOnPorts, context: WhyContext): HTMLElement {
  return whyLine(
    `closed by ${meshTitle(identity, context)}`,
    { words: 'no policy of the mesh lets this client in', policies: [] },
    context,
  );
}

/** The verdicts on all ports, then each side with its rules; the first verdict may stand in the heading already. */
export function portsParts(
  explanation: PortsExplanation,
  asked: Asked,
  isInTitle: boolean,
  opening?: HTMLElement,
): (Node | undefined)[] {
  const { ports, sides, wire, identity, ways = [], notes = [] } = explanation;
  const context = whyContext(asked);
  const rules = withMarks(RULES_ON_PORTS, (rule) => rule.ports.length > 0);
  const [first, ...others] = isInTitle ? ports : [undefined, ...ports];
  const told = others.filter((group) => group !== undefined);
  // All of it has the verdict that the heading has.
  const isOne = !isInTitle && told.length === 1;
  return [
    first && part('Why', ...groupLines(first, explanation, context)),
    notesView(notes, wire),
    opening,
    isOne
      ? part('Why', ...groupLines(told[0], explanation, context))
      : part(
          isInTitle ? 'Other ports' : 'All ports',
          ...told.flatMap((group) => [groupHead(group, true), ...groupLines(group, explanation, context)]),
        ),
    waysPart([...wayText(ways)]),
    ...sides.map((side) => sidePart(sideTitle(side, context.nameOf), side, asked, rules)),
    identity && identityPart(identity, context),
  ];
}

/** `on 80/TCP`, `on all ports`, `on everything else`. */
export function onPorts({ verdict, ports }: PortsVerdict, isOneOfSeveral: boolean): string {
  const which = verdict === 'deny' && isOneOfSeveral ? 'everything else' : formatFewPorts(ports);
  return `on ${which === 'all' ? 'all ports' : which}`;
}

function groupHead(group: PortsVerdict, isOneOfSeveral: boolean): HTMLElement {
  return make('p', {}, badge(group.verdict, group.only), ` ${onPorts(group, isOneOfSeveral)}`);
}

function groupLines(
  { verdict, reason, because, closedBy = [], closedByIdentity }: PortsVerdict,
  { sides, identity }: PortsExplanation,
  context: WhyContext,
): HTMLElement[] {
  const closed = sides.filter(({ direction }) => closedBy.includes(direction));
  const atOf = ({ direction, wall }: Because): string => {
    const side = sides.find((one) => one.direction === direction);
    if (wall === 'identity' && identity !== undefined) return meshTitle(identity, context);
    return side === undefined ? direction : sideTitle(side, context.nameOf);
  };
  return [
    ...(reason === undefined ? [] : [make('p', { class: 'why' }, reason.text)]),
    ...because.map((each) => becauseLine(verdict === 'allow' ? 'open' : 'may be open', atOf(each), each, context)),
    ...closed.map((side) => sideLine('closed by', side, closedWords(side, context), context)),
    ...(closedByIdentity === true && identity !== undefined ? [meshLine(identity, context)] : []),
  ];
}

function sidePart<Rule extends RuleLike, TierRule extends RuleLike>(
  heading: string,
  side: SideLike<Rule, TierRule>,
  { network }: Asked,
  texts: RuleTexts<Rule, TierRule>,
): HTMLElement | undefined {
  const byId = new Map(judgedPolicies(network.topology).map((policy): [string, Policy] => [policy.id, policy]));
  return part(heading, outlineView(outline(sideText(side, byId, texts))));
}

/** Where the internet comes in, with the verdict on each. */
function waysPart([, ...lines]: readonly string[]): HTMLElement | undefined {
  return part('Ways in', lines.length > 0 && outlineView(outline(lines)));
}

/** A heading in words, and what is to be written. */
function fixView(fix: Fix): HTMLElement {
  const [heading, ...lines] = [...fixText([fix])]
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return make('div', { class: 'fix' }, heading, lines.length > 0 && make('pre', {}, dedent(lines).join('\n')));
}

/** A plain list; none, if it is empty. */
function list(texts: readonly string[]): HTMLElement | undefined {
  return texts.length === 0 ? undefined : make('ul', {}, ...texts.map((text) => make('li', {}, text)));
}
