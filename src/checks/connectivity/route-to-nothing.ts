import { policyObject } from './checked-policies';
import { nameKey, ownNamespaces, servicesByName } from './service-pods';
import { describeDeadEnd } from '../../reachability/describe-ways';
import { DeadEnd } from '../../reachability/way';
import { nearest } from '../../support/nearest';
import { Backend } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** Where kinds of routes name the Services that they lead to. */
const BACKENDS: ReadonlySet<string> = new Set(['service', 'backendRefs', 'services', 'to', 'alternateBackends']);

/** What AWS's controller takes for no Service, but for the name of an annotation that says what to do. */
const BY_ANNOTATION = 'use-annotation';

/** Routes to Services that are not there, or that have no such port. */
export const routeToNothing: Rule = {
  id: 'route-to-nothing',
  title: 'A route leads to a Service or a port that is not there',
  severity: 'warning',
  group: 'connectivity',
  why: 'The controller answers such a route with an error, or passes it over. A route names a port of the Service, not the targetPort of its pods.',
  fix: 'Write the name of the Service and one of its ports into the route.',
  *find(input: CheckInput): Iterable<Found> {
    const byAnnotation = input.once(annotatedBackends);
    let count = 0;
    for (const end of input.analysis.waysIn.deadEnds) {
      const { lacks, service, id } = end;
      // Of the Service itself, whoever leads to it, other rules tell.
      if (id === service || (lacks.kind !== 'service' && lacks.kind !== 'port')) continue;
      const object = policyObject(input, end);
      if (object === undefined || byAnnotation.has(JSON.stringify([id, service]))) continue;
      const name = service.slice(service.lastIndexOf('/') + 1);
      const port = lacks.kind === 'port' ? lacks.port : undefined;
      const isTarget = port !== undefined && mayBeOfNginx(object) && isTargetOf(input, service, port);
      yield {
        object,
        field: backendField(object.root, { name, port }) ?? backendField(object.root, { name }) ?? ['spec'],
        detail: port === undefined ? service : `${service} ${port}`,
        message: `${describeDeadEnd(end)}${isTarget ? `; ${port} is a targetPort, which ingress-nginx takes, and no other controller` : ''}`,
        ...howBad(input, end, name, count++ < MOST_HINTS),
        ...(isTarget ? { severity: 'warning' } : {}),
        to: service,
      };
    }
  },
};

/** An Ingress without a class may be anybody's. */
function mayBeOfNginx({ kind, root }: CheckedObject): boolean {
  if (kind !== 'Ingress') return false;
  const written = root.get('spec', 'ingressClassName').text();
  const className = written ?? root.get('metadata', 'annotations', 'kubernetes.io/ingress.class').text();
  return className === undefined || /nginx/i.test(className);
}

/** Whether a port of a Service leads to this one of its pods: ingress-nginx looks a port up there, too. */
function isTargetOf(input: CheckInput, service: string, port: string): boolean {
  const [namespace, , name] = service.split('/');
  const ports = input.once(servicesByName).get(nameKey(namespace, name))?.ports ?? [];
  return ports.some(({ targetPort }) => String(targetPort) === port);
}

function howBad(
  input: CheckInput,
  { service, lacks }: DeadEnd,
  name: string,
  hints: boolean,
): Pick<Found, 'severity' | 'fix'> {
  if (lacks.kind === 'port') {
    const { has } = lacks;
    return {
      // Which ports pods have that no manifest has, nobody knows.
      severity: lacks.port.startsWith('targetPort ') && (input.context.standIns?.size ?? 0) > 0 ? 'note' : 'error',
      fix:
        has.length === 0 ? `give ${service} the port` : `write a port of ${service} (${firstOf(has)}) into the route`,
    };
  }
  const own = service.slice(0, service.indexOf('/'));
  const services = input.once(servicesIn).get(own) ?? [];
  const near = hints ? nearest(name, services.slice(0, MOST_NAMES)) : undefined;
  return {
    // A namespace that the input knows nothing of is that of others.
    severity: input.once(ownNamespaces).has(own) || services.length > 0 ? 'warning' : 'note',
    fix:
      near === undefined
        ? `add the Service ${name} to namespace ${own}, or lead the route to one that is there`
        : `did you mean ${near}? Write its name into the route, or add the Service ${name}`,
  };
}

/** Of a file in which everything is wrong, not every line needs to say what was meant. */
const MOST_HINTS = 50;
const MOST_NAMES = 500;

/** The names of the Services of each namespace. */
function servicesIn(input: CheckInput): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { namespace, name } of input.once(servicesByName).values()) {
    if (found.get(namespace)?.push(name) === undefined) found.set(namespace, [name]);
  }
  return found;
}

/** Backends that are none: `JSON.stringify([route, service])`. For `once`. */
function annotatedBackends({ analysis }: CheckInput): ReadonlySet<string> {
  return new Set(
    analysis.cluster.topology.routes.flatMap(({ id, backends }) =>
      backends.filter(({ port }) => port === BY_ANNOTATION).map((backend) => JSON.stringify([id, serviceOf(backend)])),
    ),
  );
}

function serviceOf({ namespace, service }: Backend): string {
  return nameKey(nameKey(namespace, 'Service'), service);
}

interface Sought {
  readonly name: string;
  /** By its number or its name. Absent: any. */
  readonly port?: string;
}

/** Where a route names a Service, whatever its kind. What a program made may hold itself: each part is looked at once. */
function backendField(field: Raw, sought: Sought, isBackend = false, seen: Set<unknown> = new Set()): Raw | undefined {
  if (isBackend && isSought(field, sought)) return field.get('name');
  if (seen.has(field.value)) return undefined;
  if (typeof field.value === 'object') seen.add(field.value);
  for (const item of field.items()) {
    const found = backendField(item, sought, isBackend, seen);
    if (found !== undefined) return found;
  }
  for (const [key, member] of field.entries()) {
    if (key === 'metadata') continue;
    const found = backendField(member, sought, BACKENDS.has(key), seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSought(field: Raw, { name, port }: Sought): boolean {
  if (field.get('name').value !== name) return false;
  const own = field.get('port');
  return port === undefined || [own, own.get('number'), own.get('name')].some(({ value }) => String(value) === port);
}
