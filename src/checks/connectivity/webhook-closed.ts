import { closedToApiServer } from './api-server-access';
import { inhabitedNamespaces, nameKey, ownNamespaces, servicesByName, servicesByNamespace } from './service-pods';
import { WebhookCall, webhookCalls } from './webhook-calls';
import { backendsOf, targetPorts } from '../../reachability/service-index';
import { Service } from '../../topology/model';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/**
 * Admission webhooks, conversions of custom resources and aggregated APIs: the API server calls a Service, and nothing but
 * the policies of the pods behind it decides whether it gets in.
 */
export const webhookClosed: Rule = {
  id: 'webhook-closed',
  title: 'The API server cannot call a webhook or an aggregated API',
  severity: 'warning',
  group: 'connectivity',
  why: 'Requests that the webhook is asked about wait for its timeout, and are refused unless failurePolicy ignores it.',
  fix: 'Name a Service and a port that are there, and open the pods behind it to the API server.',
  *find(input: CheckInput): Iterable<Found> {
    for (const object of input.objects) {
      for (const call of webhookCalls(object)) yield* findInCall(input, object, call);
    }
  },
};

function* findInCall(input: CheckInput, object: CheckedObject, call: WebhookCall): Iterable<Found> {
  const service = serviceOf(input, call);
  if (service !== undefined) {
    yield* findInService(input, object, call, service);
  } else if (input.once(ownNamespaces).has(call.namespace)) {
    yield {
      object,
      field: call.field,
      detail: detailOf(call),
      message: `${describe(object, call)}, which is not in the manifests`,
      fix: otherService(input, call),
      // A namespace that is declared beside its objects may have them in another file.
      severity: input.once(inhabitedNamespaces).has(call.namespace) ? 'warning' : 'note',
    };
  }
}

/** What names no namespace is applied to the one that is meant. */
function serviceOf(input: CheckInput, { namespace, service }: WebhookCall): Service | undefined {
  const services = input.once(servicesByName);
  const own = services.get(nameKey(namespace, service));
  if (own !== undefined) return own;
  const elsewhere = services.get(nameKey(input.context.defaultNamespace ?? 'default', service));
  const written = elsewhere && input.object(elsewhere.id)?.root.get('metadata', 'namespace');
  return written?.isAbsent === true ? elsewhere : undefined;
}

function* findInService(
  input: CheckInput,
  object: CheckedObject,
  call: WebhookCall,
  service: Service,
): Iterable<Found> {
  if (service.type === 'ExternalName') return;
  const { cluster } = input.analysis;
  const own = service.ports.find(({ port, protocol }) => port === call.port && protocol === 'TCP');
  if (own === undefined) {
    const ports = service.ports.map(({ port }) => String(port));
    yield {
      object,
      field: call.field,
      detail: detailOf(call),
      message: `${describe(object, call)}, which has ${ports.length === 1 ? 'port' : 'ports'} ${firstOf(ports)} alone`,
      fix: 'name one of these as `port` of the service there; without it, it is 443',
    };
    return;
  }
  for (const position of backendsOf(cluster, service)) {
    const pods = cluster.workloads[position];
    // A name that the pods do not have is told of the Service.
    const [target] = targetPorts(own, pods).ranges();
    if (target === undefined) continue;
    const closed = closedToApiServer(input, 'ingress', position, target.port);
    if (closed === undefined) continue;
    yield {
      object,
      field: call.field,
      detail: `${detailOf(call)} ${pods.id}`,
      message:
        `${describe(object, call)}, and the API server is not let in to port ${target.port} of ${pods.id}, because of ` +
        `${firstOf(closed.policies)}: its calls would wait for their timeout${closed.note === undefined ? '' : `. ${closed.note}`}`,
      fix: closed.fix,
      to: pods.id,
      ports: [`${target.port}/TCP`],
    };
  }
}

function detailOf({ namespace, service, port }: WebhookCall): string {
  return `${namespace}/${service}:${port}`;
}

function describe({ id }: CheckedObject, { namespace, service, port }: WebhookCall): string {
  return `${id} has the API server call port ${port} of Service ${namespace}/${service}`;
}

function otherService(input: CheckInput, { namespace }: WebhookCall): string {
  const others = input.once(servicesByNamespace).get(namespace) ?? [];
  if (others.length === 0) return `give the pods a Service of that name; namespace ${namespace} has none`;
  return `name one of namespace ${namespace}, which has ${firstOf(others.map(({ name }) => name))}`;
}
