import { podsByPosition, ServicePods, servicesWithPods } from './service-pods';
import { declaresPorts } from './serving-containers';
import { areUnrelated, comesToItsEnd } from './unrelated-pods';
import { targetPorts } from '../../reachability/service-index';
import { Labels } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';

/** A Service that is one workload's by its name, and selects the pods of others that are surely not meant. */
export interface StrangersOfService {
  readonly selector: Labels;
  readonly own: CheckedPods;
  readonly strangers: readonly CheckedPods[];
}

const NOBODY: ReadonlySet<number> = new Set();

/** The workloads that a Service selects and that are surely not meant, by their positions. */
export function strangersOf(input: CheckInput, { service }: ServicePods): ReadonlySet<number> {
  const found = input.once(strangersOfServices).get(service.id);
  return found === undefined ? NOBODY : new Set(found.strangers.map(({ position }) => position));
}

/** All of them, by the ids of the Services; for `once`. */
export function strangersOfServices(input: CheckInput): ReadonlyMap<string, StrangersOfService> {
  const services = input.once(servicesWithPods);
  const owners = new Map(services.map((each) => [each.service.id, ownerOf(each)]));
  const known = input.once(podsByPosition);
  const servedElsewhere = ownServices(services, owners);
  const found = new Map<string, StrangersOfService>();
  for (const each of services) {
    const own = owners.get(each.service.id);
    if (own === undefined || each.backends.length < 2 || isForNames(each)) continue;
    const strangers = each.backends.flatMap((position) => {
      const pods = position === own.position ? undefined : known.get(position);
      return pods !== undefined && isStranger(each, own, pods, servedElsewhere) ? [pods] : [];
    });
    if (strangers.length > 0) found.set(each.service.id, { selector: each.service.selector ?? {}, own, strangers });
  }
  return found;
}

function isStranger(
  service: ServicePods,
  own: CheckedPods,
  pods: CheckedPods,
  servedElsewhere: ReadonlyMap<number, readonly ReadonlySet<number>[]>,
): boolean {
  // Pods that do a job and say that they listen there may be meant.
  if (comesToItsEnd(pods.workload)) return !comesToItsEnd(own.workload) && !declaresSome(service, pods);
  if (!areUnrelated(own, pods)) return false;
  const isServedElsewhere = servedElsewhere.get(pods.position)?.some((selected) => !selected.has(own.position));
  return isServedElsewhere === true || cannotServe(service, pods);
}

/** A headless Service gives names to pods, whatever they do. */
function isForNames({ object }: ServicePods): boolean {
  const spec = object.root.get('spec');
  return spec.get('clusterIP').value === 'None' || spec.get('publishNotReadyAddresses').value === true;
}

/** The workload that a Service is named after, if it is one alone. */
function ownerOf({ service, pods }: ServicePods): CheckedPods | undefined {
  const stem = service.name.replace(/-(svc|service|headless|internal|external|public|lb|nodeport)$/, '');
  for (const name of [service.name, stem]) {
    const named = pods.filter(({ workload }) => workload.name === name);
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  }
  return undefined;
}

/** The Services that are named after a workload, by its position, with whom they select. */
function ownServices(
  services: readonly ServicePods[],
  owners: ReadonlyMap<string, CheckedPods | undefined>,
): ReadonlyMap<number, readonly ReadonlySet<number>[]> {
  const own = new Map<number, ReadonlySet<number>[]>();
  for (const { service, backends } of services) {
    const position = owners.get(service.id)?.position;
    if (position === undefined) continue;
    if (own.get(position)?.push(new Set(backends)) === undefined) own.set(position, [new Set(backends)]);
  }
  return own;
}

function cannotServe({ service }: ServicePods, pods: CheckedPods): boolean {
  return service.ports.every((port) =>
    typeof port.targetPort === 'string'
      ? targetPorts(port, pods.workload).isEmpty
      : declaresPorts(pods) && !declaresSome({ service }, pods),
  );
}

function declaresSome({ service }: Pick<ServicePods, 'service'>, { workload }: CheckedPods): boolean {
  return service.ports.some(({ targetPort, protocol }) =>
    typeof targetPort === 'string'
      ? workload.namedPorts.some((own) => own.name === targetPort && own.protocol === protocol)
      : workload.declaredPorts.some((own) => own.port === targetPort),
  );
}
