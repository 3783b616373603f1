import { commandLine } from './command-line';
import { askedNow, Asked, Context } from './context';
import { VERDICT_WORDS } from './edge-words';
import { answerParts, badge, onPorts, part, portsParts } from './explain';
import { openingPart } from './opening';
import { ask, Told } from './question';
import { Verdict } from '../../src/reachability/explain';
import { button, make } from '../dom';
import { Question } from '../store';

/** What is shown of something: its heading, and what is below it. */
export interface Panel {
  readonly title: readonly (Node | string)[];
  readonly children: readonly (Node | string | undefined | false)[];
  /** What is read out, where it is not the heading. */
  readonly said?: string;
}

/** The answer to a question; wrong questions are told in the form. */
export function answerPanel(question: Question, context: Context): Panel {
  const asked = askedNow(context);
  const told = ask(question, asked.engine.analysis);
  const names = [question.from, question.to].map((text) => nameOf(text, asked)).join(' → ');
  if (told.kind === 'wrong') return { title: [names], children: [make('p', { class: 'wrong' }, told.message)] };
  const { verdict, only, on } = firstOf(told);
  return {
    title: [badge(verdict, only), `: ${names} ${on}`],
    said: `${VERDICT_WORDS[verdict].word}: ${names} ${on}`,
    children: explainParts(question, told, asked, context, true),
  };
}

/** What the first sentence says: of all ports those that are let through, if there are any. */
function firstOf(told: Exclude<Told, { kind: 'wrong' }>): {
  readonly verdict: Verdict;
  readonly only?: readonly string[];
  readonly on: string;
} {
  if (told.kind === 'answer') {
    const { verdict, only, port } = told.answer;
    return { verdict, only, on: `on ${port.port}/${port.protocol}` };
  }
  const [first] = told.explanation.ports;
  return { verdict: first.verdict, only: first.only, on: onPorts(first, false) };
}

/** What decided it, and the command that says the same; the first verdict may stand in the heading already. */
export function explainParts(
  question: Question,
  told: Told,
  asked: Asked,
  context: Context,
  isInTitle = false,
): Panel['children'] {
  if (told.kind === 'wrong') return [make('p', { class: 'wrong' }, told.message)];
  const parts =
    told.kind === 'answer'
      ? answerParts(told.answer, asked)
      : portsParts(told.explanation, asked, isInTitle, openingPart(question, told, asked, context));
  const command = commandLine(question, asked.network.topology, context.page.data.isOfConstructs);
  return [...parts, isAskable(question) && part('The same as a command', commandView(command))];
}

function isAskable({ from, to }: Question): boolean {
  return !`${from}${to}`.includes(' ');
}

function commandView(text: string): HTMLElement {
  const code = make('code', {}, text);
  const write = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    } catch {
      // Browsers may not allow it: then all of it is selected, for the keys that copy.
      getSelection()?.selectAllChildren(code);
      copy.textContent = 'Selected, to be copied by keys';
    }
  };
  const copy = button('Copy', () => void write());
  return make('div', { class: 'command' }, code, copy);
}

/** Workloads by their short names, however they were asked for. */
function nameOf(text: string, { engine, names }: Asked): string {
  const { positions } = engine.analysis.cluster;
  return positions.has(text) ? names.of(text) : text;
}
