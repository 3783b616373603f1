import { questionsOf, textOf, TieredCluster } from './arbitrary-tiers';
import { edgesOf, inCidr } from './naive-addresses';
import { NaiveEnd, NaiveQuestion } from './naive-cluster';
import { NaiveOutcome } from './naive-outcome';
import { NaiveTiers } from './naive-tiers';
import { Answer } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { AskedEnd, parseAskedEnd } from '../../src/reachability/asked-end';
import { End, endText } from '../../src/reachability/end';
import { explain, Explanation } from '../../src/reachability/explain';
import { explainPorts } from '../../src/reachability/explain-ports';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { parseTopology } from '../../src/topology/parse';

/* Puts the same questions to the engine and to the naive evaluator. */

/** Where two do not say the same. */
export interface Disagreement {
  readonly question: string;
  readonly expected: string;
  readonly got: string;
}

/** The analysis of manifests in which everything is judged. */
export function analysisOf({ manifests, podCidrs }: Pick<TieredCluster, 'manifests' | 'podCidrs'>): Analysis {
  const { topology, problems } = parseTopology(
    manifests.map((object, i) => ({ object, origin: { source: 'sample', document: i + 1 } })),
  );
  expect(problems).toEqual([]);
  expect(topology.unjudged.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  return Analysis.of(topology, podCidrs.length === 0 ? {} : { podCidrs });
}

const shown = ({ from, to, port, protocol }: NaiveQuestion): string =>
  `${textOf(from)} -> ${textOf(to)} ${port}/${protocol}`;

const withOnly = (verdict: string, only: readonly string[] = []): string => [verdict, ...[...only].sort()].join(' ');

/** How often there was which answer. */
export class Tally {
  public readonly seen: Record<Answer, number> = { allow: 0, deny: 0, undefined: 0 };
  /** How often layer 7 alone was let through. */
  public narrowed = 0;
  /** How often the engine left open what is decided: it takes what is not known of one thing twice for two things. */
  public careful = 0;

  public get all(): number {
    return this.seen.allow + this.seen.deny + this.seen.undefined;
  }
}

/** Where the engine and the naive evaluator differ when they are asked. */
export function explained(cluster: TieredCluster, analysis: Analysis, tally = new Tally()): Disagreement[] {
  const naive = new NaiveTiers(cluster.manifests, cluster.podCidrs);
  return questionsOf(cluster).flatMap((question) => {
    const answer: NaiveOutcome = naive.decide(question);
    const given = ask(analysis, question);
    tally.seen[answer.verdict]++;
    if (answer.must.length > 0) tally.narrowed++;
    const isCareful = given.verdict === 'undefined' && answer.verdict !== 'undefined';
    if (isCareful) tally.careful++;
    if (isCareful || agree(answer, given)) return [];
    const of = answer.may.length === 0 ? '' : ` of ${answer.may.join()}`;
    const expected = withOnly(answer.verdict, answer.must) + of;
    return [{ question: shown(question), expected, got: withOnly(given.verdict, given.only) }];
  });
}

function agree({ verdict, must, may }: NaiveOutcome, given: Pick<Explanation, 'verdict' | 'only'>): boolean {
  const { only = [] } = given;
  if (given.verdict !== verdict) return false;
  return must.every((what) => only.includes(what)) && only.every((what) => may.includes(what));
}

const covers = (ports: readonly PortRange[], { protocol, port }: Pick<NaiveQuestion, 'port' | 'protocol'>): boolean =>
  ports.some((range) => range.protocol === protocol && range.port <= port && port <= range.endPort);

type Said = Pick<Explanation, 'verdict' | 'only'>;

/** Of several ports together all is told that is let through on some of them. */
function isSame(one: Said, all: readonly Said[]): boolean {
  if (all.length !== 1) return all.length === 0 && one.verdict === 'deny';
  const [{ verdict, only = [] }] = all;
  const own = one.only ?? [];
  return verdict === one.verdict && own.length > 0 === only.length > 0 && own.every((what) => only.includes(what));
}

function compared(question: string, one: Said, all: readonly Said[]): Disagreement[] {
  if (isSame(one, all)) return [];
  const got = all.length === 0 ? 'nothing' : all.map(({ verdict, only }) => withOnly(verdict, only)).join(' and ');
  return [{ question, expected: withOnly(one.verdict, one.only), got }];
}

function ask(analysis: Analysis, { from, to, port, protocol }: NaiveQuestion): Explanation {
  const [source, destination] = [from, to].map((end) => parseAskedEnd(analysis.cluster, textOf(end)));
  return explain(analysis, source, destination, { port, protocol });
}

/** Where all ports at once say something else than one port does. */
export function onAllPorts(cluster: TieredCluster, analysis: Analysis): Disagreement[] {
  const known = new Map<string, ReturnType<typeof explainPorts>['ports']>();
  return questionsOf(cluster).flatMap((question) => {
    const [from, to] = [question.from, question.to].map((end) => parseAskedEnd(analysis.cluster, textOf(end)));
    const pair = `${textOf(question.from)} ${textOf(question.to)}`;
    if (!known.has(pair)) known.set(pair, explainPorts(analysis, from, to).ports);
    const own = known.get(pair)!.filter(({ ports }) => covers(ports, question));
    return compared(shown(question), ask(analysis, question), own);
  });
}

/** Where listed flows say something else than an answer does: whatever is not listed between pods and addresses is denied. */
export function listed(cluster: TieredCluster, analysis: Analysis): Disagreement[] {
  const flows = [...analysis.flows()];
  const ofQuestions = questionsOf(cluster).flatMap((question) => {
    if (![question.from, question.to].every((end) => 'pod' in end || 'ip' in end)) return [];
    const own = flows.filter(
      ({ from, to, ports }) => isAt(question.from, from) && isAt(question.to, to) && covers(ports, question),
    );
    return compared(shown(question), ask(analysis, question), own);
  });
  return [...ofQuestions, ...flows.flatMap((flow) => ofFlow(flow, analysis))];
}

/** Every flow is what is said of its ends on its first and its last port. */
function ofFlow(flow: Flow, analysis: Analysis): Disagreement[] {
  const ends = [flow.from, flow.to].map((end) => askedFor(end, analysis));
  if (ends.some((end) => end === undefined)) return [];
  const [source, destination] = ends as AskedEnd[];
  return flow.ports.flatMap(({ protocol, port, endPort }) =>
    [port, endPort].flatMap((number) => {
      const one = explain(analysis, source, destination, { protocol, port: number });
      return compared(`flow ${endText(flow.from)} -> ${endText(flow.to)} ${number}/${protocol}`, one, [flow]);
    }),
  );
}

/** Nothing: it is not compared. A network is asked for by an address in it that is in none of its exceptions. */
function askedFor(end: End, { cluster }: Analysis): AskedEnd | undefined {
  if (end.kind === 'name' && end.name.replace(/^\*\.(?=.)/, '').includes('*')) return undefined;
  // Ends of pods overlap, and the widest one that is allowed counts.
  if (end.kind === 'pods') return undefined;
  return parseAskedEnd(cluster, end.kind === 'addresses' ? `ip:${addressIn(end.cidr, end.except)}` : endText(end));
}

/** Some address is at an edge of the network, or just beside one of its exceptions. */
function addressIn(cidr: string, except: readonly string[]): string {
  const found = [cidr, ...except]
    .flatMap(edgesOf)
    .find((address) => inCidr(address, cidr) && !except.some((inner) => inCidr(address, inner)));
  if (found === undefined) throw new Error(`${cidr} without ${except.join(', ')} has no address`);
  return found;
}

function isAt(end: NaiveEnd, flowEnd: End): boolean {
  if ('pod' in end) return flowEnd.kind === 'workload' && flowEnd.id === end.pod;
  if (!('ip' in end) || flowEnd.kind !== 'addresses') return false;
  return inCidr(end.ip, flowEnd.cidr) && !flowEnd.except.some((inner) => inCidr(end.ip, inner));
}
