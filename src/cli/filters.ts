import { parseAddresses } from './addresses';
import { refuseUsage } from './failures';
import { didYouMean } from './nearest';
import { AddressSet } from '../reachability/address-set';
import { Cluster } from '../reachability/cluster';
import { addressSetOf, End, endKey, formOf, isSpelled, partsOf } from '../reachability/end';
import { Flow } from '../reachability/flow';
import { PUBLIC_ADDRESSES } from '../reachability/public-addresses';

/** What `--from`, `--to` and `--namespace` ask for; within one of them any value will do. */
export interface FilterOptions {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly namespace: readonly string[];
}

type EndFilter = (end: End) => boolean;

/** Whether a flow is one that was asked for. */
export function flowFilter(cluster: Cluster, { from, to, namespace }: FilterOptions): (flow: Flow) => boolean {
  const fromFilter = anyOf(from.map((text) => endFilter(cluster, '--from', text)));
  const toFilter = anyOf(to.map((text) => endFilter(cluster, '--to', text)));
  const namespaces = namespacesOf(cluster, namespace);
  const isIn = (end: End): boolean => end.kind === 'workload' && namespaces.has(partsOf(end).namespace);
  return (flow) => {
    if (namespaces.size > 0 && !isIn(flow.from) && !isIn(flow.to)) return false;
    return fromFilter(flow.from) && toFilter(flow.to);
  };
}

function anyOf(filters: readonly EndFilter[]): EndFilter {
  return (end) => filters.length === 0 || filters.some((filter) => filter(end));
}

function endFilter(cluster: Cluster, option: string, text: string): EndFilter {
  const form = formOf(text);
  if (form.kind === 'internet') {
    const isPublic = overlaps(PUBLIC_ADDRESSES);
    return (end) => end.kind === 'internet' || isPublic(end);
  }
  if (form.kind === 'addresses') return overlaps(parseAddresses('reach', option, form.spelled));
  if (form.kind === 'pods') return (end) => end.kind === 'pods' && (form.selectors === '' || isSpelled(end, text));
  if (form.kind === 'name' || form.kind === 'entity' || form.kind === 'nodes') return (end) => isSpelled(end, text);
  const ids = new Set(
    cluster.workloads
      .filter(({ id, namespace, name }) => id === text || `${namespace}/${name}` === text || name === text)
      .map(({ id }) => id),
  );
  if (ids.size > 0) return (end) => end.kind === 'workload' && ids.has(end.id);
  return refuseUsage('reach', {
    what: option,
    got: text,
    allowed:
      'a workload of the input by its id, namespace/name or name, ip:<cidr>, internet, pods: or pods:<selectors>, name:<DNS name>, ' +
      'entity:<entity of Cilium>, nodes:<selector of nodes>',
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
  return (end) => {
    if (end.kind !== 'addresses') return false;
    const key = endKey(end);
    let answer = known.get(key);
    if (answer === undefined) {
      answer = !addressSetOf(end).intersect(wanted).isEmpty;
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
