/*
 * Whether policies let the pods of an ingress controller in, by the table of docs/reachability.md. Which pods these are no
 * manifest says, so possible ones are tried: in namespaces that the input has, and in others, with all labels that matter.
 */

import { inCidr, isIpv6 } from './naive-addresses';
import { Region, regionsOf } from './naive-regions';
import {
  Answer,
  idOf,
  isEverybody,
  namespaceOf,
  Oracle,
  OracleOptions,
  Packet,
  portsMatch,
  present,
  RawObject,
  rulesOf,
  selects,
  templateOf,
  typesOf,
} from './oracle';

type Likeliness = 'yes' | 'perhaps' | 'no';
const NAME = 'kubernetes.io/metadata.name';
/** Somebody may have given it to a namespace or a pod: what samples ask for, or something else. */
const TEAMS = [undefined, 'red', 'blue', 'other'];
const APPS = [undefined, 'web', 'api', 'db', 'other'];
const TIERS = [undefined, 'x', '', 'other'];

/** A port of the pods of a workload. */
export type PodPort = Pick<Packet, 'protocol' | 'port'> & { readonly pod: string };

export class Controllers {
  private readonly oracle: Oracle;
  private readonly regions: readonly Region[];

  constructor(
    private readonly objects: readonly RawObject[],
    private readonly options: OracleOptions,
    /** The workloads of the input that traffic from outside comes to. */
    private readonly entries: readonly string[],
  ) {
    this.oracle = new Oracle(objects, options);
    this.regions = regionsOf([objects, options]);
  }

  public answer({ pod, protocol, port }: PodPort): Answer {
    const own = this.workload(pod);
    const answers = new Set<Answer>([this.outside(own, { pod, protocol, port })]);
    for (const entry of this.entries) {
      if (entry !== pod && this.isNamed(entry, own)) {
        answers.add(this.oracle.decide({ from: { pod: entry }, to: { pod }, protocol, port }));
      }
    }
    return answers.has('allow') ? 'allow' : answers.has('undefined') ? 'undefined' : 'deny';
  }

  private outside(own: RawObject, { pod, protocol, port }: PodPort): Answer {
    const isOfPlugin = (object: RawObject): boolean =>
      object.kind === 'CiliumNetworkPolicy' &&
      namespaceOf(object) === namespaceOf(own) &&
      selects(object.spec.endpointSelector, labelsOf(own)) &&
      present(object.spec.ingress);
    if (this.objects.some(isOfPlugin)) return 'undefined';
    const policies = this.isolating(own);
    if (policies.length === 0) return 'allow';
    const packet: Packet = { from: { ip: '192.0.2.1' }, to: { pod }, protocol, port };
    const destination = { ports: portsOf(own) };
    const found = policies.flatMap((policy) =>
      rulesOf(policy, 'Ingress')
        .filter((rule) => portsMatch(rule?.ports, packet, destination, false))
        .map((rule) => this.letsIn(rule, namespaceOf(own))),
    );
    if (found.includes('yes')) return 'allow';
    // Whether policies apply on the host network nobody knows.
    return found.includes('perhaps') || templateOf(own).spec?.hostNetwork === true ? 'undefined' : 'deny';
  }

  private letsIn(rule: RawObject, own: string): Likeliness {
    if (isEverybody(rule?.from)) return 'yes';
    const blocks: RawObject[] = rule.from.map(({ ipBlock }: RawObject) => ipBlock).filter(present);
    const isIn = ({ address }: Region): boolean =>
      blocks.some(
        ({ cidr, except }) => inCidr(address, cidr) && !(except ?? []).some((inner: string) => inCidr(address, inner)),
      );
    const { podCidrs = [] } = this.options;
    const wholes = [
      this.regions.filter(({ address }) => isIpv6(address)),
      this.regions.filter(({ address }) => !isIpv6(address)),
      this.regions.filter(({ address }) => podCidrs.some((cidr) => inCidr(address, cidr))),
    ];
    if (wholes.some((whole) => whole.length > 0 && whole.every(isIn))) return 'yes';
    const found: Likeliness[] = rule.from
      .filter(({ ipBlock }: RawObject) => !present(ipBlock))
      .map((peer: RawObject) => this.mayBeController(peer, own));
    // The load balancers of some clouds connect from addresses of their own.
    if (this.regions.some(isIn)) found.push('perhaps');
    return found.includes('yes') ? 'yes' : found.includes('perhaps') ? 'perhaps' : 'no';
  }

  private mayBeController({ namespaceSelector, podSelector }: RawObject, own: string): Likeliness {
    const canBe = APPS.some((app) => TIERS.some((tier) => selects(podSelector, withoutUndefined({ app, tier }))));
    if (!canBe) return 'no';
    if (!present(namespaceSelector)) return this.inNamespace(own, own, podSelector);
    const isOf = (namespace: string): boolean =>
      this.labelsOf(namespace).some((labels) => selects(namespaceSelector, labels));
    const names = namesIn(namespaceSelector);
    // A namespace of another name, of which nobody knows the labels.
    if (names === undefined) return isOf('elsewhere') ? 'yes' : 'no';
    const found = names.filter(isOf).map((name) => this.inNamespace(name, own, podSelector));
    return found.includes('yes') ? 'yes' : found.includes('perhaps') ? 'perhaps' : 'no';
  }

  private inNamespace(namespace: string, own: string, podSelector: RawObject): Likeliness {
    const isFound = this.objects.some(
      (object) =>
        templateOf(object) !== undefined && namespaceOf(object) === namespace && selects(podSelector, labelsOf(object)),
    );
    if (namespace !== own) return isFound ? 'perhaps' : 'yes';
    const namesLabels =
      Object.keys(podSelector?.matchLabels ?? {}).length + (podSelector?.matchExpressions ?? []).length > 0;
    return isFound && namesLabels ? 'no' : 'perhaps';
  }

  /** The labels that a namespace may have: of one that is declared they are known. */
  private labelsOf(name: string): Record<string, string>[] {
    const declared = this.objects.find((object) => object.kind === 'Namespace' && object.metadata.name === name);
    if (declared !== undefined) return [{ ...declared.metadata.labels, [NAME]: name }];
    return TEAMS.map((team) => withoutUndefined({ team, [NAME]: name }));
  }

  /** Whether a rule that lets no unknown controller in means a workload of the input, by labels or by its known addresses. */
  private isNamed(entry: string, own: RawObject): boolean {
    const other = this.workload(entry);
    const addresses: string[] =
      templateOf(other).spec?.hostNetwork === true
        ? []
        : (other.status?.podIPs ?? []).map(({ ip }: RawObject): string => ip);
    return this.isolating(own).some((policy) =>
      rulesOf(policy, 'Ingress')
        .filter((rule) => this.letsIn(rule, namespaceOf(own)) !== 'yes')
        .some((rule) =>
          rule.from.some(({ ipBlock, namespaceSelector, podSelector }: RawObject) => {
            if (present(ipBlock)) {
              return addresses.some(
                (address) =>
                  inCidr(address, ipBlock.cidr) &&
                  !(ipBlock.except ?? []).some((inner: string) => inCidr(address, inner)),
              );
            }
            const isThere = present(namespaceSelector)
              ? selects(namespaceSelector, this.labelsOf(namespaceOf(other))[0])
              : namespaceOf(other) === namespaceOf(own);
            return isThere && selects(podSelector, labelsOf(other));
          }),
        ),
    );
  }

  private isolating(own: RawObject): RawObject[] {
    return this.objects.filter(
      (object) =>
        object.kind === 'NetworkPolicy' &&
        namespaceOf(object) === namespaceOf(own) &&
        selects(object.spec?.podSelector, labelsOf(own)) &&
        typesOf(object.spec).includes('Ingress'),
    );
  }

  private workload(id: string): RawObject {
    return this.objects.find((object) => templateOf(object) !== undefined && idOf(object) === id);
  }
}

/** The names that a selector of namespaces asks for. */
function namesIn({ matchLabels, matchExpressions }: RawObject): string[] | undefined {
  const expression = (matchExpressions ?? []).find(({ key, operator }: RawObject) => key === NAME && operator === 'In');
  return matchLabels?.[NAME] === undefined ? expression?.values : [matchLabels[NAME]];
}

/** The labels of a workload's pods. */
export function labelsOf(workload: RawObject): Record<string, string> {
  return templateOf(workload).metadata?.labels ?? {};
}

/** A port of a container. */
export interface ContainerPort {
  readonly name?: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  readonly hostPort?: number;
  readonly hostIP?: string;
}

/** The ports of containers, then those of sidecars. */
export function portsOf(workload: RawObject): ContainerPort[] {
  const { containers = [], initContainers = [] } = templateOf(workload).spec ?? {};
  return [...containers, ...initContainers.filter((each: RawObject) => each.restartPolicy === 'Always')]
    .flatMap((container: RawObject) => container.ports ?? [])
    .map(({ containerPort, protocol, ...rest }: RawObject) => ({
      ...rest,
      port: containerPort,
      protocol: protocol ?? 'TCP',
    }));
}

function withoutUndefined(labels: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
