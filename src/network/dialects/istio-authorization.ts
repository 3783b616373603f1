import { portsBeside, TcpPorts, unitedPorts } from './istio-ports';
import { IstioSource, renderSources, sourcesOf } from './istio-sources';
import { canonical } from '../../support/canonical';
import { compareText } from '../../support/order';
import { HttpRequest } from '../mesh/http-request';
import { MeshClient } from '../mesh/identity-opening';

/** Who may connect to which TCP ports of some pods. */
export interface IstioOpening {
  readonly client: MeshClient;
  readonly ports: TcpPorts;
  readonly http?: readonly HttpRequest[];
}

/** What is let through, as a rule of an AuthorizationPolicy says it. */
interface Operation {
  readonly ports: TcpPorts;
  readonly methods?: readonly string[];
  readonly paths?: readonly string[];
}

/** What one source may do: whatever it likes on some ports, some requests on others. */
interface Access {
  readonly source: IstioSource;
  ports: TcpPorts;
  readonly requests: Map<string, { readonly request: HttpRequest; ports: TcpPorts }>;
}

/**
 * The rules of an AuthorizationPolicy that allows: per source the union of what it may do, then one rule for all sources that may do
 * the same; all of it sorted, so that the order of the calls leaves no trace. No rules: whoever connects is refused.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function authorizationRules(openings: readonly IstioOpening[], trustDomain: string): object[] {
  const groups = new Map<string, { readonly operations: readonly Operation[]; readonly sources: IstioSource[] }>();
  for (const access of accessesOf(openings, trustDomain)) {
    const operations = operationsOf(access);
    const key = canonical(operations);
    const group = groups.get(key) ?? { operations, sources: [] };
    group.sources.push(access.source);
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => compareOperations(a.operations, b.operations))
    .map(({ operations, sources }) => ({
      ...renderSources(sources),
      // A rule without operations is about all of them.
      ...(operations.some(isEverything)
        ? {}
        : { to: operations.map((operation) => ({ operation: render(operation) })) }),
    }));
}

function accessesOf(openings: readonly IstioOpening[], trustDomain: string): Access[] {
  const accesses = new Map<string, Access>();
  for (const { client, ports, http } of openings) {
    for (const source of sourcesOf(client, trustDomain)) {
      const key = canonical(source);
      const access = accesses.get(key) ?? { source, ports: [], requests: new Map() };
      accesses.set(key, access);
      if (http === undefined) access.ports = unitedPorts(access.ports, ports);
      else http.forEach((request) => addRequest(access, request, ports));
    }
  }
  return [...accesses.values()];
}

function addRequest({ requests }: Access, request: HttpRequest, ports: TcpPorts): void {
  const key = canonical(request);
  requests.set(key, { request, ports: unitedPorts(requests.get(key)?.ports ?? [], ports) });
}

function operationsOf({ ports, requests }: Access): Operation[] {
  const operations: Operation[] = ports.length === 0 ? [] : [{ ports }];
  const methodsOf = new Map<
    string,
    { readonly ports: TcpPorts; readonly path?: string; readonly methods: Set<string> }
  >();
  for (const { request, ports: all } of requests.values()) {
    const left = portsBeside(all, ports);
    if (left.length === 0) continue;
    const key = canonical([left, request.path]);
    const group = methodsOf.get(key) ?? { ports: left, path: request.path, methods: new Set() };
    group.methods.add(request.method ?? EVERY_METHOD);
    methodsOf.set(key, group);
  }
  const pathsOf = new Map<
    string,
    { readonly ports: TcpPorts; readonly methods?: readonly string[]; paths?: string[] }
  >();
  for (const { ports: of, path, methods: said } of methodsOf.values()) {
    const methods = said.has(EVERY_METHOD) ? undefined : [...said].sort(compareText);
    const key = canonical([of, methods, path === undefined]);
    const group = pathsOf.get(key) ?? { ports: of, methods };
    if (path !== undefined) group.paths = [...(group.paths ?? []), path].sort(compareText);
    pathsOf.set(key, group);
  }
  return [...operations, ...pathsOf.values()].sort(compareOperation);
}

const EVERY_METHOD = '*';

function isEverything(operation: Operation): boolean {
  return operation.ports === 'every' && !isRequest(operation);
}

function render({ ports, methods, paths }: Operation): object {
  return {
    ...(ports === 'every' ? {} : { ports: ports.map(String) }),
    ...(methods === undefined ? {} : { methods }),
    ...(paths === undefined ? {} : { paths }),
  };
}

function compareOperations(a: readonly Operation[], b: readonly Operation[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareOperation(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareOperation(a: Operation, b: Operation): number {
  const order = comparePorts(a.ports, b.ports) || Number(isRequest(a)) - Number(isRequest(b));
  return order || compareText(canonical(a), canonical(b));
}

function isRequest({ methods, paths }: Operation): boolean {
  return methods !== undefined || paths !== undefined;
}

function comparePorts(a: TcpPorts, b: TcpPorts): number {
  if (a === 'every' || b === 'every') return Number(b === 'every') - Number(a === 'every');
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}
