import { AttachedPolicies } from './attached-policies';
import { IdentityReading, MeshObject, notJudged } from './identity-reading';
import { readIstioAuthorization } from './istio-authorization';
import { ROOT_NAMESPACE } from './istio-scope';
import { LinkerdObjects } from './linkerd-objects';
import { readPeerAuthentication } from './peer-authentication';
import { Field } from '../manifest';
import { IdentityPolicies, Service } from '../model';
import { EVERYTHING } from '../parse-selector';
import { groupOf } from '../pod-templates';

type Reader = (root: Field, object: MeshObject) => IdentityReading;

/** Who reads the kinds of Istio, each of which says all by itself. */
const ISTIO: { readonly [kind: string]: Reader } = {
  AuthorizationPolicy: readIstioAuthorization,
  PeerAuthentication: readPeerAuthentication,
};

const ISTIO_VERSIONS: readonly string[] = ['v1', 'v1beta1'];

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
    const attached = new AttachedPolicies(services, own).read(
      this.readings.flatMap((reading) => reading.targeted ?? []),
    );
    return {
      policies: [...own, ...attached.policies, ...this.linkerd.policies()].sort(byId),
      mtls: this.readings.flatMap(({ mtls = [] }) => mtls).sort(byId),
      unjudged: [
        ...this.readings.flatMap(({ unjudged = [] }) => unjudged),
        ...attached.unjudged,
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

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
