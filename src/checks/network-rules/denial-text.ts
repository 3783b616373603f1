import { Denial } from './denials';
import { NetworkRule, nameOfRule } from './network-rule';
import { PortSet } from '../../reachability/port-set';

/** What is open and denied, in words; it begins with the id of the workload. */
export function messageOf(denial: Denial): string {
  const { compiled, object, others, flow, doubts } = denial;
  const other = few([...others]);
  const word = doubts.size === 0 ? 'may reach' : 'may perhaps reach';
  const what = flow.from.kind === 'workload' ? `${object} ${word} ${other}` : `${object}: ${other} ${word} it`;
  const why = doubts.size === 0 ? '' : ` (${[...doubts].join('; ')})`;
  return `${what} on ${few(portTextsOf(denial).map((text) => (text === 'all' ? 'all ports' : text)))}${by(denial)}${why}, ${deniedBy(compiled.rule)}`;
}

/** The same for what is not told one by one. */
export function moreMessageOf({ compiled, object, flow, doubts }: Denial, count: number): string {
  const word = doubts.size === 0 ? 'may reach' : 'may perhaps reach';
  const ends = count === 1 ? 'one more end' : `${count} more ends`;
  const what = flow.from.kind === 'workload' ? `${object} ${word} ${ends}` : `${object}: ${ends} ${word} it`;
  return `${what}, ${deniedBy(compiled.rule)}`;
}

/** The ports, those that are open for a part of layer 7 alone by themselves: `8080/TCP (only HTTP GET /health)`. */
export function portTextsOf({ openings }: Denial): string[] {
  const byOnly = new Map<string, PortSet[]>();
  for (const { ports, only = [] } of openings) {
    const key = only.join(', ');
    byOnly.set(key, [...(byOnly.get(key) ?? []), ports]);
  }
  return [...byOnly]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([only, sets]) => {
      const texts = PortSet.unionAll(sets).toString().split(', ');
      return only === '' ? texts : texts.map((text) => `${text} (only ${only})`);
    });
}

function by({ ways }: Denial): string {
  return ways.size === 0 ? '' : ` by ${few([...ways].sort())}`;
}

function deniedBy(rule: NetworkRule): string {
  return `which ${nameOfRule(rule)} denies: ${rule.reason}`;
}

const FEW = 4;

function few(texts: readonly string[]): string {
  return texts.length <= FEW ? texts.join(', ') : `${texts.slice(0, FEW).join(', ')} and ${texts.length - FEW} more`;
}
