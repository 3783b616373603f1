import { parseAddresses } from './addresses';
import { refuseUsage } from './failures';
import { didYouMean } from './nearest';
import { AddressSet } from '../reachability/address-set';
import { Cluster } from '../reachability/cluster';
import { Flow } from '../reachability/flow';
import { PUBLIC_ADDRESSES } from '../reachability/public-addresses';
import { EndOfFlow, endsOf, isAddress, isUnknownPods, shortId, workloadOf } from '../render/ends';

/** What `--from`, `--to` and `--namespace` ask for; within one of them any value will do. */
export interface FilterOptions {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly namespace: readonly string[];
}

type EndFilter = (end: EndOfFlow) => boolean;

/** Whether a flow is one that was asked for. */
export function flowFilter(cluster: Cluster, { from, to, namespace }: FilterOptions): (flow: Flow) => boolean {
  const fromFilter = anyOf(from.map((text) => endFilter(cluster, '--from', text)));
  const toFilter = anyOf(to.map((text) => endFilter(cluster, '--to', text)));
  const namespaces = namespacesOf(cluster, namespace);
  const isIn = (id: string): boolean => namespaces.has(workloadOf(id)?.namespace ?? '');
  return (flow) => {
    if (namespaces.size > 0 && !isIn(flow.from) && !isIn(flow.to)) return false;
    const ends = endsOf(flow);
    return fromFilter(ends.from) && toFilter(ends.to);
  };
}

function anyOf(filters: readonly EndFilter[]): EndFilter {
  return (end) => filters.length === 0 || filters.some((filter) => filter(end));
}

function endFilter(cluster: Cluster, option: string, text: string): EndFilter {
  if (text === 'internet') return overlaps(PUBLIC_ADDRESSES);
  if (isAddress(text)) return overlaps(parseAddresses('reach', option, text));
  if (text === 'pods:') return ({ id }) => isUnknownPods(id);
  if (isUnknownPods(text)) return ({ id }) => shortId(id) === shortId(text);
  const ids = new Set(
    cluster.workloads
      .filter(({ id, namespace, name }) => id === text || `${namespace}/${name}` === text || name === text)
      .map(({ id }) => id),
  );
  if (ids.size > 0) return ({ id }) => ids.has(id);
  return refuseUsage('reach', {
    what: option,
    got: text,
    allowed:
      'a workload of the input by its id, namespace/name or name, ip:<cidr>, internet, pods: or pods:<selectors>',
    fix: didYouMean(text, namesOf(cluster)),
  });
}

/** Workloads by what people call them. */
function namesOf({ workloads }: Cluster): string[] {
  return workloads.flatMap(({ id, namespace, name }) => [id, `${namespace}/${name}`, name]);
}

/** Flows repeat the same networks, so each is compared once. */
function overlaps(wanted: AddressSet): EndFilter {
  const known = new Map<string, boolean>();
  return ({ id, except }) => {
    if (!isAddress(id)) return false;
    const key = `${id} ${except.join(' ')}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = !AddressSet.block(id.slice('ip:'.length), except).intersect(wanted).isEmpty;
      known.set(key, answer);
    }
    return answer;
  };
}

function namespacesOf({ topology }: Cluster, wanted: readonly string[]): ReadonlySet<string> {
  const names = topology.namespaces.map(({ name }) => name);
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const allowed = 'a namespace of the input';
    refuseUsage('reach', { what: '--namespace', got: name, allowed, fix: didYouMean(name, names) });
  }
  return new Set(wanted);
}
