import { ApiServerAccess, ClosedApiServer, openingOf } from './api-server-access';
import { connectionsCall } from './connections-call';
import { firstOf, Proof } from './findings';
import { RenderedObject } from './rendered-cluster';
import { WebhookCall, webhookCalls } from './webhook-calls';
import { Platform } from '../network/platform';
import { backendsOf, targetPorts } from '../reachability/service-index';
import { Service } from '../topology/model';

/** Platforms whose API server often runs on a node that runs pods, too. */
const ON_OWN_NODES: readonly (Platform | undefined)[] = [Platform.K3S, Platform.KIND];

/**
 * Admission webhooks, conversions of custom resources and aggregated APIs: the API server calls a Service of the app, and
 * nothing but the policies of the pods behind it decides whether it gets in. It is a warning, because where it comes from is
 * not the same in all clusters.
 */
export function warnOfClosedWebhooks(proof: Proof, access: ApiServerAccess, objects: readonly RenderedObject[]): void {
  const namespaces = new Set(objects.map(({ namespace }) => namespace));
  for (const object of objects) {
    for (const call of webhookCalls(object)) {
      const service = serviceOf(proof, objects, call);
      if (service !== undefined) {
        warnOfService(proof, access, object, call, service);
      } else if (namespaces.has(call.namespace)) {
        proof.findings.warn(
          object.owner,
          `${describe(object, call)}, which is not in the app. ${otherService(proof, call)}`,
        );
      }
    }
  }
}

/** A chart that names no namespace is applied to the one that is meant. */
function serviceOf(
  { analysis }: Proof,
  objects: readonly RenderedObject[],
  { namespace, service }: WebhookCall,
): Service | undefined {
  const { services } = analysis.cluster.topology;
  const named = services.filter(({ name }) => name === service);
  const isAnywhere = objects.some(
    ({ kind, name, namespace: own }) => kind === 'Service' && name === service && own === undefined,
  );
  return (
    named.find((own) => own.namespace === namespace) ??
    (isAnywhere ? named.find((own) => own.namespace === 'default') : undefined)
  );
}

function warnOfService(
  proof: Proof,
  access: ApiServerAccess,
  object: RenderedObject,
  call: WebhookCall,
  service: Service,
): void {
  const { cluster } = proof.analysis;
  if (service.type === 'ExternalName') return;
  const own = service.ports.find(({ port }) => port === call.port);
  if (own === undefined) {
    const ports = service.ports.map(({ port }) => String(port));
    proof.findings.warn(
      object.owner,
      `${describe(object, call)}, which has ${ports.length === 1 ? 'port' : 'ports'} ${firstOf(ports)} alone. Fix: name ` +
        'one of these as `port` of the service there; without it, it is 443',
    );
    return;
  }
  for (const position of backendsOf(cluster, service)) {
    const pods = cluster.workloads[position];
    const [target] = targetPorts({ ...own, protocol: 'TCP' }, pods).ranges();
    if (target === undefined) {
      proof.findings.warn(
        object.owner,
        `${describe(object, call)}, which leads to port ${JSON.stringify(own.targetPort)} of ${pods.id}, and no container ` +
          'there has a port of that name',
      );
      continue;
    }
    const closed = access.closedBy('ingress', position, target.port);
    if (closed !== undefined) {
      const connections = connectionsCall(proof.analysis, position);
      proof.findings.warn(
        object.owner,
        `${describe(object, call)}, and the API server is not let in to port ${target.port} of ${pods.id}, because of ` +
          `${firstOf(closed.policies.map(({ id }) => id))}: its calls would wait for their timeout.` +
          `${exception(closed)} Fix: ${openingOf(closed, `${connections}.allowFrom(Peer.kubeApiServer(), [Port.tcp(${target.port})]);`)}`,
      );
    }
  }
}

function describe({ kind, name }: RenderedObject, { namespace, service, port }: WebhookCall): string {
  return `${kind} ${name} has the API server call port ${port} of Service ${namespace}/${service}`;
}

function otherService({ analysis }: Proof, { namespace }: WebhookCall): string {
  const others = analysis.cluster.topology.services.filter((service) => service.namespace === namespace);
  if (others.length === 0) return `Fix: give the pods a Service of that name; namespace ${namespace} has none`;
  return `Fix: name one of namespace ${namespace}, which has ${firstOf(others.map(({ name }) => name))}`;
}

function exception({ profile }: ClosedApiServer): string {
  return ON_OWN_NODES.includes(profile.platform) ? ' Pods on its own node are reached all the same.' : '';
}
