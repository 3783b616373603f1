import { MeshObject, notJudged } from './identity-reading';
import { inDoubt, readMeshTls, readNetworkAuthentication, ReadNetworks } from './linkerd-authentication';
import { LinkerdAuthorization, readLinkerdPolicy, readServerAuthorization } from './linkerd-authorization';
import { LinkerdRoute, readLinkerdRoute } from './linkerd-route';
import { Authentications, rulesOfServer } from './linkerd-rules';
import { LinkerdServer, readServer } from './linkerd-server';
import { ReadIdentities } from './linkerd-values';
import { Field } from '../manifest';
import { IdentityPolicy, UnjudgedIdentity } from '../model';
import { groupOf } from '../pod-templates';

/** The versions of each kind that are known; what routes say of requests is read of any. */
const VERSIONS: { readonly [kind: string]: readonly string[] } = {
  Server: ['v1alpha1', 'v1beta1', 'v1beta2', 'v1beta3'],
  ServerAuthorization: ['v1alpha1', 'v1beta1'],
  AuthorizationPolicy: ['v1alpha1'],
  MeshTLSAuthentication: ['v1alpha1'],
  NetworkAuthentication: ['v1alpha1'],
};

/** The objects of Linkerd that say together who may connect to its Servers. */
export class LinkerdObjects implements Authentications {
  private readonly servers: LinkerdServer[] = [];
  private readonly authorizations = new Map<string, LinkerdAuthorization[]>();
  private readonly routes = new Map<string, LinkerdRoute[]>();
  private readonly meshTls = new Map<string, ReadIdentities>();
  private readonly networks = new Map<string, ReadNetworks>();

  /** Takes one in. */
  public add(root: Field, object: MeshObject): void {
    const { kind, namespace, name } = object;
    const version = object.apiVersion.split('/')[1];
    const perhaps = VERSIONS[kind].includes(version)
      ? undefined
      : `the version of ${kind} ${name}, ${version}, is not known here`;
    switch (kind) {
      case 'Server': {
        const server = readServer(root, object);
        if (server !== undefined) this.servers.push(perhaps === undefined ? server : { ...server, doubt: perhaps });
        break;
      }
      case 'MeshTLSAuthentication':
        this.meshTls.set(`${namespace}/${name}`, inDoubt(readMeshTls(root, object), perhaps));
        break;
      case 'NetworkAuthentication':
        this.networks.set(`${namespace}/${name}`, withDoubt(readNetworkAuthentication(root), perhaps));
        break;
      default: {
        const read =
          kind === 'AuthorizationPolicy' ? readLinkerdPolicy(root, object) : readServerAuthorization(root, object);
        if (read !== undefined) push(this.authorizations, namespace, withDoubt(read, perhaps));
      }
    }
  }

  /** Takes a route in, if its parent is a Server. */
  public addRoute(root: Field, { kind, namespace, name, apiVersion }: MeshObject): boolean {
    const route = readLinkerdRoute(root, kind, groupOf(apiVersion), name);
    if (route !== undefined) push(this.routes, namespace, route);
    return route !== undefined;
  }

  public identities(id: string): ReadIdentities | undefined {
    return this.meshTls.get(id);
  }

  public networksOf(id: string): ReadNetworks | undefined {
    return this.networks.get(id);
  }

  /** A policy for each Server. */
  public policies(): IdentityPolicy[] {
    return this.servers
      .filter(({ doubt }) => doubt === undefined)
      .map((server) => {
        const { id, kind, namespace, name, origin } = server.object;
        const authorizations = this.authorizations.get(namespace) ?? [];
        const routes = this.routes.get(namespace) ?? [];
        return {
          id,
          kind,
          mesh: 'linkerd',
          namespace,
          name,
          podSelector: server.podSelector,
          action: 'allow',
          ports: server.ports,
          rules: rulesOfServer(server, authorizations, routes, this),
          origin,
        };
      });
  }

  /** The Servers that are not judged. */
  public unjudged(): UnjudgedIdentity[] {
    return this.servers.flatMap(({ object, podSelector, doubt }) =>
      doubt === undefined ? [] : [notJudged('linkerd', object, { podSelector }, doubt)],
    );
  }
}

function withDoubt<T extends { readonly perhaps?: string }>(read: T, perhaps: string | undefined): T {
  return perhaps === undefined ? read : { ...read, perhaps };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
