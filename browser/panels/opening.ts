import { Asked, Context } from './context';
import { fixesPart, part } from './explain';
import { ask, declaredPorts, Told } from './question';
import { button, make } from '../dom';
import { Question } from '../store';

/** A port that is worth asking about where nobody knows the ports of a destination. */
const USUAL_PORT = '443/TCP';

/** More ports than these are not offered. */
const MOST_PORTS = 6;

/** What would open what is denied on all ports: of the first port that the destination listens on, others are a click away. */
export function openingPart(
  question: Question,
  told: Told,
  { engine: { analysis } }: Asked,
  { store }: Context,
): HTMLElement | undefined {
  if (told.kind !== 'ports' || told.explanation.ports[0]?.verdict !== 'deny') return undefined;
  const askOn = (port: string): HTMLElement =>
    button(`Ask about ${port}`, () => store.set({ question: { ...question, port } }));
  const [first, ...others] = declaredPorts(question, analysis);
  const more = others.slice(0, MOST_PORTS).map(askOn);
  if (first === undefined) {
    const hint = 'That depends on the port.';
    return part('What would open it', make('p', {}, hint), make('p', { class: 'shortcuts' }, askOn(USUAL_PORT)));
  }
  const onFirst = ask({ ...question, port: first }, analysis);
  const fixes = onFirst.kind === 'answer' ? (onFirst.answer.fixes ?? []) : [];
  const made = fixesPart(`What would open it on ${first}`, fixes);
  if (more.length > 0) made?.append(make('p', { class: 'shortcuts' }, ...more));
  return made;
}
