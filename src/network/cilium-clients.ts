import { inGroups, renderPort } from './cilium';
import { HttpRequest } from './mesh/http-request';
import { Port } from './port';
import { k8s } from '../plus/cdk8s-plus';
import { canonical } from '../support/canonical';
import { compareText } from '../support/order';

/** Pods that connect to others, on some ports of these. */
export interface CiliumOpening {
  /** The clients, as a network policy of the server names them. */
  readonly pods: k8s.NetworkPolicyPeer;
  /** The name of their account, where it is known. */
  readonly account?: string;
  readonly ports: readonly Port[];
  /** The requests that are let through; absent: whatever is sent. */
  readonly http?: readonly HttpRequest[];
}

/** The pods that a policy of Cilium lets others into. */
export interface CiliumServer {
  readonly podLabels: { readonly [key: string]: string };
  readonly namespace?: string;
  /** Whether clients must prove who they are. */
  readonly isAuthenticated: boolean;
}

const POD_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
const ACCOUNT = 'k8s:io.cilium.k8s.policy.serviceaccount';

/**
 * The spec of a CiliumNetworkPolicy that lets pods in: the fewest rules that mean the same, sorted, so that the order of the calls
 * leaves no trace. Of two openings of one client on one port the wider one counts, as it does among policies of Cilium.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#endpoints-based
 */
export function renderClientPolicy(server: CiliumServer, openings: readonly CiliumOpening[]): object {
  const byClient = new Map<string, { endpoint: object; openings: CiliumOpening[] }>();
  for (const opening of openings) {
    const endpoint = endpointOf(opening, server.namespace);
    const key = canonical(endpoint);
    const known = byClient.get(key);
    if (known === undefined) byClient.set(key, { endpoint, openings: [opening] });
    else known.openings.push(opening);
  }
  const rules = new Map<string, { endpoints: object[]; toPorts: object[] | undefined }>();
  for (const [, { endpoint, openings: own }] of [...byClient].sort(([a], [b]) => compareText(a, b))) {
    const toPorts = portRules(own);
    const key = canonical(toPorts ?? 'all');
    const known = rules.get(key);
    if (known === undefined) rules.set(key, { endpoints: [endpoint], toPorts });
    else known.endpoints.push(endpoint);
  }
  return {
    endpointSelector: { matchLabels: { ...server.podLabels } },
    ingress: [...rules.values()].map(({ endpoints, toPorts }) => ({
      fromEndpoints: endpoints,
      ...(toPorts === undefined ? {} : { toPorts }),
      ...(server.isAuthenticated ? { authentication: { mode: 'required' } } : {}),
    })),
  };
}

/** The members of `toPorts`; nothing where all ports are open. */
function portRules(openings: readonly CiliumOpening[]): object[] | undefined {
  const plain = distinct(openings.filter(({ http }) => http === undefined).flatMap(({ ports }) => ports));
  if (plain.some(({ protocol }) => protocol === undefined)) return undefined;
  const requests = new Map<string, { port: Port; requests: HttpRequest[] }>();
  for (const { ports, http = [] } of openings) {
    for (const port of http.length === 0 ? [] : ports) {
      if (plain.some((open) => covers(open, port))) continue;
      const known = requests.get(port.toString());
      if (known === undefined) requests.set(port.toString(), { port, requests: [...http] });
      else known.requests.push(...http);
    }
  }
  const limited = [...requests.values()].map(({ port, requests: own }) => ({ port, http: httpRules(own) }));
  const groups = new Map<string, { ports: Port[]; http: object[] }>();
  for (const { port, http } of limited.sort((a, b) => comparePorts(a.port, b.port))) {
    const key = canonical(http);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ports: [port], http });
    else known.ports.push(port);
  }
  return [
    ...inGroups(plain).map((ports) => ({ ports: ports.map(renderPort) })),
    ...[...groups.values()].flatMap(({ ports, http }) =>
      inGroups(ports).map((group) => ({ ports: group.map(renderPort), rules: { http } })),
    ),
  ];
}

function distinct(ports: readonly Port[]): Port[] {
  const all = [...new Map(ports.map((port) => [port.toString(), port])).values()];
  return all.filter((port) => !all.some((other) => other !== port && covers(other, port))).sort(comparePorts);
}

/** Whether one port has all of another one; named ones are refused before. */
function covers(outer: Port, inner: Port): boolean {
  if (outer.protocol === undefined) return true;
  if (outer.protocol !== inner.protocol || inner.number === undefined) return false;
  return outer.number! <= inner.number && (outer.endNumber ?? outer.number!) >= (inner.endNumber ?? inner.number);
}

function comparePorts(a: Port, b: Port): number {
  return (
    (a.number ?? 0) - (b.number ?? 0) ||
    (a.endNumber ?? 0) - (b.endNumber ?? 0) ||
    compareText(a.toString(), b.toString())
  );
}

/** Requests as Cilium writes them. */
function httpRules(requests: readonly HttpRequest[]): object[] {
  const rules = requests.map(({ method, path }) => ({
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path: pathPattern(path) }),
  }));
  return [...new Map(rules.map((rule) => [canonical(rule), rule]))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, rule]) => rule);
}

/**
 * A path as the regular expression that Cilium has its proxy match, from beginning to end, with the path and the query of a request.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#http
 */
export function pathPattern(path: string): string {
  const isPrefix = path.endsWith('*');
  const exact = (isPrefix ? path.slice(0, -1) : path).replace(/[.+()$|[\]{}^?*\\]/g, '\\$&');
  return isPrefix ? `${exact}.*` : `${exact}(\\?.*)?`;
}

/** A peer of a network policy as Cilium selects it, by the labels that it gives each endpoint. */
function endpointOf(
  { pods: { podSelector, namespaceSelector }, account }: CiliumOpening,
  own: string | undefined,
): object {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: k8s.LabelSelectorRequirement[] = [];
  const add = (
    { matchLabels: labels = {}, matchExpressions: all = [] }: k8s.LabelSelector,
    to: typeof podLabel,
  ): void => {
    for (const [key, value] of Object.entries(labels)) matchLabels[to(key)] = value;
    for (const { key, operator, values } of all) {
      matchExpressions.push({ key: to(key), operator, ...(values === undefined ? {} : { values: [...values] }) });
    }
  };
  add(podSelector ?? {}, podLabel);
  if (namespaceSelector === undefined) {
    if (own !== undefined) matchLabels[POD_NAMESPACE] = own;
  } else {
    add(namespaceSelector, namespaceLabel);
    // A selector that does not say of what namespace is for the policy's own.
    if (isEmpty(namespaceSelector)) matchExpressions.push({ key: POD_NAMESPACE, operator: 'Exists' });
  }
  if (account !== undefined) matchLabels[ACCOUNT] = account;
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

function podLabel(key: string): string {
  return `k8s:${key}`;
}

function namespaceLabel(key: string): string {
  return key === NAMESPACE_NAME ? POD_NAMESPACE : `${NAMESPACE_LABELS}${key}`;
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: k8s.LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
