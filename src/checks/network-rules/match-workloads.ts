import { fitsGlob } from './glob';
import { both, Match } from './meeting';
import { EndPattern } from './network-rule';
import { Cluster } from '../../reachability/cluster';
import { matches, matchPods } from '../../reachability/selector';
import { Namespace, NAMESPACE_NAME_LABEL, Selector, Workload } from '../../topology/model';

/** The workloads that a pattern means, by their positions; those that it does not mean are absent. */
export function workloadsOf({ workloads, topology, positions }: Cluster, pattern: EndPattern): Map<number, Match> {
  const found = new Map<number, Match>();
  const add = (matchOf: (workload: Workload) => Match): Map<number, Match> => {
    workloads.forEach((workload, position) => {
      const match = matchOf(workload);
      if (match !== 'no') found.set(position, match);
    });
    return found;
  };
  switch (pattern.kind) {
    case 'workloads':
      for (const id of pattern.ids) {
        const position = positions.get(id);
        if (position !== undefined) found.set(position, 'whole');
      }
      return found;
    case 'id':
      return add((workload) => (fitsId(pattern, workload) ? 'whole' : 'no'));
    case 'pods': {
      if (pattern.isOutside) return found;
      const ofNamespaces = new Map(
        topology.namespaces.map((each) => [each.name, matchNamespace(pattern.namespaces, each)]),
      );
      return add((workload) => {
        const ofNamespace = ofNamespaces.get(workload.namespace) ?? 'no';
        return ofNamespace === 'no' ? 'no' : both(ofNamespace, matchOwnPods(pattern.pods, workload));
      });
    }
    case 'everything':
      return add(() => 'whole');
    case 'entity':
      return pattern.entity === 'cluster' ? add(() => 'whole') : found;
    default:
      return found;
  }
}

function fitsId({ namespace, ofKind, name }: Extract<EndPattern, { kind: 'id' }>, workload: Workload): boolean {
  if (!fitsGlob(namespace, workload.namespace)) return false;
  if (ofKind === undefined) return fitsGlob(name, workload.name);
  // What stands between is the kind as ids have it, which may be more than the kind.
  const [, kind] = workload.id.split('/');
  return fitsGlob(ofKind, kind) && fitsGlob(name, workload.id.slice(workload.namespace.length + kind.length + 2));
}

/** Of a namespace that no manifest declares the name is the only label that is known. */
function matchNamespace({ requirements }: Selector, { labels, declared }: Namespace): Match {
  const isKnown = ({ key }: Selector['requirements'][number]): boolean => declared || key === NAMESPACE_NAME_LABEL;
  if (!matches({ requirements: requirements.filter(isKnown) }, labels)) return 'no';
  return requirements.every(isKnown) ? 'whole' : 'perhaps';
}

/** Labels that controllers add may differ from pod to pod. */
function matchOwnPods(selector: Selector, workload: Workload): Match {
  const { pods, by } = matchPods(selector, workload);
  if (pods !== 'some') return pods === 'all' ? 'whole' : 'no';
  return by.some((key) => workload.perPodLabels[key] === 'unknown') ? 'perhaps' : 'part';
}
