import { button, make } from './dom';
import { resetButton } from './filters';
import { workloadOf } from './near';
import { cellsOf, MOST_CELLS, Page } from './page';
import { PictureIndex } from './picture-index';
import { Store } from './store';
import { countsOf } from '../src/render/picture/views/counts';
import { isPart } from '../src/render/picture/views/view';
import { plural } from '../src/render/plural';

/** The line that says where one is, how much of all is shown, and what can be done with what is picked. */
export function mountTrail(place: HTMLElement, store: Store, page: Page): void {
  const path = make('span', { class: 'path' });
  const count = make('span', { class: 'count' });
  const hint = make('span', { class: 'hint' });
  const actions = make('span', { class: 'actions' });
  place.append(path, count, resetButton(store), hint, actions);
  let told = '';
  const show = (): void => {
    replace(path, pathParts(store, page));
    count.textContent = countText(store, page);
    replace(hint, hintParts(store, page));
    replace(actions, actionParts(store, page));
    if (told !== '' && told !== count.textContent) page.say(count.textContent);
    told = count.textContent;
  };
  store.listen(show);
  show();
}

/** Who works with keys stays on the button that was pressed, though it is drawn again. */
function replace(place: HTMLElement, parts: readonly (Node | string)[]): void {
  const focused = [...place.children].indexOf(document.activeElement!);
  place.replaceChildren(...parts);
  if (focused >= 0) (place.children[focused] as HTMLElement | undefined)?.focus();
}

/** Of what is opened, the way back. */
function pathParts(store: Store, { whole }: Page): Node[] {
  const { view, isWhole, isFlow } = store.state;
  const names = view.workload === undefined ? (view.namespaces ?? []) : [PictureIndex.of(whole).name(view.workload)];
  if (names.length === 0 && isWhole !== true) return [];
  const back = button('‹ All', () => store.back(), { title: 'Back to all (b)' });
  return [
    back,
    make(
      'b',
      { title: view.workload },
      `${names.join(', ')}${isFlow === true && view.workload !== undefined ? ': flow' : ''}`,
    ),
  ];
}

function countText({ state }: Store, { part, whole }: Page): string {
  const [shown, all] = [part, whole].map((picture) => countsOf(picture).connections);
  const undecided = part.undecided === 0 ? '' : ` and ${part.undecided} that no policy decides`;
  return isPart(state.view) ? `${shown} of ${plural(all, 'connection')}` : `${plural(all, 'connection')}${undecided}`;
}

/** What of a large picture is not drawn, and how to see it. */
function hintParts(store: Store, { part, shown }: Page): (Node | string)[] {
  const cells = cellsOf(part);
  if (cellsOf(shown) === cells) return [];
  const draw = button(`Draw all ${cells}`, () => store.set({ isWhole: true }), {
    title: cells > MOST_CELLS ? 'This takes some seconds' : 'Draw each workload',
  });
  return [`${plural(cells, 'workload')}, by namespace: open one, or narrow it by filters. `, draw];
}

/** What can be shown of a workload that is picked. */
function actionParts(store: Store, { whole }: Page): Node[] {
  const { selection, view, isFlow } = store.state;
  const workload = workloadOf(whole, selection) ?? view.workload;
  if (workload === undefined) return [];
  const isAlone = view.workload === workload;
  const toggle = (text: string, isOn: boolean, title: string, click: () => void): Node =>
    button(text, click, { 'aria-pressed': String(isOn), title });
  return [
    toggle('Only this workload', isAlone && isFlow !== true, 'Show it with its connections alone (f)', () =>
      isAlone && isFlow !== true ? store.back() : store.showWorkload(workload),
    ),
    toggle('Flow picture', isAlone && isFlow === true, 'Show how traffic comes to its pods (p)', () =>
      isAlone && isFlow === true ? store.showWorkload(workload) : store.showWorkload(workload, true),
    ),
  ];
}
