import { AddressBlock, AddressSet } from './address-set';
import { NAMESPACE_NAME_LABEL } from '../topology/model';

/*
 * What a connection has at either side. This is the one file that writes ends as texts and reads them: who compares, groups
 * or asks for ends looks at their kind.
 */

/** Pods of the input that are alike. */
export interface WorkloadEnd {
  readonly kind: 'workload';
  /** `namespace/Kind/name` */
  readonly id: string;
}

/** A network outside of the cluster, with the networks that are taken out of it. */
export interface AddressesEnd extends AddressBlock {
  readonly kind: 'addresses';
}

/** Pods that the input does not have, by the selectors that name them. */
export interface PodsEnd {
  readonly kind: 'pods';
  /** A selector of namespaces as text; `*` for all of them. */
  readonly namespaces: string;
  /** A selector of pods as text; `*` for all of them. */
  readonly pods: string;
}

/** A DNS name, whatever addresses it stands for. */
export interface NameEnd {
  readonly kind: 'name';
  readonly name: string;
}

/** What Cilium has a word for and is no pod: the API server, its own proxy for Ingresses, the nodes. */
export interface EntityEnd {
  readonly kind: 'entity';
  readonly entity: string;
}

/** Nodes of the cluster, by the selector that names them. */
export interface NodesEnd {
  readonly kind: 'nodes';
  /** A selector of nodes as text; `*` for all of them. */
  readonly nodes: string;
}

/** The internet, by the ways into the cluster: load balancers, node ports, routes. */
export interface InternetEnd {
  readonly kind: 'internet';
}

/** One end of a connection. */
export type End = WorkloadEnd | AddressesEnd | PodsEnd | NameEnd | EntityEnd | NodesEnd | InternetEnd;

const INTERNET_TEXT = 'internet';
const ADDRESSES = 'ip:';
const PODS = 'pods:';
const NAME = 'name:';
const ENTITY = 'entity:';
const NODES = 'nodes:';

/** All pods there are, in or out of the input. */
export const ANY_POD: PodsEnd = { kind: 'pods', namespaces: '*', pods: '*' };

/** The ways in from the internet. */
export const INTERNET: InternetEnd = { kind: 'internet' };

/** A workload of the input. */
export function workloadEnd(id: string): WorkloadEnd {
  return { kind: 'workload', id };
}

/** A network without some networks inside of it. */
export function addressesEnd({ cidr, except }: AddressBlock): AddressesEnd {
  return { kind: 'addresses', cidr, except };
}

/** Pods outside of the input. */
export function podsEnd(namespaces: string, pods: string): PodsEnd {
  return { kind: 'pods', namespaces, pods };
}

/** A DNS name. */
export function nameEnd(name: string): NameEnd {
  return { kind: 'name', name };
}

/** An entity of Cilium. */
export function entityEnd(entity: string): EntityEnd {
  return { kind: 'entity', entity };
}

/** Nodes of the cluster. */
export function nodesEnd(nodes: string): NodesEnd {
  return { kind: 'nodes', nodes };
}

/** The addresses of a network. */
export function addressSetOf({ cidr, except }: AddressesEnd): AddressSet {
  return AddressSet.block(cidr, except);
}

/** The addresses that a connection is with; undefined if it is with none. */
export function addressesOf({ from, to }: { readonly from: End; readonly to: End }): AddressSet | undefined {
  const end = [from, to].find((each): each is AddressesEnd => each.kind === 'addresses');
  return end === undefined ? undefined : addressSetOf(end);
}

/** Whether an end is all pods there are. */
export function isAnyPod(end: End): boolean {
  return end.kind === 'pods' && end.namespaces === '*' && end.pods === '*';
}

/** The networks that are taken out of an end; none if it is not a network. */
export function exceptOf(end: End): readonly string[] {
  return end.kind === 'addresses' ? end.except : [];
}

/** An end as programs read it, without its exceptions: `ip:10.0.0.0/8`. */
export function endText(end: End): string {
  switch (end.kind) {
    case 'workload':
      return end.id;
    case 'addresses':
      return ADDRESSES + end.cidr;
    case 'pods':
      return `${PODS}${end.namespaces}/${end.pods}`;
    case 'name':
      return NAME + end.name;
    case 'entity':
      return ENTITY + end.entity;
    case 'nodes':
      return NODES + end.nodes;
    case 'internet':
      return INTERNET_TEXT;
  }
}

/** A text that only equal ends have. */
export function endKey(end: End): string {
  const except = exceptOf(end);
  return except.length === 0 ? endText(end) : `${endText(end)} ${except.join(' ')}`;
}

/** Whether two ends are the same. */
export function sameEnd(a: End, b: End): boolean {
  return a === b || (a.kind === b.kind && endKey(a) === endKey(b));
}

/** An end for people, with all its exceptions; a namespace that is selected by its name is that name: `pods:ops/app=tool`. */
export function formatEnd(end: End): string {
  const except = exceptOf(end);
  return except.length === 0 ? shortText(end) : `${shortText(end)} except ${except.join(', ')}`;
}

/** The same for a cell that must stay narrow. */
export function formatNarrowEnd(end: End): string {
  const except = exceptOf(end);
  return except.length <= 2 ? formatEnd(end) : `${shortText(end)} except ${except.length} networks`;
}

function shortText(end: End): string {
  if (end.kind !== 'pods') return endText(end);
  const pinned = `${NAMESPACE_NAME_LABEL}=`;
  return end.namespaces.startsWith(pinned) ? `${PODS}${end.namespaces.slice(pinned.length)}/${end.pods}` : endText(end);
}

/** The namespace, kind and name of a workload. */
export function partsOf({ id }: WorkloadEnd): {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
} {
  const [namespace, kind, ...name] = id.split('/');
  return { namespace, kind, name: name.join('/') };
}

/** What a text says of an end by its form; whether there is such an end is another question. */
export type EndForm =
  | { readonly kind: 'internet' }
  /** An address or a network, as it was spelled. */
  | { readonly kind: 'addresses'; readonly spelled: string }
  /** Empty selectors ask for all pods that are not in the input. */
  | { readonly kind: 'pods'; readonly selectors: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'nodes'; readonly selector: string }
  /** An id, a name with its namespace, or a name. */
  | { readonly kind: 'workload'; readonly spelled: string };

/** Reads the form of a text: `internet`, `ip:10.0.0.0/8`, `pods:ops/app=tool`, `name:api.example.com`, `entity:ingress`, `nodes:*`, else a workload. */
export function formOf(text: string): EndForm {
  if (text === INTERNET_TEXT) return { kind: 'internet' };
  if (text.startsWith(ADDRESSES)) return { kind: 'addresses', spelled: text.slice(ADDRESSES.length) };
  if (text.startsWith(PODS)) return { kind: 'pods', selectors: text.slice(PODS.length) };
  if (text.startsWith(NAME)) return { kind: 'name', name: text.slice(NAME.length) };
  if (text.startsWith(ENTITY)) return { kind: 'entity', entity: text.slice(ENTITY.length) };
  if (text.startsWith(NODES)) return { kind: 'nodes', selector: text.slice(NODES.length) };
  return { kind: 'workload', spelled: text };
}

/** Whether an end is the one that a text spells, in its long or its short form. */
export function isSpelled(end: End, text: string): boolean {
  return endText(end) === text || shortText(end) === text;
}
