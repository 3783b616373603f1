import { AddressSet } from '../../../reachability/address-set';
import {
  addressesEnd,
  addressSetOf,
  AddressesEnd,
  End,
  endKey,
  endText,
  isAnyPod,
  PodsEnd,
} from '../../../reachability/end';
import { parseSelectorText } from '../../../reachability/parse-selector-text';
import { pinnedNamespace } from '../../../reachability/pinned-namespace';
import { PortRange } from '../../../reachability/port-set';
import { GLOBAL_IPV4, GLOBAL_IPV6, PUBLIC_ADDRESSES } from '../../../reachability/public-addresses';
import { NAMESPACE_NAME_LABEL } from '../../../topology/model';
import { shorten } from '../../ports';
import { EndKind, PictureNode } from '../picture';

/** At which side of the picture an end outside stands. */
export type RimSide = 'from' | 'to';

/** Which box stands for an end: a workload's own, or the one of what is outside at that side. */
export function nodeIdOf(end: End, side: RimSide): string {
  if (end.kind === 'workload') return end.id;
  return isInternet(end) ? internetId(side) : `${side} ${endKey(end)}`;
}

/** The box of the internet. */
export function internetId(side: RimSide): string {
  return `${side} internet`;
}

/** Whether an end is the internet, or addresses that hold all public ones of a family. */
export function isInternet(end: End): boolean {
  if (end.kind !== 'addresses') return end.kind === 'internet';
  const addresses = addressSetOf(end);
  return addresses.includes(GLOBAL_IPV4) || addresses.includes(GLOBAL_IPV6);
}

/** What is known of a picture beside one end. */
export interface EndSurroundings {
  readonly side: RimSide;
  /** On which ports there are connections with it. */
  readonly ports: readonly PortRange[];
  readonly isOfInput: (namespace: string) => boolean;
}

/** The box of an end outside. */
export function endNode(end: Exclude<End, { kind: 'workload' }>, surroundings: EndSurroundings): PictureNode {
  const { side } = surroundings;
  return {
    id: nodeIdOf(end, side),
    kind: 'end',
    ...describe(end, surroundings),
    side,
    asked: end.kind === 'addresses' ? askedOf(end) : isInternet(end) ? 'internet' : endText(end),
  };
}

type Words = Pick<PictureNode, 'name' | 'what' | 'details'> & { readonly end: EndKind };

function describe(end: Exclude<End, { kind: 'workload' }>, surroundings: EndSurroundings): Words {
  if (isInternet(end)) return { name: 'the internet', what: 'internet', end: 'internet' };
  switch (end.kind) {
    case 'pods':
      return describePods(end, surroundings);
    case 'name':
      return { name: end.name, what: 'DNS name', end: 'name' };
    case 'nodes':
      return { name: end.nodes === '*' ? 'all nodes' : end.nodes, what: 'nodes', end: 'nodes' };
    case 'entity':
      return { name: ENTITIES.get(end.entity) ?? end.entity, what: `entity ${end.entity}`, end: 'entity' };
    case 'addresses':
      return describeAddresses(end, surroundings);
    case 'internet':
      return { name: 'the internet', what: 'internet', end: 'internet' };
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['health', 'health checks of Cilium'],
  ['host', 'the node of the pod'],
  ['ingress', "Cilium's proxy for Ingresses"],
  ['kube-apiserver', 'the API server'],
  ['remote-node', 'other nodes'],
]);

function describePods(end: PodsEnd, { ports, isOfInput }: EndSurroundings): Words {
  if (isAnyPod(end)) return { name: 'every pod of the cluster', what: 'pods', end: 'any pod' };
  const where = namespacesText(end.namespaces);
  const isDns = isDnsPods(end) || (where === 'namespace kube-system' && end.pods === '*' && isDnsPorts(ports));
  const [name, full] = end.pods === '*' ? ['', ''] : labelsText(end.pods);
  if (isDns) return { name: 'DNS of the cluster', what: `pods in ${where}`, ...detail(full || name), end: 'dns' };
  if (name !== '') return { name, what: `pods in ${where}`, ...detail(full), end: 'pods' };
  const namespace = pinnedNamespace(end.namespaces);
  if (where !== `namespace ${namespace}`) return { name: `all pods in ${where}`, what: 'pods', end: 'pods' };
  return { name: `${isOfInput(namespace!) ? 'other' : 'all'} pods in ${namespace}`, what: 'pods', end: 'pods' };
}

function detail(text: string): Pick<PictureNode, 'details'> {
  return text === '' ? {} : { details: [text] };
}

/** A selector of namespaces in words: `namespace ops`, `any namespace`, `any namespace but ops`. */
function namespacesText(selector: string): string {
  if (selector === '*') return 'any namespace';
  const { requirements } = parseSelectorText(selector);
  const [{ key, operator, values }] = requirements;
  if (requirements.length > 1 || key !== NAMESPACE_NAME_LABEL) return `namespaces with ${selector}`;
  const names = shorten(values, 3);
  if (operator === 'In') return values.length === 1 ? `namespace ${names}` : `namespaces ${names}`;
  return operator === 'NotIn' ? `any namespace but ${names}` : `namespaces with ${selector}`;
}

/** A selector of pods without the domains of its labels, and all of it where that is more. */
function labelsText(selector: string): readonly [string, string] {
  const short = selector.replace(/(^|,)[-a-z0-9.]+\/(?=[^/]+$)/, '$1');
  return [short, short === selector ? '' : selector];
}

/** Labels by which the DNS of clusters is named: kube-dns, CoreDNS, its cache on the nodes, OpenShift's. */
function isDnsPods({ pods }: PodsEnd): boolean {
  const named = parseSelectorText(pods).requirements.filter(({ operator }) => operator === 'In');
  return named.some(
    ({ key, values }) => key.endsWith('/daemonset-dns') || values.every((value) => DNS_LABELS.includes(value)),
  );
}

const DNS_LABELS = ['kube-dns', 'coredns', 'node-local-dns'];

function isDnsPorts(ports: readonly PortRange[]): boolean {
  return ports.every(({ port, endPort }) => port === endPort && (port === 53 || port === 5353));
}

function describeAddresses(end: AddressesEnd, { ports }: EndSurroundings): Words {
  const name = /(^[^:]*\/32|:.*\/128)$/.test(end.cidr) ? end.cidr.slice(0, end.cidr.indexOf('/')) : end.cidr;
  if (end.cidr.startsWith('169.254.') && isDnsPorts(ports)) {
    return { name: 'DNS on the nodes', what: name, end: 'dns' };
  }
  const except = end.except.length === 0 ? {} : { details: [`except ${shorten(end.except, 2)}`] };
  return { name, what: name === end.cidr ? 'addresses' : 'address', ...except, end: 'addresses' };
}

/** A network to ask about: that of the end, or what is widest of it where there are exceptions. */
function askedOf(end: AddressesEnd): string {
  if (isInternet(end)) return 'internet';
  if (end.except.length === 0) return endText(end);
  return askedNetwork(widest(addressSetOf(end), end.cidr));
}

/** A network to ask about for an arrow with the internet that is with a part of it; none, where that is not a family as a whole. */
export function askedPartOf(addresses: AddressSet): string | undefined {
  const [v4, v6] = [GLOBAL_IPV4, GLOBAL_IPV6].map((family) => addresses.includes(family));
  if (v4 === v6) return undefined;
  const family = v4 ? '0.0.0.0/0' : '::/0';
  return askedNetwork(addresses.includes(AddressSet.block(family)) ? family : widest(addresses, family));
}

/** A whole network, as questions have it. */
function askedNetwork(cidr: string): string {
  return endText(addressesEnd({ cidr, except: [] }));
}

/** The first of the widest networks inside of a network that have no exceptions. */
function widest(addresses: AddressSet, cidr: string): string {
  const [, length] = cidr.split('/');
  const bits = cidr.includes(':') ? 128 : 32;
  let inside = halves(cidr);
  for (let prefix = Number(length) + 1; prefix <= bits; prefix++) {
    const whole = inside.find((half) => addresses.includes(AddressSet.block(half)));
    if (whole !== undefined) return whole;
    // Exceptions are few, and so are the halves that have some of the addresses.
    inside = inside
      .filter((half) => !addresses.intersect(AddressSet.block(half)).isEmpty)
      .slice(0, 64)
      .flatMap(halves);
  }
  return cidr;
}

function halves(cidr: string): string[] {
  const [block] = AddressSet.block(cidr).blocks();
  const length = Number(block.cidr.split('/')[1]) + 1;
  const lower = `${block.cidr.split('/')[0]}/${length}`;
  return [
    lower,
    ...AddressSet.block(block.cidr, [lower])
      .blocks()
      .map((upper) => upper.cidr),
  ];
}

/** What of the internet some addresses are: `any address`, `public IPv4 addresses`. */
export function outsideText(addresses: AddressSet): string {
  const [v4, v6] = [AddressSet.block('0.0.0.0/0'), AddressSet.block('::/0')];
  const [ofV4, ofV6] = [addresses.intersect(v4), addresses.intersect(v6)];
  const family = ofV4.isEmpty ? ' IPv6' : ofV6.isEmpty ? ' IPv4' : '';
  if ([ofV4.isEmpty || ofV4.equals(v4), ofV6.isEmpty || ofV6.equals(v6)].every(Boolean)) {
    return family === '' ? 'any address' : `any${family} address`;
  }
  if (PUBLIC_ADDRESSES.includes(addresses)) return `public${family} addresses`;
  return networksText(addresses);
}

/** Addresses as networks: `0.0.0.0/0 except 10.0.0.0/8`. */
export function networksText(addresses: AddressSet): string {
  const texts = addresses.blocks().map(({ cidr, except }) => {
    const few = except.length <= 3 ? except.join(', ') : `${except.length} networks`;
    return except.length === 0 ? cidr : `${cidr} except ${few}`;
  });
  return shorten(texts, 3);
}
