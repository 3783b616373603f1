import { shorten } from './ports';
import { NAMESPACE_NAME_LABEL } from '../topology/model';

/** One end of a connection, with the networks that are taken out of it if it is an address. */
export interface EndOfFlow {
  readonly id: string;
  readonly except: readonly string[];
}

/** A connection between two ends, as flows and their changes have it. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly except?: readonly string[];
}

/** Both ends of a connection; exceptions belong to the one that is an address. */
export function endsOf({ from, to, except = [] }: Connection): { readonly from: EndOfFlow; readonly to: EndOfFlow } {
  return {
    from: { id: from, except: isAddress(from) ? except : [] },
    to: { id: to, except: isAddress(to) ? except : [] },
  };
}

/** Whether an end is a network: `ip:10.0.0.0/8`. */
export function isAddress(id: string): boolean {
  return id.startsWith('ip:');
}

/** Whether an end is pods that the input does not have. */
export function isUnknownPods(id: string): boolean {
  return id.startsWith('pods:');
}

/** The namespace, kind and name of a workload's id; undefined for ends outside of the input. */
export function workloadOf(
  id: string,
): { readonly namespace: string; readonly kind: string; readonly name: string } | undefined {
  if (isAddress(id) || isUnknownPods(id)) return undefined;
  const [namespace, kind, ...name] = id.split('/');
  return { namespace, kind, name: name.join('/') };
}

/** The id, with a namespace that is selected by its name as that name: `pods:kube-system/k8s-app=kube-dns`. */
export function shortId(id: string): string {
  const prefix = `pods:${NAMESPACE_NAME_LABEL}=`;
  return id.startsWith(prefix) ? `pods:${id.slice(prefix.length)}` : id;
}

/** An end for people: the short id, with all its exceptions. */
export function formatEnd({ id, except }: EndOfFlow): string {
  return except.length === 0 ? shortId(id) : `${shortId(id)} except ${except.join(', ')}`;
}

/** The same for a cell that must stay narrow. */
export function formatNarrowEnd({ id, except }: EndOfFlow): string {
  if (except.length === 0) return shortId(id);
  return `${shortId(id)} except ${except.length <= 2 ? shorten(except, 2) : `${except.length} networks`}`;
}
