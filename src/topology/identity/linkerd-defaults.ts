import { IdentityRule } from '../model';

/** What is let through on ports that no Server is for; pods and namespaces may say it. */
export const INBOUND_DEFAULT = 'config.linkerd.io/default-inbound-policy';

const CLUSTER = 'which networks are of the cluster is said where Linkerd was installed';

/** Whoever has an identity. */
const AUTHENTICATED: Pick<IdentityRule, 'clients'> = { clients: [{ identities: [{ kind: 'anyone' }] }] };

/** What each name of a policy lets through. */
const RULES: { readonly [name: string]: readonly IdentityRule[] } = {
  'all-unauthenticated': [{}],
  'all-authenticated': [AUTHENTICATED],
  'cluster-unauthenticated': [{ perhaps: CLUSTER }],
  'cluster-authenticated': [{ ...AUTHENTICATED, perhaps: CLUSTER }],
  // It only notes what it would refuse.
  audit: [{}],
  deny: [],
};

/** The names of the policies. */
export const DEFAULT_POLICIES: readonly string[] = Object.keys(RULES);

/** The rules of a policy by its name. Nothing: there is none of that name, and Linkerd passes over it. */
export function inboundDefaultOf(name: string): readonly IdentityRule[] | undefined {
  return Object.hasOwn(RULES, name) ? RULES[name] : undefined;
}
