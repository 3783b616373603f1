import { ApiObject } from 'cdk8s';
import { routedPortOf } from './routed-port';
import { checkSecretReach } from './secrets';
import { ServiceFront } from './service-front';
import { FoundProtocol } from '../../network/mesh/port-protocols';
import { ingressPeer } from '../../network/route-controllers';
import { openToSolvers } from '../../network/solver-pods';
import { HttpIngressPathType, Ingress, IngressBackend, IngressTls, ISecret, Secret } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { IngressSpec } from '../values/ingress-exposure';
import { TlsSpec } from '../values/ingress-tls';
import { ServicePort } from '../values/service-port';

/** What `className` was called before. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const BACKEND_PROTOCOL = 'nginx.ingress.kubernetes.io/backend-protocol';
const BACKEND_PROTOCOLS: ReadonlyMap<string, FoundProtocol> = new Map([
  ['HTTPS', 'https'],
  ['GRPC', 'grpc'],
  ['GRPCS', 'https'],
]);

/** Makes the Ingress in front of a Service, and lets the ingress controller in to the ports that it leads to. */
export function exposeByIngress(front: ServiceFront, spec: IngressSpec): Ingress {
  const { owner, service } = front;
  const { name, labels } = front.options;
  const { className, annotations, hosts, http01Solver } = spec;
  const ports: ServicePort[] = [];
  const rules = hosts.flatMap(({ host, paths }) =>
    paths.map(({ path, pathType, portName }) => {
      const target = routedPortOf(front, portName);
      if (!ports.includes(target)) ports.push(target);
      const backend = IngressBackend.fromService(service, { port: target.port });
      return { host, path, pathType: pathType as string as HttpIngressPathType, backend };
    }),
  );
  const ingress = new Ingress(owner, 'Ingress', {
    metadata: { name, labels: { ...labels }, annotations: { ...annotations } },
    className,
    rules,
    tls: tlsOf(front, hosts),
  });
  withoutLoss(ApiObject.of(ingress), owner);
  const controller = ingressPeer(owner, className ?? annotations[CLASS_ANNOTATION]);
  front.speaks(protocolBehind(annotations), ports);
  front.acceptConnectionsFrom(controller, ports);
  if (http01Solver) openToSolvers(owner, controller);
  return ingress;
}

/** What ingress-nginx is told to speak with the pods; other controllers speak HTTP unless the Service says another protocol. */
function protocolBehind(annotations: IngressSpec['annotations']): FoundProtocol {
  const told = annotations?.[BACKEND_PROTOCOL]?.toUpperCase();
  return (told === undefined ? undefined : BACKEND_PROTOCOLS.get(told)) ?? 'http';
}

/** The hosts of each certificate, in the order in which they were written. */
function tlsOf(front: ServiceFront, hosts: IngressSpec['hosts']): IngressTls[] | undefined {
  const byCertificate = new Map<string, { hosts: string[]; secret?: ISecret }>();
  for (const { host, tls } of hosts) {
    if (tls === undefined) continue;
    const secret = secretOf(front, tls);
    const key = secret?.name ?? '';
    const known = byCertificate.get(key);
    if (known === undefined) byCertificate.set(key, { hosts: [host], secret });
    else known.hosts.push(host);
  }
  return byCertificate.size === 0 ? undefined : [...byCertificate.values()];
}

function secretOf({ owner, name }: ServiceFront, tls: TlsSpec): ISecret | undefined {
  switch (tls.kind) {
    case 'controller':
      return undefined;
    case 'secret':
      checkSecretReach(owner, tls.secret, 'tlsSecret');
      return tls.secret;
    case 'name':
      return secretNamed(owner, tls.secretName);
    case 'certManager':
      return secretNamed(owner, tls.secretName ?? `${name}-tls`);
  }
}

function secretNamed(owner: ServiceFront['owner'], name: string): ISecret {
  const id = `TlsSecret ${name}`;
  return (owner.node.tryFindChild(id) as ISecret | undefined) ?? Secret.fromSecretName(owner, id, name);
}
