import { AddressSet } from './address-set';
import { PodIndex } from './pod-index';
import { NO_PODS, PodSet } from './pod-set';
import { formatSelector } from './selector';
import { EndpointSlice, Labels, PolicyPeer, Selector, Service, Topology } from '../topology/model';
import { EVERYTHING } from '../topology/parse-selector';

/** A peer that is what stands behind Services. */
type ServicesPeer = Extract<PolicyPeer, { kind: 'services' }>;

/** What stands behind Services. */
export interface Behind {
  readonly pods: PodSet;
  readonly blocks: AddressSet;
  /** Addresses that no manifest says, in words. */
  readonly unknown: readonly string[];
}

/** Looks up what stands behind the Services that a policy names. */
export class ServicePeers {
  private readonly services: ReadonlyMap<string, Service>;
  private readonly slices = new Map<string, EndpointSlice[]>();

  constructor(
    { services, endpointSlices }: Topology,
    private readonly pods: PodIndex,
  ) {
    this.services = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
    for (const slice of endpointSlices) {
      const key = `${slice.namespace}/${slice.service}`;
      if (!this.slices.get(key)?.push(slice)) this.slices.set(key, [slice]);
    }
  }

  public of({ namespace, name, selector = EVERYTHING }: ServicesPeer): Behind {
    if (namespace === undefined || name === undefined) {
      // The labels of Services are not in the model: any of them may be meant.
      return this.perhaps(namespace, `Services with ${formatSelector(selector)}`);
    }
    const key = `${namespace}/${name}`;
    const service = this.services.get(key);
    if (service === undefined) return this.perhaps(namespace, `Service ${key}`);
    if (service.selector !== undefined) {
      return {
        pods: this.pods.inNamespace(namespace, equalTo(service.selector)),
        blocks: AddressSet.NONE,
        unknown: [],
      };
    }
    const addresses = (this.slices.get(key) ?? []).flatMap((slice) => slice.addresses);
    if (addresses.length === 0) return { pods: NO_PODS, blocks: AddressSet.NONE, unknown: [`Service ${key}`] };
    return { pods: NO_PODS, blocks: AddressSet.unionAll(addresses.map((cidr) => AddressSet.block(cidr))), unknown: [] };
  }

  /** Of a Service that nobody knows any pod and any address may stand behind it. */
  private perhaps(namespace: string | undefined, what: string): Behind {
    const { members, partial } =
      namespace === undefined
        ? this.pods.inNamespaces(EVERYTHING, EVERYTHING)
        : this.pods.inNamespace(namespace, EVERYTHING);
    const by = new Map([...members, ...partial.keys()].map((position) => [position, [what]]));
    return { pods: new PodSet([], by), blocks: AddressSet.NONE, unknown: [what] };
  }
}

function equalTo(labels: Labels): Selector {
  const requirements = Object.keys(labels)
    .sort()
    .map((key) => ({ key, operator: 'In' as const, values: [labels[key]] }));
  return { requirements };
}
