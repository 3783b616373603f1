import { backendsOf } from '../../reachability/service-index';
import { Service } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedPods } from '../checked-pods';

/** A Service that selects pods, with the workloads of the input that it leads to. */
export interface ServicePods {
  readonly object: CheckedObject;
  readonly service: Service;
  /** Positions of workloads; those of which it selects some pods included. */
  readonly backends: readonly number[];
  /** Those of them whose containers are known. */
  readonly pods: readonly CheckedPods[];
}

/** The Services with a selector; for `once`. */
export function servicesWithPods(input: CheckInput): readonly ServicePods[] {
  const { cluster } = input.analysis;
  const known = input.once(podsByPosition);
  return cluster.topology.services.flatMap((service) => {
    const object = input.object(service.id);
    if (object === undefined || service.selector === undefined || service.type === 'ExternalName') return [];
    const backends = backendsOf(cluster, service);
    return [{ object, service, backends, pods: backends.flatMap((position) => known.get(position) ?? []) }];
  });
}

/** The pods whose containers are known, by the position of their workload; for `once`. */
export function podsByPosition({ pods, context: { standIns } }: CheckInput): ReadonlyMap<number, CheckedPods> {
  return new Map(
    pods.filter(({ workload }) => standIns?.has(workload.id) !== true).map((each) => [each.position, each]),
  );
}

/** The Services of the input, by their namespace and name; for `once`. */
export function servicesByName({ analysis }: CheckInput): ReadonlyMap<string, Service> {
  return new Map(
    analysis.cluster.topology.services.map((service) => [nameKey(service.namespace, service.name), service]),
  );
}

/** The Services of each namespace; for `once`. */
export function servicesByNamespace({ analysis }: CheckInput): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>();
  for (const service of analysis.cluster.topology.services) {
    if (found.get(service.namespace)?.push(service) === undefined) found.set(service.namespace, [service]);
  }
  return found;
}

/** A key for what has a name in a namespace. */
export function nameKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** The namespaces that the input declares, or has workloads in: what belongs to them should be there. For `once`. */
export function ownNamespaces(input: CheckInput): ReadonlySet<string> {
  const { workloads } = input.analysis.cluster.topology;
  // Of a namespace that is made elsewhere a cluster profile knows the labels, and the engine asks for no more.
  const declared = input.ofKind('Namespace', '').map(({ name }) => name);
  return new Set([...declared, ...workloads.map(({ namespace }) => namespace)]);
}

/** The namespaces with workloads or Services of the input; for `once`. */
export function inhabitedNamespaces({ analysis }: CheckInput): ReadonlySet<string> {
  const { services, workloads } = analysis.cluster.topology;
  return new Set([...workloads, ...services].map(({ namespace }) => namespace));
}
