import { contextOf } from './context';
import { questionOf } from './edge-panel';
import { ask, Field } from './question';
import { Prefill } from './workload-panel';
import { make } from '../dom';
import { Page } from '../page';
import { Question, Selection, State, Store } from '../store';

const FIELDS: Readonly<Record<Field, { readonly label: string; readonly hint: string }>> = {
  from: { label: 'From', hint: 'a workload, internet, ip:10.0.0.1' },
  to: { label: 'To', hint: 'a workload, internet, name:example.com' },
  port: { label: 'Port', hint: '8080, 53/UDP; empty: all' },
};

/** The form that asks the engine: from … to … port …. */
export function askForm(store: Store, page: Page): { readonly form: HTMLElement; readonly prefill: Prefill } {
  const fields = Object.keys(FIELDS) as Field[];
  const wrong = make('p', { id: 'ask-wrong', class: 'wrong', role: 'alert' });
  const inputs = Object.fromEntries(fields.map((field) => [field, inputOf(field)])) as Record<Field, HTMLInputElement>;
  const known = make('datalist', { id: 'ask-ends' });
  const ports = make('datalist', { id: 'ask-ports' });
  const offer = (): void => {
    const {
      names,
      page: { network },
    } = contextOf(store, page);
    known.replaceChildren(...['internet', ...names.all.filter((name) => name !== 'internet')].map(option));
    const declared = network.topology.workloads.flatMap(({ declaredPorts }) =>
      declaredPorts.map(({ port, protocol }) => `${port}/${protocol}`),
    );
    ports.replaceChildren(...[...new Set(declared)].sort().map(option));
  };
  const tell = (field?: Field, message = ''): void => {
    wrong.textContent = message;
    for (const each of fields) {
      if (each === field) inputs[each].setAttribute('aria-invalid', 'true');
      else inputs[each].removeAttribute('aria-invalid');
    }
    if (field !== undefined) inputs[field].focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const [from, to, port] = fields.map((field) => inputs[field].value.trim());
    const missing = from === '' ? 'from' : to === '' ? 'to' : undefined;
    if (missing !== undefined) {
      return tell(
        missing,
        `say ${missing === 'from' ? 'who connects' : 'to whom'}: a workload, internet, or ip: with an address`,
      );
    }
    const question = { from, to, ...(port === '' ? {} : { port }) };
    const told = ask(question, page.engine.analysis);
    if (told.kind === 'wrong') return tell(told.field, told.message);
    tell();
    store.set({ question, selection: edgeOf(question, store, page) });
  };
  const fill = (question: Partial<Question>): void => {
    for (const field of fields) inputs[field].value = question[field] ?? '';
    tell();
  };
  store.listen((state, before) => {
    if (state.view.time !== before.view.time) offer();
    const question = questionIn(state, store, page);
    if (question !== undefined && (state.question !== before.question || state.selection !== before.selection)) {
      fill(question);
    }
  });
  offer();
  fill(questionIn(store.state, store, page) ?? {});
  const prefill: Prefill = (field, name) => {
    fill({ [field]: name });
    inputs[field === 'from' ? 'to' : 'from'].focus();
  };
  const form = make(
    'form',
    { class: 'ask', 'aria-labelledby': 'ask-title', submit },
    make('h2', { id: 'ask-title' }, 'May one reach the other?'),
    ...fields.map((field) => make('label', {}, make('span', {}, FIELDS[field].label), inputs[field])),
    make('button', {}, 'Ask'),
    wrong,
    known,
    ports,
  );
  return { form, prefill };
}

/** What is asked, or what the arrow that is picked answers, so that another port is soon asked about. */
function questionIn({ question, selection }: State, store: Store, page: Page): Question | undefined {
  return question ?? (selection?.kind === 'edge' ? questionOf(selection.edge, contextOf(store, page)) : undefined);
}

function inputOf(field: Field): HTMLInputElement {
  return make('input', {
    name: field,
    list: field === 'port' ? 'ask-ports' : 'ask-ends',
    placeholder: FIELDS[field].hint,
    'aria-describedby': 'ask-wrong',
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

function option(value: string): HTMLElement {
  return make('option', { value });
}

/** The arrow that a question is about, if there is one. */
function edgeOf({ from, to }: Question, store: Store, page: Page): Selection | undefined {
  const { names } = contextOf(store, page);
  const edge = page.shown.edges.find((each) => names.asked(each.from) === from && names.asked(each.to) === to);
  return edge === undefined ? undefined : { kind: 'edge', edge };
}
