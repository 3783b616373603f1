import { Key, nextSorting, pageOf, sorted, Sorting } from './sorting';
import { button, make } from '../dom';

/** A column. The first one names the row. */
export interface Column<T> {
  readonly title: string;
  readonly key: (row: T) => Key;
  /** Absent: the key. */
  readonly view?: (row: T) => Node | string;
}

/** What a table shows. */
export interface TableContent<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** What a click on a row does; absent: nothing. */
  readonly pick?: (row: T) => void;
  readonly isPicked?: (row: T) => boolean;
}

/** More rows than these are shown page by page. */
const PAGE = 100;

/** A table that is sorted by clicks on its headings, and shown page by page. */
export class DataTable<T> {
  public readonly element = make('div', { class: 'data-table' });
  private content: TableContent<T> | undefined;
  private order: readonly T[] = [];
  private sorting: Sorting | undefined;
  private page = 0;

  /** Shows rows; how they are sorted stays. */
  public show(content: TableContent<T>): void {
    const isOther = content.rows !== this.content?.rows;
    this.content = content;
    if (isOther) {
      this.page = 0;
      // A column may be of some rows alone, as that of changes.
      if (this.sorting !== undefined && this.sorting.column >= content.columns.length) this.sorting = undefined;
      this.sort();
    }
    this.draw();
  }

  private sort(): void {
    const { rows, columns } = this.content!;
    const { sorting } = this;
    this.order = sorting === undefined ? rows : sorted(rows, columns[sorting.column].key, sorting.isDescending);
  }

  private draw(): void {
    const { caption, columns } = this.content!;
    const { rows, text } = pageOf(this.order, this.page, PAGE);
    const heads = columns.map((column, i) => this.heading(column, i));
    const table = make(
      'table',
      {},
      make('caption', {}, `${caption} (${text})`),
      make('thead', {}, make('tr', {}, ...heads)),
      make('tbody', {}, ...rows.map((row) => this.row(row))),
    );
    this.element.replaceChildren(table, ...this.pager());
  }

  private heading({ title }: Column<T>, column: number): HTMLElement {
    const { sorting } = this;
    const isOwn = sorting?.column === column;
    const sort = isOwn ? (sorting.isDescending ? 'descending' : 'ascending') : undefined;
    const sign = isOwn ? (sorting.isDescending ? ' ▼' : ' ▲') : '';
    const click = (): void => {
      this.sorting = nextSorting(sorting, column);
      this.page = 0;
      this.sort();
      this.draw();
      this.element.querySelectorAll<HTMLElement>('thead button')[column].focus();
    };
    const sortButton = make('button', { type: 'button', click }, title, make('span', { 'aria-hidden': 'true' }, sign));
    return make('th', { scope: 'col', 'aria-sort': sort }, sortButton);
  }

  private row(row: T): HTMLElement {
    const { columns, pick, isPicked } = this.content!;
    const cells = columns.map(({ key, view }, i) => {
      const shown = view === undefined ? String(key(row)) : view(row);
      if (i > 0) return make('td', {}, shown);
      return make(
        'th',
        { scope: 'row' },
        pick === undefined ? shown : make('button', { type: 'button', class: 'pick' }, shown),
      );
    });
    const click = pick === undefined ? undefined : (): void => pick(row);
    return make('tr', { 'aria-current': isPicked?.(row) === true ? 'true' : undefined, click }, ...cells);
  }

  private pager(): HTMLElement[] {
    const last = Math.ceil(this.order.length / PAGE) - 1;
    if (last < 1) return [];
    const to = (text: string, page: number): HTMLElement => {
      const isThere = page >= 0 && page <= last;
      return button(text, () => this.turn(text, page), { disabled: !isThere });
    };
    const where = `page ${this.page + 1} of ${last + 1}`;
    return [
      make(
        'nav',
        { class: 'pager', 'aria-label': 'Pages' },
        to('Previous', this.page - 1),
        where,
        to('Next', this.page + 1),
      ),
    ];
  }

  private turn(text: string, page: number): void {
    this.page = page;
    this.draw();
    this.element.scrollIntoView();
    const buttons = [...this.element.querySelectorAll<HTMLButtonElement>('.pager button')];
    (
      buttons.find((each) => each.textContent === text && !each.disabled) ?? buttons.find((each) => !each.disabled)
    )?.focus();
  }
}
