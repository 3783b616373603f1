import { AddressSet } from '../../src/reachability/address-set';
import { Analysis } from '../../src/reachability/analysis';
import { Answer, answer } from '../../src/reachability/answer';
import { AskedEnd, parseAskedEnd, parsePort } from '../../src/reachability/asked-end';
import { Verdict } from '../../src/reachability/explain';
import { explainPorts, PortsExplanation } from '../../src/reachability/explain-ports';
import { PortRange } from '../../src/reachability/port-set';
import { Question } from '../store';

/** A field of the form. */
export type Field = 'from' | 'to' | 'port';

/** What the engine says: about one port, or about all of them, or what is wrong with the question. */
export type Told =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'ports'; readonly explanation: PortsExplanation }
  | { readonly kind: 'wrong'; readonly field: Field; readonly message: string };

/** What was answered already: the panel and the picture tell of the same question. */
const known = new WeakMap<Question, Map<Analysis, Told>>();

/** Asks the engine as the command does. */
export function ask(question: Question, analysis: Analysis): Told {
  const answers = known.get(question) ?? new Map<Analysis, Told>();
  const told = answers.get(analysis) ?? askNow(question, analysis);
  known.set(question, answers.set(analysis, told));
  return told;
}

/** The verdict of an answer; about all ports, that on the first ones that are told. */
export function verdictOf(told: Told): Verdict | undefined {
  if (told.kind === 'wrong') return undefined;
  return told.kind === 'answer' ? told.answer.verdict : told.explanation.ports[0]?.verdict;
}

/** The ports that a destination says it listens on; none, if nobody knows. */
export function declaredPorts({ to }: Question, { cluster }: Analysis): string[] {
  const end = parseAskedEnd(cluster, to.split(' ')[0]);
  if (end.kind !== 'workload') return [];
  return cluster.workloads[end.position].declaredPorts.map(({ port, protocol }) => `${port}/${protocol}`);
}

function askNow({ from, to, port }: Question, analysis: Analysis): Told {
  let field: Field = 'from';
  try {
    const source = readEnd(analysis, from);
    field = 'to';
    const target = readEnd(analysis, to);
    if (port === undefined) return { kind: 'ports', explanation: explainPorts(analysis, source, target) };
    field = 'port';
    const asked = parsePort(port);
    // Two ends of which the input knows nothing are no question.
    field = 'to';
    return { kind: 'answer', answer: answer(analysis, source, target, asked) };
  } catch (error) {
    return { kind: 'wrong', field, message: messageOf(error) };
  }
}

/** Without the name of what was asked: here it is a page. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^explain: /, '');
}

/** Networks of a picture may have exceptions behind them, which no question of the command can have. */
function readEnd(analysis: Analysis, text: string): AskedEnd {
  const [network, ...except] = text.split(' ');
  if (!network.startsWith('ip:') || except.length === 0) return parseAskedEnd(analysis.cluster, text);
  return { kind: 'addresses', text, alternatives: [AddressSet.block(network.slice('ip:'.length), except)] };
}

/** The port to ask about for some ports: their only one, or none, which asks about all. */
export function askedPort([range, ...others]: readonly PortRange[]): string | undefined {
  const isOne = range !== undefined && others.length === 0 && range.port === range.endPort;
  return isOne ? `${range.port}/${range.protocol}` : undefined;
}
