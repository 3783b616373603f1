import { AddressSet } from './address-set';
import { Cluster } from './cluster';
import { ANY_POD, endText, entityEnd, formOf, isSpelled, nameEnd, PodsEnd } from './end';
import { isSelectorText, parseSelectorText } from './parse-selector-text';
import { GLOBAL_IPV4, GLOBAL_IPV6 } from './public-addresses';
import { allRules } from './side-rules';
import { quote } from '../support/show';
import { canonicalCidr } from '../topology/cidr';
import { Protocol, PROTOCOLS, Selector } from '../topology/model';

/** One end of a question: a workload of the input, or what is outside of it. */
export type AskedEnd =
  | { readonly kind: 'workload'; readonly position: number }
  | {
      readonly kind: 'addresses' | 'internet';
      readonly text: string;
      /** Sets that each stand for all: the internet is IPv4 or IPv6, and reaching all of one is reaching it. */
      readonly alternatives: readonly AddressSet[];
    }
  /** Pods that the input does not have, and that its rules name. */
  | { readonly kind: 'pods'; readonly text: string; readonly namespaces: Selector; readonly pods: Selector }
  /** A DNS name outside of the cluster. */
  | { readonly kind: 'name'; readonly text: string; readonly name: string }
  /** What Cilium has a word for and is no pod. */
  | { readonly kind: 'entity'; readonly text: string; readonly entity: string }
  /** Nodes of the cluster. */
  | { readonly kind: 'nodes'; readonly text: string; readonly nodes: Selector };

/** A name to ask about. */
export function askedName(name: string): Extract<AskedEnd, { kind: 'name' }> {
  return { kind: 'name', text: endText(nameEnd(name)), name };
}

/** An entity of Cilium to ask about. */
export function askedEntity(entity: string): Extract<AskedEnd, { kind: 'entity' }> {
  return { kind: 'entity', text: endText(entityEnd(entity)), entity };
}

/** A port to ask about. */
export interface PortQuestion {
  readonly protocol: Protocol;
  readonly port: number;
}

/**
 * Reads `shop/Deployment/web`, `shop/web`, `web` (if only one fits), `ip:10.0.0.0/8`, `ip:192.0.2.1`, `internet`,
 * `pods:ops/app=tool`, `name:api.example.com`, `entity:kube-apiserver` or `nodes:*`.
 */
export function parseAskedEnd(cluster: Cluster, text: string): AskedEnd {
  const form = formOf(text);
  if (form.kind === 'internet') return { kind: 'internet', text, alternatives: [GLOBAL_IPV4, GLOBAL_IPV6] };
  if (form.kind === 'addresses') return parseAddresses(text, form.spelled);
  if (form.kind === 'pods') return parsePods(cluster, text);
  if (form.kind === 'name') return parseName(text, form.name);
  if (form.kind === 'entity') return parseEntity(text, form.entity);
  if (form.kind === 'nodes') return parseNodes(text, form.selector);
  const position = cluster.positions.get(text);
  if (position !== undefined) return { kind: 'workload', position };
  const parts = text.split('/');
  const found = cluster.workloads.flatMap(({ namespace, name }, i) => {
    const fits = parts.length === 2 ? namespace === parts[0] && name === parts[1] : parts.length === 1 && name === text;
    return fits ? [i] : [];
  });
  if (found.length === 1) return { kind: 'workload', position: found[0] };
  throw new Error(
    found.length > 1
      ? `workload: got ${quote(text)}, which fits ${found.map((i) => cluster.workloads[i].id).join(' and ')}; ` +
          'allowed: a name that fits one. Fix: write it as namespace/Kind/name'
      : `workload: got ${quote(text)}; allowed: namespace/Kind/name of a workload in the input, ip:<cidr> or internet.` +
          nearest(cluster, parts[parts.length - 1]),
  );
}

/** Reads `5432/TCP`, `5432` or `53/udp`. */
export function parsePort(text: string): PortQuestion {
  const match = /^(\d+)(?:\/([A-Za-z]+))?$/.exec(text);
  const port = Number(match?.[1]);
  const protocol = (match?.[2] ?? 'TCP').toUpperCase() as Protocol;
  if (match !== null && port >= 1 && port <= 65535 && PROTOCOLS.includes(protocol)) return { protocol, port };
  throw new Error(
    `port: got ${quote(text)}; allowed: a number from 1 to 65535 and a protocol, such as 5432/TCP or 53/UDP`,
  );
}

function parseAddresses(text: string, cidr: string): AskedEnd {
  const whole = canonicalCidr(cidr.includes('/') ? cidr : `${cidr}/${cidr.includes(':') ? 128 : 32}`);
  if (whole === undefined) {
    throw new Error(
      `address: got ${quote(text)}; allowed: ip:<cidr> or ip:<address>, such as ip:203.0.113.7 or ip:10.0.0.0/8`,
    );
  }
  return { kind: 'addresses', text, alternatives: [AddressSet.block(whole)] };
}

/** Which pods are meant by any other selectors nobody knows, so only those that rules name can be asked about. */
function parsePods({ sides }: Cluster, text: string): AskedEnd {
  const rules = [...new Set([...sides.ingress, ...sides.egress])].flatMap(allRules);
  const known = new Map(
    rules.flatMap(({ unknownPods }) => unknownPods).map((end): [string, PodsEnd] => [endText(end), end]),
  );
  const found = isSpelled(ANY_POD, text) ? ANY_POD : [...known.values()].find((end) => isSpelled(end, text));
  if (found === undefined) {
    const named = [...known.keys()].sort().slice(0, MOST_NAMED);
    const list = named.length === 0 ? 'the rules of the input name none' : named.join(', ');
    throw new Error(
      `pods: got ${quote(text)}; allowed: pods outside of the input that its rules name: ${list}` +
        (known.size > named.length ? ` and ${known.size - named.length} more` : ''),
    );
  }
  const [namespaces, pods] = [found.namespaces, found.pods].map(parseSelectorText);
  return { kind: 'pods', text: endText(found), namespaces, pods };
}

const MOST_NAMED = 5;

function parseName(text: string, name: string): AskedEnd {
  const label = '[a-z0-9*_]([-a-z0-9*_]{0,61}[a-z0-9*_])?';
  const isName = name === '*' || (new RegExp(`^${label}(\\.${label})+$`).test(name) && name.length <= 253);
  if (isName) return { kind: 'name', text, name };
  throw new Error(
    `name: got ${quote(text)}; allowed: name:<DNS name or pattern>, such as name:api.example.com or name:*.example.com`,
  );
}

/** Others are pods and addresses, which there are other ends for. */
const ENTITIES = ['health', 'host', 'ingress', 'init', 'kube-apiserver', 'remote-node', 'unmanaged'];

function parseEntity(text: string, entity: string): AskedEnd {
  if (ENTITIES.includes(entity)) return { kind: 'entity', text, entity };
  throw new Error(`entity: got ${quote(text)}; allowed: ${ENTITIES.map((one) => `entity:${one}`).join(', ')}`);
}

function parseNodes(text: string, selector: string): AskedEnd {
  if (isSelectorText(selector)) {
    return { kind: 'nodes', text, nodes: parseSelectorText(selector) };
  }
  throw new Error(
    `nodes: got ${quote(text)}; allowed: nodes:* or nodes:<selector>, such as nodes:kubernetes.io/os=linux`,
  );
}

function nearest({ workloads }: Cluster, name: string): string {
  const close = workloads
    .filter((workload) => workload.name.includes(name) || name.includes(workload.name))
    .slice(0, 3);
  return close.length === 0 ? '' : ` Fix: did you mean ${close.map(({ id }) => `"${id}"`).join(' or ')}?`;
}
