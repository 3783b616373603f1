import { IdentityReading, MeshObject, notJudged, TargetedIdentity } from './identity-reading';
import { readIstioAuthorization } from './istio-authorization';
import { ROOT_NAMESPACE } from './istio-scope';
import { LinkerdObjects } from './linkerd-objects';
import { readPeerAuthentication } from './peer-authentication';
import { Field } from '../manifest';
import { IdentityPolicies, Selector, Service, UnjudgedIdentity } from '../model';
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
    const behind = new Behind(services);
    return {
      policies: [...this.readings.flatMap(({ policies = [] }) => policies), ...this.linkerd.policies()].sort(byId),
      mtls: this.readings.flatMap(({ mtls = [] }) => mtls).sort(byId),
      unjudged: [
        ...this.readings.flatMap(({ unjudged = [], targeted = [] }) => [
          ...unjudged,
          ...targeted.flatMap((each) => behind.policies(each)),
        ]),
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
  private readonly selectors: ReadonlyMap<string, Selector | undefined>;

  constructor(services: readonly Service[]) {
    this.selectors = new Map(
      services.map(({ namespace, name, selector }) => [
        `${namespace}/${name}`,
        selector === undefined ? undefined : having(selector),
      ]),
    );
  }

  /** One policy for each of its targets. */
  public policies({ policy, targets }: TargetedIdentity): UnjudgedIdentity[] {
    return targets.map(({ kind, name }) => ({ ...policy, podSelector: this.podsOf(policy.namespace, kind, name) }));
  }

  /** What is not known may be all pods of the namespace. */
  private podsOf(namespace: string, kind: string, name: string): Selector {
    if (kind === 'Gateway') return having({ [GATEWAY_LABEL]: name });
    return (kind === 'Service' ? this.selectors.get(`${namespace}/${name}`) : undefined) ?? EVERYTHING;
  }
}

function having(labels: Readonly<Record<string, string>>): Selector {
  const keys = Object.keys(labels).sort();
  return { requirements: keys.map((key) => ({ key, operator: 'In', values: [labels[key]] })) };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
