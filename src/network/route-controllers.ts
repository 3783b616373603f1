import { IConstruct } from 'constructs';
import { allClassObjects } from './app-index';
import { DeclaredClass, gatewayClassOf, gatewayOf, ingressClassOf } from './class-objects';
import { ClusterProfile } from './cluster-profile';
import { controllerParts } from './controller-peers';
import { ClassFacts, controllerOf, knownClasses } from './controllers';
import { namespaceOf } from './namespace';
import { Peer } from './peer';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** A route's Gateway, as the route names it. */
export interface GatewayOfRoute {
  readonly gateway: string;
  readonly namespace?: string;
  readonly gatewayClass?: string;
}

/**
 * Who carries the traffic of an Ingress to the pods: whom the cluster profile names, else the controller of the IngressClass
 * in the app, else that of the class by its name, else the platform's.
 */
export function ingressPeer(owner: IConstruct, className: string | undefined): Peer {
  const profile = ClusterProfile.of(owner);
  const { _ownIngressController: own, platform, ingressController } = profile;
  if (own !== undefined) return own;
  const declared = ingressClassOf(owner, className);
  if (declared !== undefined || className !== undefined) return known(owner, 'ingress', className, declared);
  if (platform === undefined) warn(owner.node.root, NO_CLASS);
  return ingressController;
}

/** Who carries the traffic of a Gateway to the pods, chosen in the same order. */
export function gatewayPeer(owner: IConstruct, route: GatewayOfRoute): Peer {
  const { gateway: name, namespace } = route;
  const peer = ClusterProfile.of(owner).gateway ?? peerOfClass(owner, route);
  const className = route.gatewayClass ?? gatewayOf(owner, name, namespace)?.leadsTo;
  const isElsewhere = namespace !== undefined && namespace !== namespaceOf(owner);
  return peer._forGateway({ name, where: owner, className, ...(isElsewhere ? { namespace } : {}) });
}

const NO_CLASS =
  'an Ingress has no `className`, and no profile says which controller answers it: it is opened to the pods of ingress-nginx ' +
  "in namespace ingress-nginx. Name the class, such as className: 'nginx', or the controller: " +
  'new ClusterProfile({ ingressController: IngressController.traefik() }).applyTo(app).';

function peerOfClass(owner: IConstruct, { gateway, namespace, gatewayClass }: GatewayOfRoute): Peer {
  const ofGateway = (
    gatewayOf(owner, gateway, namespace) ??
    (gatewayClass === undefined ? gatewayOf(owner, gateway, namespace, allClassObjects) : undefined)
  )?.leadsTo;
  if (ofGateway !== undefined && gatewayClass !== undefined && ofGateway !== gatewayClass) {
    refuse(owner, {
      what: 'gatewayClass',
      got: gatewayClass,
      allowed: `${JSON.stringify(ofGateway)}, which is that of the Gateway ${JSON.stringify(gateway)}`,
      fix: 'leave it out',
    });
  }
  const name = ofGateway ?? gatewayClass;
  if (name !== undefined) return known(owner, 'gateway', name, gatewayClassOf(owner, name));
  return refuse(owner, {
    what: 'gatewayClass',
    got: undefined,
    allowed: `the class of the Gateway ${JSON.stringify(gateway)}, from which it follows whose pods are let in`,
    fix: `write its \`gatewayClassName\`, such as gatewayClass: 'istio', or name whom to let in: ${fixOf('gateway')}`,
  });
}

/** The controller of a class that was named, or made in the app. */
function known(
  owner: IConstruct,
  kind: ClassFacts['kind'],
  name: string | undefined,
  declared: DeclaredClass | undefined,
): Peer {
  const controller = controllerOf({ kind, name: name ?? declared?.name, controller: declared?.leadsTo });
  if (controller !== undefined) return Peer._of(controllerParts(controller, { where: owner }));
  if (declared === undefined && name !== undefined) {
    const found =
      kind === 'ingress' ? ingressClassOf(owner, name, allClassObjects) : gatewayClassOf(owner, name, allClassObjects);
    if (found !== undefined) return known(owner, kind, name, found);
  }
  if (declared?.leadsTo !== undefined) {
    const object = kind === 'ingress' ? 'IngressClass' : 'GatewayClass';
    return refuse(owner, {
      what: `${object} ${JSON.stringify(declared.name)}`,
      got: inWords(`the controller ${JSON.stringify(declared.leadsTo)}`),
      allowed: 'a controller that is known, or one that the cluster profile names',
      fix: fixOf(kind),
    });
  }
  return refuse(owner, {
    what: kind === 'ingress' ? 'className' : 'gatewayClass',
    got: name ?? declared?.name,
    allowed: `a class of which the controller is known: ${knownClasses(kind).join(', ')}; for others the cluster profile names it`,
    fix: fixOf(kind),
  });
}

function fixOf(kind: ClassFacts['kind']): string {
  return kind === 'ingress'
    ? 'new ClusterProfile({ ingressController: IngressController.ingressNginx() }).applyTo(app), another of its factories, or Peer.pods({ namespace, labels })'
    : 'new ClusterProfile({ gateway: IngressController.podsOfGateway() }).applyTo(app), another of its factories, or Peer.pods({ namespace, labels })';
}
