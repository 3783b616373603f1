/*
 * A second, naive evaluator of the ways in: from raw manifests and the documentation of Kubernetes, one way and one region of
 * addresses at a time. It shares no code with src.
 *
 * W1  A Service is for the pods of its own namespace with all labels of its selector; without one, or of type ExternalName, for none.
 *     https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 * W2  Traffic arrives at the pods' `targetPort`, which is `port` if it is not there; a name is looked up in each pod, among
 *     ports of the same protocol. https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 * W3  From outside come: type NodePort on every node, type LoadBalancer, and `externalIPs` of whatever type. The node ports that a
 *     load balancer has besides are not listed (docs/reachability.md). Nodes skip a headless Service.
 *     https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
 * W4  `loadBalancerSourceRanges` limit the clients of a load balancer, and of nothing else; an internal one has none on the internet.
 *     https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 * W5  With `externalTrafficPolicy: Cluster`, which is the default, the source may be the client or any node; with Local it is
 *     the client. That is so for each way: another Service before the same pods changes nothing.
 *     https://kubernetes.io/docs/tutorials/services/source-ip/
 * W6  `hostPort` leads to the port of the container of its protocol from the client's own address; on the host network every
 *     port does. One that is bound to a loopback `hostIP` is for the node alone.
 *     https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 * W7  Through a route come the controller's pods (naive-controllers.ts), for the hosts of the rules that lead to the backend.
 * W8  A way is open if some public address comes in for sure, undefined if perhaps, and closed if nobody comes in, be it from a
 *     private network.
 */

import { inCidr, isIpv6 } from './naive-addresses';
import { Controllers, labelsOf, PodPort, portsOf } from './naive-controllers';
import { areMany, Region, regionsOf } from './naive-regions';
import { Reference, referencesOf } from './naive-routes';
import {
  Answer,
  hasExternalIPs,
  idOf,
  namespaceOf,
  Oracle,
  OracleOptions,
  RawObject,
  selects,
  templateOf,
} from './oracle';

/** A way in, as answers name it. */
export interface NaiveWay extends PodPort {
  readonly id: string;
  readonly kind: string;
  readonly hosts?: readonly string[];
  readonly service?: string;
  readonly nodePort?: number;
}

/** A way in with its answer. */
export interface JudgedNaiveWay extends NaiveWay {
  readonly verdict: Answer;
  /** One address of each region that comes in, where they are few. */
  readonly sources?: readonly string[];
  readonly isClosed: boolean;
}

interface NodeWay extends NaiveWay {
  readonly hidesClients: boolean;
  readonly takes: (address: string) => boolean;
  /** Whether nobody on the internet comes by it, whatever address they have. */
  readonly isPrivate?: boolean;
}

export class NaiveWays {
  /** All ways, with what policies say about them. */
  public readonly ways: readonly JudgedNaiveWay[];
  private readonly regions: readonly Region[];
  /** No node stands in for a client. */
  private readonly direct: Oracle;
  private readonly byNodes: readonly NodeWay[];
  private readonly known = new Map<string, readonly Answer[]>();

  constructor(
    private readonly objects: readonly RawObject[],
    options: OracleOptions = {},
  ) {
    this.regions = regionsOf([objects, options]);
    this.direct = new Oracle(
      objects.filter(({ kind }) => kind !== 'Service'),
      options,
    );
    this.byNodes = this.nodeWays();
    const byNodes = this.byNodes.map((way) => this.judge(way));
    const entries = this.workloads()
      .filter(
        (workload) =>
          templateOf(workload).spec?.hostNetwork === true ||
          byNodes.some(({ pod, isClosed }) => pod === idOf(workload) && !isClosed),
      )
      .map(idOf);
    const controllers = new Controllers(objects, options, entries);
    const byRoutes = this.routeWays().map((way) => {
      const verdict = controllers.answer(way);
      return { ...way, verdict, isClosed: verdict === 'deny' };
    });
    this.ways = [...byNodes, ...byRoutes];
  }

  /** Whether the internet reaches a port: by a way, or as far as the policies say. */
  public explain({ pod, protocol, port }: PodPort): Answer {
    const answers = this.ways
      .filter((way) => way.pod === pod && way.protocol === protocol && way.port === port)
      .map(({ verdict }) => verdict);
    const hidesClients = this.byNodes.some(
      (way) => way.hidesClients && way.pod === pod && way.protocol === protocol && way.port === port,
    );
    const known = this.answers({ pod, protocol, port }, hidesClients);
    const byFamily = [true, false].map((ipv6) =>
      agree(known.filter((_, i) => this.regions[i].isGlobal && isIpv6(this.regions[i].address) === ipv6)),
    );
    return best([...answers, ...byFamily]);
  }

  private judge({ takes, hidesClients, isPrivate, ...way }: NodeWay): JudgedNaiveWay {
    const seen = this.answers(way, hidesClients);
    const comers = this.regions
      .map((region, i) => ({ region, answer: seen[i] }))
      .filter(({ region }) => takes(region.address));
    const isClosed = comers.every(({ answer }) => answer === 'deny');
    const fromInternet = comers.filter(({ region }) => region.isPublic && isPrivate !== true);
    const verdict = best(fromInternet.map(({ answer }) => answer));
    if (verdict === 'deny') return { ...way, verdict, isClosed };
    const own = fromInternet.filter(({ answer }) => answer === verdict).map(({ region }) => region);
    return { ...way, verdict, isClosed, ...(areMany(own) ? {} : { sources: own.map(({ address }) => address) }) };
  }

  /** What policies say about each region, where a node of the client's family stands in for it or not. */
  private answers({ pod, protocol, port }: PodPort, hidesClients: boolean): readonly Answer[] {
    const key = `${pod} ${protocol} ${port}`;
    let answers = this.known.get(key);
    if (answers === undefined) {
      answers = this.regions.map(({ address }) =>
        this.direct.decide({ from: { ip: address }, to: { pod }, protocol, port }),
      );
      this.known.set(key, answers);
    }
    if (!hidesClients) return answers;
    const [ipv4, ipv6] = [false, true].map((own) =>
      agree(answers.filter((_, i) => isIpv6(this.regions[i].address) === own)),
    );
    return this.regions.map(({ address }) => (isIpv6(address) ? ipv6 : ipv4));
  }

  private nodeWays(): NodeWay[] {
    const ways: NodeWay[] = [];
    for (const service of this.objects.filter(({ kind }) => kind === 'Service')) {
      const { spec } = service;
      const hidesClients = spec.externalTrafficPolicy !== 'Local' || seesNoClients(service);
      for (const { workload, port, target } of this.targetsOf(service)) {
        const way = {
          pod: idOf(workload),
          protocol: port.protocol ?? 'TCP',
          port: target,
          id: idOf(service),
          service: `${idOf(service)}:${port.port}`,
          hidesClients,
        };
        if (spec.type === 'LoadBalancer') {
          const isPrivate = isInternal(service.metadata.annotations ?? {});
          ways.push({ ...way, kind: 'LoadBalancer', isPrivate, takes: (address) => balances(service, address) });
        }
        if (spec.type === 'NodePort') {
          const nodePort = port.nodePort ? { nodePort: port.nodePort } : {};
          ways.push({ ...way, kind: 'NodePort', ...nodePort, takes: () => true });
        }
        if (hasExternalIPs(service)) ways.push({ ...way, kind: 'externalIPs', takes: () => true });
      }
    }
    for (const workload of this.workloads()) {
      const isOnHost = templateOf(workload).spec?.hostNetwork === true;
      for (const { protocol, port, hostPort, hostIP } of portsOf(workload)) {
        if (!isOnHost && (!hostPort || isLoopback(hostIP))) continue;
        const id = idOf(workload);
        const nodePort = hostPort ? hostPort : port;
        ways.push({ pod: id, protocol, port, id, kind: 'hostPort', nodePort, hidesClients: false, takes: () => true });
      }
    }
    return ways;
  }

  private routeWays(): NaiveWay[] {
    const ways: (NaiveWay & { readonly names: readonly (readonly string[] | undefined)[] })[] = [];
    for (const route of this.objects) {
      for (const reference of referencesOf(route) ?? []) {
        for (const { service, workload, port, target } of this.behind(reference)) {
          const way = {
            pod: idOf(workload),
            protocol: reference.protocol,
            port: target,
            id: idOf(route),
            kind: route.kind,
            service: `${idOf(service)}:${port.port}`,
          };
          const known = ways.findIndex((each) =>
            Object.entries(way).every(([key, value]) => (each as RawObject)[key] === value),
          );
          if (known < 0) ways.push({ ...way, names: [reference.hosts] });
          else ways[known] = { ...ways[known], names: [...ways[known].names, reference.hosts] };
        }
      }
    }
    return ways.map(({ names, ...way }) => {
      if (names.includes(undefined)) return way;
      return { ...way, hosts: [...new Set(names.flatMap((own) => own ?? []))].sort() };
    });
  }

  /** The pods' ports behind the Service and the port that a route names. */
  private behind(reference: Reference): (Target & { readonly service: RawObject })[] {
    const service = this.objects.find(
      (object) =>
        object.kind === 'Service' &&
        namespaceOf(object) === reference.namespace &&
        object.metadata.name === reference.service,
    );
    if (service === undefined) return [];
    return this.targetsOf(service)
      .filter(({ port, target }) => {
        const isNamed = reference.port === undefined || [port.port, port.name].includes(reference.port);
        const isPodPort = reference.podPort === undefined || reference.podPort === target;
        return (port.protocol ?? 'TCP') === reference.protocol && isNamed && isPodPort;
      })
      .map((target) => ({ ...target, service }));
  }

  private targetsOf(service: RawObject): Target[] {
    const { selector, type, ports = [] } = service.spec;
    if (type === 'ExternalName' || Object.keys(selector ?? {}).length === 0) return [];
    const found: Target[] = [];
    for (const workload of this.workloads()) {
      if (namespaceOf(workload) !== namespaceOf(service)) continue;
      if (!selects({ matchLabels: selector }, labelsOf(workload))) continue;
      for (const port of ports) {
        const wanted = port.targetPort ?? port.port;
        const named = portsOf(workload).find((own) => own.name === wanted && own.protocol === (port.protocol ?? 'TCP'));
        const target = typeof wanted === 'number' ? wanted : named?.port;
        if (target !== undefined) found.push({ workload, port, target });
      }
    }
    return found;
  }

  private workloads(): RawObject[] {
    return this.objects.filter((object) => templateOf(object) !== undefined);
  }
}

interface Target {
  readonly workload: RawObject;
  /** The entry of the Service. */
  readonly port: RawObject;
  /** The pods' port. */
  readonly target: number;
}

/** Whether a load balancer takes the traffic of an address. */
function balances({ spec }: RawObject, address: string): boolean {
  const ranges: string[] = spec.loadBalancerSourceRanges ?? [];
  return ranges.length === 0 || ranges.some((cidr) => inCidr(address, cidr));
}

/** Whether the load balancer sends TCP to pods from addresses of its own. */
function seesNoClients({ metadata, spec }: RawObject): boolean {
  const { annotations = {} } = metadata;
  if (spec.type !== 'LoadBalancer' || annotations[`${AWS}-nlb-target-type`] !== 'ip') return false;
  const hasTcp = (spec.ports ?? []).some(({ protocol }: RawObject) => (protocol ?? 'TCP') === 'TCP');
  return hasTcp && annotations[`${AWS}-target-group-attributes`] !== 'preserve_client_ip.enabled=true';
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

/** What clouds are told by annotations: those that the Kubernetes documentation lists, and their values. */
function isInternal(annotations: Record<string, string>): boolean {
  const told: Record<string, string> = {
    'networking.gke.io/load-balancer-type': 'Internal',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
    'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
    'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true',
    'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': 'intranet',
  };
  return Object.entries(annotations).some(([key, value]) => told[key] === value);
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (inCidr(address, '127.0.0.0/8') || inCidr(address, '::1/128'));
}

/** What is so whichever of them it is. */
function agree(answers: readonly Answer[]): Answer {
  const [answer] = answers;
  return answers.every((each) => each === answer) ? answer : 'undefined';
}

function best(answers: readonly Answer[]): Answer {
  return answers.includes('allow') ? 'allow' : answers.includes('undefined') ? 'undefined' : 'deny';
}
