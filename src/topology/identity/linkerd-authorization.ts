import { MeshObject } from './identity-reading';
import { specOf } from './linkerd-authentication';
import { readSelector } from './linkerd-server';
import {
  readAccount,
  readIdentity,
  ReadIdentities,
  readNetworkList,
  readReference,
  Reference,
  uniteIdentities,
} from './linkerd-values';
import { Field } from '../manifest';
import { IdentityNetwork, Selector } from '../model';
import { Doubts, Part } from '../policies/doubts';

/** What an authorization is for. */
export type AuthorizationTarget =
  | { readonly kind: 'server'; readonly name: string }
  | { readonly kind: 'servers'; readonly selector: Selector }
  | { readonly kind: 'namespace' }
  /** `HTTPRoute.gateway.networking.k8s.io`, and the name. */
  | { readonly kind: 'route'; readonly route: string; readonly name: string };

/** Who is let through, and where. */
export interface LinkerdAuthorization {
  /** `AuthorizationPolicy/web` */
  readonly path: string;
  readonly target: AuthorizationTarget;
  /** Absent: none is needed. */
  readonly identities?: ReadIdentities;
  /** Empty: clients may come from anywhere. */
  readonly networks: readonly IdentityNetwork[];
  /** Other objects, each of which limits the clients further. */
  readonly requires: readonly Reference[];
  /** Why it may mean less. */
  readonly perhaps?: string;
}

const GROUP = 'policy.linkerd.io';
const ROUTES: readonly string[] = [
  `HTTPRoute.${GROUP}`,
  'HTTPRoute.gateway.networking.k8s.io',
  'GRPCRoute.gateway.networking.k8s.io',
];

/** What an AuthorizationPolicy may require. */
export const MESH_TLS = `MeshTLSAuthentication.${GROUP}`;
export const NETWORK = `NetworkAuthentication.${GROUP}`;

/**
 * Reads an AuthorizationPolicy of Linkerd. Nothing: what it is for is not legal.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/#authorizationpolicy
 */
export function readLinkerdPolicy(root: Field, object: MeshObject): LinkerdAuthorization | undefined {
  const doubts = new Doubts();
  const spec = specOf(root, doubts, ['targetRef', 'requiredAuthenticationRefs']);
  const target = readTarget(spec.get('targetRef'), object.namespace);
  const refs = spec.get('requiredAuthenticationRefs');
  const accounts: ReadIdentities[] = [];
  const requires = refs.items().flatMap((ref) => {
    const reference = readReference(ref);
    if (reference === undefined) return [];
    if (reference.kind === 'ServiceAccount') {
      accounts.push(readAccount(ref, object.namespace));
    } else if (![MESH_TLS, NETWORK].includes(reference.kind)) {
      ref.field.problem('a MeshTLSAuthentication or a NetworkAuthentication of policy.linkerd.io, or a ServiceAccount');
    } else {
      return [{ ...reference, namespace: reference.namespace ?? object.namespace }];
    }
    return [];
  });
  const ofIdentity = requires.filter(({ kind }) => kind === MESH_TLS).length + accounts.length;
  if (ofIdentity > 1 || requires.length + accounts.length - ofIdentity > 1) {
    refs.field.problem('one that is about identities and one about networks', 'make them several policies');
  }
  if (target === undefined) return undefined;
  const [account] = accounts;
  return {
    path: pathOf(object),
    target,
    ...(account === undefined ? {} : { identities: account }),
    networks: [],
    requires,
    ...(doubts.first === undefined ? {} : { perhaps: doubts.first }),
  };
}

function readTarget(ref: Part, namespace: string): AuthorizationTarget | undefined {
  const reference = readReference(ref, ['group', 'kind', 'name']);
  if (reference === undefined) return undefined;
  const { kind, name } = reference;
  if (kind === `Server.${GROUP}`) return { kind: 'server', name };
  if (ROUTES.includes(kind)) return { kind: 'route', route: kind, name };
  if (kind !== 'Namespace') {
    ref.field.problem('a Server of policy.linkerd.io, an HTTPRoute, a GRPCRoute or the Namespace');
    return undefined;
  }
  if (name !== namespace) ref.field.get('name').problem(`the policy's own namespace, ${namespace}`);
  return { kind: 'namespace' };
}

/** Reads a ServerAuthorization. */
export function readServerAuthorization(root: Field, object: MeshObject): LinkerdAuthorization | undefined {
  const doubts = new Doubts();
  const spec = specOf(root, doubts, ['server', 'client']);
  const server = spec.get('server');
  server.checkMap(['name', 'selector']);
  const name = server.field.get('name').optionalText();
  if (server.field.map() !== undefined && (name === undefined) === server.field.get('selector').isAbsent) {
    server.field.problem('one of `name` and `selector`');
  }
  const selector = readSelector(server.get('selector'));
  const client = readClient(spec.get('client'), object.namespace);
  return {
    path: pathOf(object),
    target: name === undefined ? { kind: 'servers', selector } : { kind: 'server', name },
    ...client,
    requires: [],
    ...(doubts.first === undefined ? {} : { perhaps: doubts.first }),
  };
}

function readClient(client: Part, namespace: string): Pick<LinkerdAuthorization, 'identities' | 'networks'> {
  client.checkMap(['networks', 'unauthenticated', 'meshTLS']);
  const networks = readNetworkList(client.get('networks'));
  const tls = client.get('meshTLS');
  tls.checkFields(['unauthenticatedTLS', 'identities', 'serviceAccounts']);
  const isFree = client.field.get('unauthenticated').flag();
  if (client.field.map() !== undefined && isFree !== tls.field.isAbsent) {
    client.field.problem('one of `unauthenticated: true` and `meshTLS`');
  }
  const anyTls = tls.field.get('unauthenticatedTLS').flag();
  const named = [
    ...tls.get('identities').items().map(readIdentity),
    ...tls
      .get('serviceAccounts')
      .items()
      .map((ref) => {
        ref.checkMap(['name', 'namespace']);
        return readAccount(ref, namespace);
      }),
  ];
  if (tls.field.map() !== undefined && anyTls !== (named.length === 0)) {
    tls.field.problem('one of `unauthenticatedTLS: true`, `identities` and `serviceAccounts`');
  }
  const identities: ReadIdentities = anyTls ? { identities: [{ kind: 'anyone' }] } : uniteIdentities(named);
  return isFree ? { networks } : { identities, networks };
}

function pathOf({ kind, name }: MeshObject): string {
  return `${kind}/${name}`;
}
