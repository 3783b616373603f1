import { contextOf } from './context';
import { questionOf } from './edge-panel';
import { ask, Field } from './question';
import { unknownName } from './unknown-name';
import { parsePort, PortQuestion } from '../../src/reachability/asked-end';
import { PortRange, PortSet } from '../../src/reachability/port-set';
import { button, make } from '../dom';
import { Page } from '../page';
import { Question, Selection, State, Store } from '../store';

const FIELDS: Readonly<Record<Field, { readonly label: string; readonly hint: string; readonly list: string }>> = {
  from: { label: 'From', hint: 'a workload, internet, ip:10.0.0.1', list: 'ask-ends' },
  to: { label: 'To', hint: 'a workload, internet, name:example.com', list: 'ask-ends' },
  port: { label: 'Port', hint: '8080, 53/UDP; empty: all', list: 'ask-ports' },
};
const NAMES = Object.keys(FIELDS) as Field[];

/** The form that asks the engine: from … to … port …. */
export class AskForm {
  public readonly element: HTMLFormElement;
  private readonly wrong = make('p', { id: 'ask-wrong', class: 'wrong', role: 'alert' });
  private readonly ends = make('datalist', { id: 'ask-ends' });
  private readonly ports = make('datalist', { id: 'ask-ports' });
  private readonly inputs = Object.fromEntries(NAMES.map((field) => [field, inputOf(field)])) as Record<
    Field,
    HTMLInputElement
  >;
  /** What somebody has typed since the form was last filled in: picking a box leaves it. */
  private readonly typed = new Set<Field>();

  constructor(
    private readonly store: Store,
    private readonly page: Page,
  ) {
    const { inputs, wrong, ends, ports } = this;
    this.element = make(
      'form',
      { class: 'ask', 'aria-labelledby': 'ask-title', submit: (event) => this.submit(event) },
      make('h2', { id: 'ask-title' }, 'May one reach the other?'),
      ...NAMES.map((field) => make('label', {}, make('span', {}, FIELDS[field].label), inputs[field])),
      make('button', {}, 'Ask'),
      wrong,
      ends,
      ports,
    );
    for (const field of NAMES) inputs[field].addEventListener('input', () => this.typed.add(field));
    store.listen((state, before) => {
      if (state.view.time !== before.view.time) this.offer();
      if (state.question !== before.question || state.selection !== before.selection) this.follow(state);
    });
    this.offer();
    this.follow(store.state);
  }

  /** Puts an end into the form, so that only the other one is left to say. */
  public prefill(field: 'from' | 'to', name: string): void {
    this.fill({ [field]: name });
    this.inputs[field === 'from' ? 'to' : 'from'].focus();
  }

  /** Shows what is asked, or what is picked, so that another question about it is soon written. */
  private follow({ question, selection }: State): void {
    const context = contextOf(this.store, this.page);
    if (question !== undefined) {
      this.fill(question);
    } else if (selection?.kind === 'edge') {
      this.fill(questionOf(selection.edge, context) ?? {});
    } else if (selection !== undefined) {
      const { id } = selection;
      const field = context.names.node(id)?.side === 'from' ? 'from' : 'to';
      const typed = Object.fromEntries([...this.typed].map((each) => [each, this.inputs[each].value]));
      this.fill({ ...typed, [field]: context.names.asked(id) });
    }
  }

  private fill(question: Partial<Question>): void {
    for (const field of NAMES) this.inputs[field].value = question[field] ?? '';
    this.typed.clear();
    this.tell();
  }

  private submit(event: Event): void {
    event.preventDefault();
    const [from, to, port] = NAMES.map((field) => this.inputs[field].value.trim());
    if (from === '') return this.tell('from', 'say who connects: a workload, internet, or ip: with an address');
    if (to === '') return this.tell('to', 'say to whom: a workload, internet, or ip: with an address');
    const question = { from, to, ...(port === '' ? {} : { port }) };
    const told = ask(question, this.page.engine.analysis);
    if (told.kind === 'wrong') return this.refuse(told.field, told.message, question);
    this.tell();
    this.store.set({ question, selection: this.edgeOf(question) });
  }

  /** Who writes a part of a name, or a name with a mistake, is shown what was meant. */
  private refuse(field: Field, message: string, question: Question): void {
    const text = question[field] ?? '';
    const unknown = unknownName(message, text, contextOf(this.store, this.page).names.all);
    if (unknown === undefined) return this.tell(field, message);
    const take = (name: string): void => {
      this.inputs[field].value = name;
      this.element.requestSubmit();
    };
    this.tell(field, unknown.message, ...unknown.meant.map((name) => button(name, () => take(name))));
  }

  /** The arrow that a question is about, if there is one on its port. */
  private edgeOf({ from, to, port }: Question): Selection | undefined {
    const { names } = contextOf(this.store, this.page);
    const [source, target] = [names.idOf(from, 'from'), names.idOf(to, 'to')];
    const ports = port === undefined ? PortSet.ALL : PortSet.ofRanges([rangeOf(parsePort(port))]);
    const edge = this.page.shown.edges.find(
      (each) => each.from === source && each.to === target && PortSet.ofRanges(each.ranges).overlaps(ports),
    );
    return edge === undefined ? undefined : { kind: 'edge', edge };
  }

  /** Says what is wrong, beside the field and in it; nothing that was typed is lost. */
  private tell(wrong?: Field, message = '', ...meant: readonly Node[]): void {
    this.wrong.replaceChildren(message, ...meant);
    for (const field of NAMES) {
      if (field === wrong) this.inputs[field].setAttribute('aria-invalid', 'true');
      else this.inputs[field].removeAttribute('aria-invalid');
    }
    if (wrong !== undefined) this.inputs[wrong].focus();
  }

  /** What can be asked about is offered while somebody types. */
  private offer(): void {
    const { names } = contextOf(this.store, this.page);
    const { workloads } = this.page.network.topology;
    const ports = workloads.flatMap(({ declaredPorts }) => declaredPorts.map((own) => `${own.port}/${own.protocol}`));
    this.ends.replaceChildren(...[...new Set(['internet', ...names.all])].map(option));
    this.ports.replaceChildren(...[...new Set(ports)].sort().map(option));
  }
}

function rangeOf({ protocol, port }: PortQuestion): PortRange {
  return { protocol, port, endPort: port };
}

function inputOf(field: Field): HTMLInputElement {
  const { hint, list } = FIELDS[field];
  return make('input', {
    name: field,
    list,
    placeholder: hint,
    'aria-describedby': 'ask-wrong',
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

function option(value: string): HTMLElement {
  return make('option', { value });
}
