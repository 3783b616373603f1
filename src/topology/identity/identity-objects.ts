import { behindWaypoint } from './behind-waypoint';
import { IdentityReading, MeshObject, notJudged, TargetedIdentity } from './identity-reading';
import { readIstioAuthorization } from './istio-authorization';
import { ROOT_NAMESPACE } from './istio-scope';
import { LinkerdObjects } from './linkerd-objects';
import { readPeerAuthentication } from './peer-authentication';
import { Field } from '../manifest';
import { IdentityPolicies, IdentityPolicy, Selector, Service, UnjudgedIdentity } from '../model';
import { EVERYTHING } from '../parse-selector';
import { groupOf } from '../pod-templates';

type Reader = (root: Field, object: MeshObject) => IdentityReading;

/** Who reads the kinds of Istio, each of which says all by itself. */
const ISTIO: { readonly [kind: string]: Reader } = {
  AuthorizationPolicy: readIstioAuthorization,
  PeerAuthentication: readPeerAuthentication,
};

const ISTIO_VERSIONS: readonly string[] = ['v1', 'v1beta1'];

/** The label of the pods that are made for a Gateway. */
const GATEWAY_LABEL = 'gateway.networking.k8s.io/gateway-name';

/** The objects of meshes that were read: what they say together is known when all of them are. */
export class IdentityObjects {
  private readonly readings: IdentityReading[] = [];
  private readonly linkerd = new LinkerdObjects();
  private isEmpty = true;

  /** Takes one in. No: it is about what pods send, and not about servers. */
  public add(root: Field, object: MeshObject): boolean {
    if (object.kind === 'HTTPRoute') {
      const isForServer = this.linkerd.addRoute(root, object);
      if (isForServer) this.isEmpty = false;
      return isForServer;
    }
    this.isEmpty = false;
    if (groupOf(object.apiVersion) === 'security.istio.io') this.readings.push(readIstio(root, object));
    else this.linkerd.add(root, object);
    return true;
  }

  /** Takes a route in that some Server of Linkerd may have. Its mistakes are those of a route, which others tell. */
  public addRoute(root: Field, object: MeshObject): void {
    this.linkerd.addRoute(Field.root({ object: root.value, origin: root.origin }, []), object);
  }

  /** What all of them say; nothing if there are none. */
  public settle(services: readonly Service[]): IdentityPolicies | undefined {
    if (this.isEmpty) return undefined;
    const own = this.readings.flatMap(({ policies = [] }) => policies);
    const behind = new Behind(services, own);
    const targeted = this.readings.flatMap((reading) => reading.targeted ?? []).map((each) => behind.read(each));
    return {
      policies: [...own, ...targeted.flatMap(({ policies }) => policies), ...this.linkerd.policies()].sort(byId),
      mtls: this.readings.flatMap(({ mtls = [] }) => mtls).sort(byId),
      unjudged: [
        ...this.readings.flatMap(({ unjudged = [] }) => unjudged),
        ...targeted.flatMap(({ unjudged }) => unjudged),
        ...this.linkerd.unjudged(),
      ].sort(byId),
    };
  }
}

function readIstio(root: Field, object: MeshObject): IdentityReading {
  const version = object.apiVersion.split('/')[1];
  if (ISTIO_VERSIONS.includes(version)) return ISTIO[object.kind](root, object);
  const isForAll = object.namespace === ROOT_NAMESPACE;
  const scope = { ...(isForAll ? { namespaceSelector: EVERYTHING } : {}), podSelector: EVERYTHING };
  return { unjudged: [notJudged('istio', object, scope, `its version, ${version}, is not known here`)] };
}

/** The pods behind the Services of the input. */
class Behind {
  private readonly services: ReadonlyMap<string, Service>;

  /** @param own the policies that select pods */
  constructor(
    services: readonly Service[],
    private readonly own: readonly IdentityPolicy[],
  ) {
    this.services = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  }

  /** One policy for each of its targets: what it means for the pods, or that it is not judged. */
  public read({ policy, targets, allowed }: TargetedIdentity): Pick<IdentityPolicies, 'policies' | 'unjudged'> {
    const policies: IdentityPolicy[] = [];
    const unjudged: UnjudgedIdentity[] = [];
    for (const { kind, name } of targets) {
      const service = kind === 'Service' ? this.services.get(`${policy.namespace}/${name}`) : undefined;
      const pods = service?.selector === undefined ? undefined : having(service.selector);
      const known = allowed && service && pods && behindWaypoint(allowed, service, pods, this.own);
      if (known !== undefined) policies.push(known);
      // What is not known may be all pods of the namespace.
      else unjudged.push({ ...policy, podSelector: kind === 'Gateway' ? ofGateway(name) : (pods ?? EVERYTHING) });
    }
    return { policies, unjudged };
  }
}

function ofGateway(name: string): Selector {
  return having({ [GATEWAY_LABEL]: name });
}

function having(labels: Readonly<Record<string, string>>): Selector {
  const keys = Object.keys(labels).sort();
  return { requirements: keys.map((key) => ({ key, operator: 'In', values: [labels[key]] })) };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
