import { explainParts, Panel } from './answer-panel';
import { askedNow, Asked, Context } from './context';
import { endWords, EXPOSURE_WORDS, SIGNS, throughWords } from './edge-words';
import { badge, part } from './explain';
import { edgeList, facts } from './parts';
import { ask, askedPort, verdictOf } from './question';
import { PageNetwork } from '../../src/render/page/page-data';
import { PictureEdge } from '../../src/render/picture/picture';
import { plural } from '../../src/render/plural';
import { make } from '../dom';
import { Engine } from '../engine';
import { isSameEdge } from '../near';
import { Question } from '../store';

/** All about an arrow: what it is, and what the engine says of its ports, with rules and where they stand. */
export function edgePanel(edge: PictureEdge, context: Context): Panel {
  const { names } = context;
  const { verdict, only, ports, exposure, reason, change, outside } = edge;
  const on = ports === 'all' ? 'on all ports' : `on ${ports}`;
  const ends = `: ${endWords(edge, 'from', names)} → ${endWords(edge, 'to', names)} ${on}`;
  const title = change === undefined ? [badge(verdict, only), ends] : [changeBadge(change.kind), ends];
  const rows = facts([
    ...(change === undefined ? [] : changeRows(edge, context)),
    ['Through', throughWords(edge, names)],
    ['Exposes', EXPOSURE_WORDS[exposure]],
    ['Addresses', outside],
    ['Reason', reason],
  ]);
  return {
    title,
    children: [rows, ...(edge.members === undefined ? explanations(edge, context) : [membersPart(edge, context)])],
  };
}

/** The connections that an arrow stands for. They are those of the picture that is shown now: filters may leave others than when it was picked. */
function membersPart(edge: PictureEdge, context: Context): HTMLElement | undefined {
  const { shown, part: all } = context.page;
  const { members } = shown.edges.find((one) => isSameEdge(one, edge)) ?? {};
  if (members === undefined) return make('p', { class: 'note' }, 'It is not in the picture that is shown now.');
  const own = members.map((position) => all.edges[position]);
  return part(`Stands for ${plural(own.length, 'connection')}`, edgeList(own, 'both', context));
}

/** What a change makes of an arrow, in a word with its sign. */
function changeBadge(kind: NonNullable<PictureEdge['change']>['kind']): HTMLElement {
  return make('strong', { class: `badge ${kind}` }, make('span', { 'aria-hidden': 'true' }, `${SIGNS[kind]} `), kind);
}

/** The verdicts before and after, and what of the ports changes. */
function changeRows(edge: PictureEdge, context: Context): [string, Node | string | undefined][] {
  const { after, before } = context.page;
  const question = questionOf(edge, context);
  const verdictIn = (engine: Engine | undefined): Node | string | undefined => {
    if (engine === undefined || question === undefined) return undefined;
    const missing = missingOf(edge, engine, context);
    if (missing !== undefined) return `${missing} is not there`;
    const verdict = verdictOf(ask(question, engine.analysis));
    return verdict === undefined ? 'no rule is about such an end' : badge(verdict);
  };
  const { kind, text } = edge.change!;
  return [
    ['Before', verdictIn(before)],
    ['After', verdictIn(after)],
    ['Change', kind === 'changed' ? text : undefined],
  ];
}

function explanations(edge: PictureEdge, context: Context): Panel['children'] {
  const { page } = context;
  const { data } = page;
  if (edge.change === undefined || data.changes === undefined) return explainEdge(edge, askedNow(context), context);
  const states: [string, PageNetwork, Engine, boolean][] = [
    ['After the change', data.network, page.after, edge.change.kind !== 'removed'],
    ['Before the change', data.changes.before, page.before!, edge.change.kind === 'removed'],
  ];
  return states.map(([name, network, engine, isOpen]) => {
    const asked: Asked = { network, engine, names: context.names };
    return make(
      'details',
      { class: 'time', open: isOpen },
      make('summary', {}, name),
      ...(explainEdge(edge, asked, context) as Node[]).filter(Boolean),
    );
  });
}

/** A workload of an arrow that one of the networks does not have. */
function missingOf(edge: PictureEdge, engine: Engine, { names }: Context): string | undefined {
  const { positions } = engine.analysis.cluster;
  const id = [edge.from, edge.to].find((one) => names.node(one)?.kind === 'workload' && !positions.has(one));
  return id === undefined ? undefined : names.of(id);
}

/** What the engine says of an arrow in one network, which may not have its ends. */
function explainEdge(edge: PictureEdge, asked: Asked, context: Context): Panel['children'] {
  const question = questionOf(edge, context);
  if (question === undefined) return [];
  const missing = missingOf(edge, asked.engine, context);
  if (missing !== undefined) return [make('p', {}, `${missing} is not there.`)];
  return explainParts(question, ask(question, asked.engine.analysis), asked, context);
}

/** The question that an arrow answers; none, if its ends cannot be asked about. */
export function questionOf(
  { from, to, ranges, asked }: PictureEdge,
  { names }: Pick<Context, 'names'>,
): Question | undefined {
  const askedOf = (id: string): string | undefined =>
    (names.node(id)?.end === 'internet' ? asked : undefined) ?? names.asked(id);
  const [source, target] = [askedOf(from), askedOf(to)];
  if (source === undefined || target === undefined) return undefined;
  const port = askedPort(ranges);
  return { from: source, to: target, ...(port === undefined ? {} : { port }) };
}
