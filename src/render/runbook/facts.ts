import { Connections } from './connections-of';
import { CheckInput } from '../../checks/check-input';
import { CheckedObject } from '../../checks/checked-object';
import { CheckedPods } from '../../checks/checked-pods';
import { Raw } from '../../checks/raw';
import { backendsOf } from '../../reachability/service-index';
import { Service, Workload } from '../../topology/model';

/** What Services are called by what they do; `headless` is none of the API's types. */
export type ServiceKind = 'ClusterIP' | 'headless' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** A workload, with what was written of it. */
export interface WorkloadFacts {
  readonly workload: Workload;
  readonly position: number;
  /** Absent: it stands for pods that no manifest has. */
  readonly pods?: CheckedPods;
  readonly object?: CheckedObject;
}

/** A Service, with what is behind it. */
export interface ServiceFacts {
  readonly service: Service;
  readonly kind: ServiceKind;
  /** Its `spec`, as it was written. */
  readonly spec: Raw;
  readonly object?: CheckedObject;
  readonly backends: readonly WorkloadFacts[];
}

/** All that a runbook is made of. */
export interface RunbookFacts {
  readonly input: CheckInput;
  readonly services: readonly ServiceFacts[];
  /** Those without a Service. */
  readonly workloads: readonly WorkloadFacts[];
  readonly connections: Connections;
  /** The operands that commands of `service-patterns` read, as words of a shell. */
  readonly sources: readonly string[];
  /** Whether it is about some of the input alone. */
  readonly isPart: boolean;
}

const NOTHING = Raw.of(undefined);

/** Gathers what a runbook says; `names` pick Services and workloads, these with the Services before them. */
export function gatherFacts(input: CheckInput, sources: readonly string[], names?: readonly string[]): RunbookFacts {
  const { cluster } = input.analysis;
  const picked = names === undefined ? undefined : new Set(names);
  const podsById = new Map(input.pods.map((pods) => [pods.object.id, pods]));
  const toWorkload = (position: number): WorkloadFacts => {
    const workload = cluster.workloads[position];
    const pods = podsById.get(workload.id);
    const object = input.object(workload.id);
    return { workload, position, ...(pods === undefined ? {} : { pods }), ...(object === undefined ? {} : { object }) };
  };
  const all = cluster.workloads.map((_, position) => toWorkload(position));
  const services = cluster.topology.services.map((service): ServiceFacts => {
    const object = input.object(service.id);
    const spec = object?.root.get('spec') ?? NOTHING;
    const backends = backendsOf(cluster, service).map((position) => all[position]);
    return { service, kind: kindOf(service, spec), spec, ...(object === undefined ? {} : { object }), backends };
  });
  // Pods that no manifest has are told of where somebody calls them.
  const isStandIn = (id: string): boolean => input.context.standIns?.has(id) === true;
  const served = new Set(services.flatMap(({ backends }) => backends.map(({ position }) => position)));
  const isAsked = (
    id: string,
    { namespace, name: own }: { readonly namespace: string; readonly name: string },
  ): boolean => picked === undefined || [id, `${namespace}/${own}`, own].some((each) => picked.has(each));
  const askedServices = services.filter(
    ({ service, backends }) =>
      isAsked(service.id, service) || backends.some(({ workload }) => isAsked(workload.id, workload)),
  );
  const askedWorkloads = all.filter(
    ({ workload, position }) => !served.has(position) && !isStandIn(workload.id) && isAsked(workload.id, workload),
  );
  const positions = [...askedWorkloads, ...askedServices.flatMap(({ backends }) => backends)].map(
    (one) => one.position,
  );
  return {
    input,
    services: askedServices,
    workloads: askedWorkloads,
    connections: new Connections(input.analysis, new Set(positions)),
    sources,
    isPart: names !== undefined,
  };
}

/** The names that a runbook can be asked for. */
export function namesToAsk({ analysis }: CheckInput): string[] {
  const { workloads, services } = analysis.cluster.topology;
  return [...services, ...workloads].flatMap(({ id, namespace, name }) => [id, `${namespace}/${name}`, name]);
}

function kindOf({ type }: Service, spec: Raw): ServiceKind {
  return type === 'ClusterIP' && spec.get('clusterIP').value === 'None' ? 'headless' : type;
}
