import { Context } from './context';
import { edgeNotes, endWords, exposureKey } from './edge-words';
import { part } from './explain';
import { PageFinding } from '../../src/render/page/page-data';
import { PictureEdge } from '../../src/render/picture/picture';
import { button, make } from '../dom';
import { sorted } from '../tables/sorting';

/** As many entries of a list are shown at first. */
const FIRST = 12;

/** Names with values. */
export function facts(rows: readonly (readonly [string, Node | string | undefined])[]): HTMLElement {
  const own = rows.filter(([, value]) => value !== undefined && value !== '');
  return make('dl', {}, ...own.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

/** A list that shows its first entries, and the others when somebody wants them. */
export function longList<T>(items: readonly T[], view: (item: T) => Node): HTMLElement {
  const made = make('ul', { class: 'items' }, ...items.slice(0, FIRST).map(view));
  if (items.length <= FIRST) return made;
  const more = button(`${items.length - FIRST} more`, () => {
    const rest = items.slice(FIRST).map(view);
    more.parentElement!.replaceWith(...rest);
    (rest[0] as Element).querySelector('button')?.focus();
  });
  made.append(make('li', {}, more));
  return made;
}

/** Which end of an arrow an entry is called by; `both` where neither is what the list is about. */
export type Shown = 'from' | 'to' | 'both';

/** Arrows as entries of a list: a click picks one. */
export function edgeList(edges: readonly PictureEdge[], shown: Shown, context: Context): HTMLElement {
  return longList(
    sorted(edges, (edge) => exposureKey(edge, context.names), false),
    (edge) => edgeItem(edge, shown, context),
  );
}

function edgeItem(edge: PictureEdge, shown: Shown, { store, names }: Context): HTMLElement {
  const name =
    shown === 'both'
      ? `${endWords(edge, 'from', names)} → ${endWords(edge, 'to', names)}`
      : endWords(edge, shown, names);
  const notes = edgeNotes(edge, names).join(', ');
  const pick = (): void => store.set({ selection: { kind: 'edge', edge }, question: undefined });
  const classes = `pick ${edge.exposure.replace(' ', '-')} ${edge.verdict}`;
  const ports = edge.ports === 'all' ? 'all ports' : edge.ports;
  return make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: classes, click: pick },
      make('b', {}, name),
      make('span', { class: 'ports' }, ` ${ports}`),
      notes !== '' && make('small', {}, ` ${notes}`),
    ),
  );
}

/** A box as an entry: a click picks it. */
export function nodeItem(id: string, { page, names }: Context, words = ''): HTMLElement {
  const pick = (): void => page.pick(id);
  return make(
    'li',
    {},
    make(
      'button',
      { type: 'button', class: 'pick', click: pick },
      make('b', {}, names.of(id)),
      words !== '' && make('small', {}, ` ${words}`),
    ),
  );
}

export const SEVERITIES = ['error', 'warning', 'note'] as const;
export const SEVERITY_SIGNS = { error: '✕', warning: '!', note: 'i' } as const;

/** What checks found, about a box or about others. */
export function findingsPart(
  positions: readonly number[] | undefined,
  { page }: Context,
  about?: string,
): HTMLElement | undefined {
  const found = [...new Set(positions)].map((i) => page.network.findings[i]).filter((finding) => finding !== undefined);
  if (found.length === 0) return undefined;
  const worstFirst = SEVERITIES.flatMap((severity) => found.filter((finding) => finding.severity === severity));
  return part(
    `Findings (${found.length})`,
    longList(worstFirst, (finding) => findingItem(finding, about)),
  );
}

function findingItem(finding: PageFinding, about: string | undefined): HTMLElement {
  const { severity, rule, message, fix, docs, object, accepted } = finding;
  const isSaid = message.startsWith(object) || object === about;
  // What is about the box itself need not say whom it is about.
  const text = message.startsWith(`${object}: `) && object === about ? message.slice(object.length + 2) : message;
  return make(
    'li',
    { class: `finding ${severity}` },
    severityBadge(severity),
    ` ${text} `,
    make('small', {}, `Fix: ${fix}. `, isSaid ? '' : `${object}, `, make('a', { href: docs }, rule)),
    accepted !== undefined && make('small', {}, `Accepted: ${accepted}`),
  );
}

/** A severity: a sign and a word. */
export function severityBadge(severity: PageFinding['severity']): HTMLElement {
  return make('strong', { class: `badge ${severity}` }, `${SEVERITY_SIGNS[severity]} ${severity}`);
}
