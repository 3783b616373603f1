import { Column, DataTable } from './data-table';
import { PageFinding } from '../../src/render/page/page-data';
import { make } from '../dom';
import { Page } from '../page';
import { SEVERITIES, severityBadge } from '../panels/parts';
import { Store } from '../store';

const COLUMNS: readonly Column<PageFinding>[] = [
  {
    title: 'Severity',
    key: ({ severity }) => SEVERITIES.indexOf(severity),
    view: ({ severity }) => severityBadge(severity),
  },
  { title: 'Rule', key: ({ rule }) => rule, view: ({ rule, docs }) => make('a', { href: docs }, rule) },
  { title: 'Object', key: ({ object }) => object },
  { title: 'What is wrong', key: ({ message }) => message },
  { title: 'Fix', key: ({ fix }) => fix },
  { title: 'Place', key: ({ place, field }) => (field === undefined ? place : `${place} ${field}`) },
];

const ACCEPTED: Column<PageFinding> = { title: 'Accepted because', key: ({ accepted = '' }) => accepted };

/** What checks found, the worst first; what is accepted is folded. */
export function mountFindings(section: HTMLElement, store: Store, page: Page): void {
  const show = (): void => {
    const { findings } = page.network;
    const inOrder = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
    const open = inOrder.filter(({ accepted }) => accepted === undefined);
    const accepted = inOrder.filter((finding) => finding.accepted !== undefined);
    section.replaceChildren(
      open.length === 0
        ? make('p', {}, accepted.length === 0 ? 'No findings.' : 'No findings but those that are accepted.')
        : tableOf('Findings', open, COLUMNS),
      ...(accepted.length === 0
        ? []
        : [
            make(
              'details',
              {},
              make('summary', {}, `Accepted findings (${accepted.length})`),
              tableOf('Accepted findings', accepted, [...COLUMNS, ACCEPTED]),
            ),
          ]),
    );
  };
  store.listen((state, before) => {
    if (state.tab === 'findings' && (before.tab !== 'findings' || state.view.time !== before.view.time)) show();
  });
  if (store.state.tab === 'findings') show();
}

function tableOf(caption: string, rows: readonly PageFinding[], columns: readonly Column<PageFinding>[]): HTMLElement {
  const table = new DataTable<PageFinding>();
  table.show({ caption, columns, rows });
  return table.element;
}
