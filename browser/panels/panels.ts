import { answerPanel, Panel } from './answer-panel';
import { AskForm } from './ask-form';
import { changesPanel } from './changes-panel';
import { Context, contextOf } from './context';
import { edgePanel } from './edge-panel';
import { namespacePanel, nodePanel } from './node-panel';
import { summaryPanel } from './summary';
import { Prefill } from './workload-panel';
import { button, make } from '../dom';
import { Page } from '../page';
import { PictureIndex } from '../picture-index';
import { State, Store } from '../store';

/** Milliseconds until the engine is prepared. */
const IDLE = 300;

/** The form to ask, and below it all about what is asked, or picked. */
export function mountPanels(aside: HTMLElement, store: Store, page: Page): void {
  const form = new AskForm(store, page);
  const prefill: Prefill = (field, name) => form.prefill(field, name);
  const content = make('div', { class: 'panel' });
  const show = (state: State, isNews: boolean): void => {
    const hadFocus = content.contains(document.activeElement);
    const panel = panelOf(state, contextOf(store, page), prefill);
    const heading = make('h2', { tabindex: '-1', id: 'panel-title' }, ...panel.title);
    const isPicked = state.selection !== undefined || state.question !== undefined;
    content.replaceChildren(
      ...(isPicked
        ? [button('← Overview', () => store.set({ selection: undefined, question: undefined }), { class: 'back' })]
        : []),
      heading,
      ...panel.children.filter((child) => child !== undefined && child !== false),
    );
    aside.scrollTop = 0;
    // What had the focus is gone; its place is taken by what it led to.
    if (hadFocus) heading.focus();
    if (isNews && isPicked) page.say(panel.said ?? heading.textContent ?? '');
  };
  aside.append(form.element, content);
  store.listen((state, before) => {
    const isNews = state.selection !== before.selection || state.question !== before.question;
    const isElsewhere = state.view.time !== before.view.time || state.view.namespaces !== before.view.namespaces;
    // What an arrow stands for depends on all filters.
    const isOther =
      state.selection?.kind === 'edge' &&
      state.selection.edge.members !== undefined &&
      (state.view !== before.view || state.isWhole !== before.isWhole);
    if (isNews || isElsewhere || isOther) show(state, isNews);
  });
  show(store.state, false);
  // Once the page stands, so that the first question of a large network need not wait for it.
  setTimeout(() => page.engine.analysis, IDLE);
}

const GONE = {
  before: 'It is not there before the change.',
  after: 'It is not there after the change.',
  changes: 'The change is not about it.',
};

/** Of a diff: a box that is picked, and is there at another time alone. */
function gonePanel(id: string, { page, store }: Context): Panel | undefined {
  const node = page.pictures.map((picture) => PictureIndex.of(picture).node(id)).find((one) => one !== undefined);
  return node && { title: [node.name], children: [make('p', {}, GONE[store.state.view.time ?? 'changes'])] };
}

function panelOf({ selection, question, view }: State, context: Context, prefill: Prefill): Panel {
  const { changes } = context.page.data;
  if (question !== undefined) return answerPanel(question, context);
  if (selection?.kind === 'edge') return edgePanel(selection.edge, context);
  const picked =
    selection === undefined
      ? undefined
      : (nodePanel(selection.id, context, prefill) ?? gonePanel(selection.id, context));
  if (picked !== undefined) return picked;
  const [namespace, ...others] = view.namespaces ?? [];
  if (namespace !== undefined && others.length === 0) return namespacePanel(namespace, context);
  const isOfChanges = changes !== undefined && (view.time ?? 'changes') === 'changes';
  return isOfChanges ? changesPanel(changes, context) : summaryPanel(context);
}
