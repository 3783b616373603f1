import { groupOf } from '../pod-templates';

/** The policies of Istio. */
const ISTIO = 'security.istio.io';

/** Those of Linkerd. */
const LINKERD = 'policy.linkerd.io';

/** The kinds of meshes that say who may connect to servers by their identity, by API group. */
const KINDS: { readonly [group: string]: readonly string[] } = {
  [ISTIO]: ['AuthorizationPolicy', 'PeerAuthentication'],
  [LINKERD]: [
    'Server',
    'ServerAuthorization',
    'AuthorizationPolicy',
    'MeshTLSAuthentication',
    'NetworkAuthentication',
    'HTTPRoute',
  ],
};

const NAMES: ReadonlySet<string> = new Set(Object.values(KINDS).flat());

/** Whether it is a kind of a mesh that is read. */
export function isIdentityKind(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return Object.hasOwn(KINDS, group) && KINDS[group].includes(kind);
}

/** Whether a kind of that name is one of a mesh in some group. */
export function isIdentityInSomeGroup(kind: string): boolean {
  return NAMES.has(kind);
}
