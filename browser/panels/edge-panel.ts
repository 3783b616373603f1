import { explainParts, Panel } from './answer-panel';
import { askedNow, Asked, Context } from './context';
import { endWords, EXPOSURE_WORDS, throughWords } from './edge-words';
import { badge, part } from './explain';
import { edgeList, facts } from './parts';
import { ask, askedPort } from './question';
import { PageNetwork } from '../../src/render/page/page-data';
import { PictureEdge } from '../../src/render/picture/picture';
import { make } from '../dom';
import { Engine } from '../engine';
import { Question } from '../store';

/** All about an arrow: what it is, and what the engine says of its ports, with rules and where they stand. */
export function edgePanel(edge: PictureEdge, context: Context): Panel {
  const { page, names } = context;
  const title = `${endWords(edge, 'from', names)} → ${endWords(edge, 'to', names)}`;
  const { verdict, only, ports, exposure, reason, change } = edge;
  const rows = facts([
    [change?.kind === 'removed' ? 'Before' : 'Verdict', badge(verdict, only)],
    ['Ports', ports],
    ['Through', throughWords(edge, names)],
    ['Exposes', EXPOSURE_WORDS[exposure]],
    ['Reason', reason],
    ['Change', change === undefined ? undefined : `${change.kind}: ${change.text}`],
  ]);
  if (edge.members !== undefined) {
    const members = edge.members.map((position) => page.part.edges[position]).filter((one) => one !== undefined);
    const own = part(`Stands for ${members.length} connections`, edgeList(members, 'both', context));
    return { title: [title], children: [rows, own] };
  }
  return { title: [title], children: [rows, ...explanations(edge, context)] };
}

function explanations(edge: PictureEdge, context: Context): Panel['children'] {
  const { page } = context;
  const { data } = page;
  if (edge.change === undefined || data.changes === undefined) return explainEdge(edge, askedNow(context), context);
  const states: [string, PageNetwork, Engine, boolean][] = [
    ['After the change', data.network, page.after, edge.change.kind !== 'removed'],
    ['Before the change', data.changes.before, page.before!, edge.change.kind !== 'added'],
  ];
  return states.map(([name, network, engine, isOpen]) => {
    const asked: Asked = { network, engine, names: context.names };
    return make(
      'details',
      { open: isOpen },
      make('summary', {}, name),
      ...(explainEdge(edge, asked, context) as Node[]).filter(Boolean),
    );
  });
}

/** What the engine says of an arrow in one network, which may not have its ends. */
function explainEdge(edge: PictureEdge, asked: Asked, context: Context): Panel['children'] {
  const question = questionOf(edge, context);
  if (question === undefined) return [];
  const { positions } = asked.engine.analysis.cluster;
  const missing = [edge.from, edge.to].find((id) => context.names.node(id)?.kind === 'workload' && !positions.has(id));
  if (missing !== undefined) return [make('p', {}, `${context.names.of(missing)} is not there.`)];
  return explainParts(question, ask(question, asked.engine.analysis), asked, context);
}

/** The question that an arrow answers; none, if its ends cannot be asked about. */
export function questionOf({ from, to, ranges }: PictureEdge, { names }: Context): Question | undefined {
  const [source, target] = [names.asked(from), names.asked(to)];
  if (source === undefined || target === undefined) return undefined;
  const port = askedPort(ranges);
  return { from: source, to: target, ...(port === undefined ? {} : { port }) };
}
