import { Asked } from './context';
import { VERDICT_WORDS } from './edge-words';
import { dedent, outline } from './outline';
import { outlineView } from './outline-view';
import { withMarks } from './rule-marks';
import { closedWords, openedWords, sideTitle, WhyContext } from './why-words';
import { Answer } from '../../src/reachability/answer';
import { End, endText, formatEnd } from '../../src/reachability/end';
import { ExplainedWire, Verdict } from '../../src/reachability/explain';
import { IdentityOnPorts } from '../../src/reachability/explain-identity';
import { PortsExplanation, PortsVerdict } from '../../src/reachability/explain-ports';
import { Fix } from '../../src/reachability/fix';
import { formatBecause } from '../../src/render/because';
import { identityText, wireText } from '../../src/render/explain-identity-text';
import { RULES_ON_PORTS } from '../../src/render/explain-ports-text';
import { RuleLike, RuleTexts, SideLike, sideText } from '../../src/render/explain-side';
import { RULES_ON_PORT, wayText } from '../../src/render/explain-text';
import { fixText } from '../../src/render/fix-text';
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
    waysPart([...wayText(ways)]),
    part('What would open it', ...fixes.map(fixView)),
    part('What would decide it', decides.length > 0 && list('', decides)),
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

/** The engine, and what it calls things. */
function whyContext({ engine, names }: Asked): WhyContext {
  const endName = (end: End): string => {
    const node = names.node(`to ${endText(end)}`);
    return node?.end === 'dns' ? node.name : formatEnd(end);
  };
  return { analysis: engine.analysis, nameOf: (id) => names.of(id), endName };
}

function identityName({ workload }: IdentityOnPorts, { nameOf }: WhyContext): string {
  return `identity at ${nameOf(workload)}`;
}

function identityPart(identity: IdentityOnPorts, context: WhyContext, says = ''): HTMLElement | undefined {
  return part(`${identityName(identity, context)}${says}`, outlineView(outline(identityText(identity))));
}

/** What is worth a word about the question, and how a mesh carries it. */
function notesView(notes: readonly string[], wire: ExplainedWire | undefined): HTMLElement | undefined {
  return list('', [...notes, ...(wire === undefined ? [] : [wireText(wire).trim()])]);
}

/** The sentences that a reader needs first. */
function whyLines({ verdict, reason, sides, identity, ways = [] }: Answer, context: WhyContext): Node[] {
  const line = (what: string, side: string, words: string): Node =>
    make('p', { class: 'why' }, make('b', {}, `${what} ${side}`), `: ${words}`);
  if (verdict === 'deny') {
    const closed = sides.filter((side) => side.verdict === 'deny');
    return [
      ...closed.map((side) => line('closed by', sideTitle(side, context.nameOf), closedWords(side, context))),
      ...(identity?.verdict === 'deny'
        ? [line('closed by', identityName(identity, context), 'no policy of the mesh lets this client in')]
        : []),
    ];
  }
  if (reason !== undefined) return [make('p', { class: 'why' }, reason.text)];
  const open = sides.filter((side) => side.verdict === 'allow');
  return [
    ...open.map((side) => line('open at', sideTitle(side, context.nameOf), openedWords(side))),
    ...ways.filter((way) => way.verdict === 'allow').map(({ way }) => line('open by', way.kind, way.id)),
  ];
}

/** The verdicts on all ports, then each side with its rules. */
export function portsParts(explanation: PortsExplanation, asked: Asked): (Node | undefined)[] {
  const { ports, sides, wire, identity, ways = [], notes = [] } = explanation;
  const context = whyContext(asked);
  const rules = withMarks(RULES_ON_PORTS, (rule) => rule.ports.length > 0);
  return [
    make('ul', { class: 'verdicts' }, ...ports.map((group) => groupView(group, explanation, context))),
    notesView(notes, wire),
    waysPart([...wayText(ways)]),
    ...sides.map((side) => sidePart(sideTitle(side, context.nameOf), side, asked, rules)),
    identity && identityPart(identity, context),
  ];
}

function groupView(
  group: PortsVerdict,
  { ports, sides, identity }: PortsExplanation,
  context: WhyContext,
): HTMLElement {
  const { verdict, only, reason, because, closedBy = [], closedByIdentity } = group;
  const which = verdict === 'deny' && ports.length > 1 ? 'everything else' : formatFewPorts(group.ports);
  const closed = sides
    .filter(({ direction }) => closedBy.includes(direction))
    .map((side) => `${sideTitle(side, context.nameOf)}: ${closedWords(side, context)}`);
  if (closedByIdentity === true && identity !== undefined) closed.push(identityName(identity, context));
  return make(
    'li',
    {},
    badge(verdict, only),
    ` on ${which === 'all' ? 'all ports' : which}`,
    list('', [
      ...(reason === undefined ? [] : [`reason: ${reason.text}`]),
      ...because.map((each) => `because of ${formatBecause(each)}`),
      ...closed.map((each) => `closed by ${each}`),
    ]),
  );
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
export function list(name: string, texts: readonly string[]): HTMLElement | undefined {
  return texts.length === 0 ? undefined : make('ul', { class: name }, ...texts.map((text) => make('li', {}, text)));
}
