import { deployerOf } from '../../topology/deployers';
import { podKindOf } from '../../topology/pod-templates';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';

/** Kinds that configure what others run, and make no pods. */
const MAKES_NO_PODS =
  /(Monitor|Monitoring|Scrape|Rule|Policy|Route|RouteTCP|RouteUDP|Certificate|Secret|SecretStore|Issuer|Gateway|VirtualService|Middleware|ScaledObject|Binding|Config|Peering|Analysis|AnalysisTemplate|Authorization|Authentication|ServiceEntry|Sidecar|Telemetry|Dashboard)$/;

/**
 * Whether pods that no manifest has may be there all the same: an operator makes them for an object that a label names, as
 * `cnpg.io/cluster: db` does for Cluster db; or what the input deploys is written somewhere else.
 */
export function mayBeMadeByOthers(input: CheckInput, namespace: string, labels: readonly string[]): boolean {
  if (input.once(hasDeployers)) return true;
  const names = input.once(namesOfCustomObjects).get(namespace);
  return names !== undefined && labels.some((value) => beginningsOf(value).some((begin) => names.has(begin)));
}

/** Operators add to the name: `db-rw` is of Cluster db, and so is the account `db-istio` of Gateway db. */
function beginningsOf(text: string): readonly string[] {
  const words = text.split('-');
  return words.map((_, i) => words.slice(0, i + 1).join('-'));
}

/** Whether what the input deploys is written somewhere else. */
function hasDeployers({ objects }: CheckInput): boolean {
  return objects.some(({ kind, apiVersion }) => deployerOf(kind, apiVersion) !== undefined);
}

function namesOfCustomObjects({ objects }: CheckInput): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const object of objects.filter(mayMakePods)) {
    // What is written counts: a kind of an operator may be of the cluster by its name alone.
    const namespace = object.root.get('metadata', 'namespace').text() ?? object.namespace ?? '';
    names.set(namespace, (names.get(namespace) ?? new Set<string>()).add(object.name));
  }
  return names;
}

/** Groups of Kubernetes have no dot, or end with its name. Of a Gateway many controllers make pods. */
function mayMakePods({ kind, apiVersion, group }: CheckedObject): boolean {
  if (kind === 'Gateway' && group === 'gateway.networking.k8s.io') return true;
  if (!group.includes('.') || group.endsWith('.k8s.io') || MAKES_NO_PODS.test(kind)) return false;
  return podKindOf(kind, apiVersion) === undefined;
}
