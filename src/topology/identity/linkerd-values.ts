import { canonicalCidr, isStrictSubset } from '../cidr';
import { Field } from '../manifest';
import { IdentityMatch, IdentityNetwork } from '../model';
import { Part } from '../policies/doubts';

/** Identities: those that are sure, and those that may be fewer, or nobody's. */
export interface ReadIdentities {
  readonly identities: readonly IdentityMatch[];
  readonly doubtful?: readonly IdentityMatch[];
  /** Why. Where nothing is doubtful, all of them are meant. */
  readonly perhaps?: string;
}

/** `web.shop.serviceaccount.identity.linkerd.cluster.local`; a star stands for the account, or for more. */
const ACCOUNT = /^(.+)\.([^.]+)\.serviceaccount\.identity\.([^.]+)\.(.+)$/;

/** What all identities of a cluster end in, unless its trust domain was configured otherwise. */
const DOMAIN = 'cluster.local';
const ENDING = new RegExp(`^((serviceaccount\\.)?identity\\.)?([^.]+\\.)?${DOMAIN.replace('.', '\\.')}$`);

/**
 * Reads an identity as Linkerd writes it.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/#meshtlsauthentication
 */
export function readIdentity(part: Part): ReadIdentities {
  const text = part.field.requiredText();
  if (text === undefined) return { identities: [] };
  if (text === '*') return { identities: [{ kind: 'anyone' }] };
  if (text.lastIndexOf('*') > 0 || (text.startsWith('*') && !text.startsWith('*.'))) {
    part.field.problem('an identity, whose first label alone may be "*"');
    return { identities: [] };
  }
  if (text.startsWith('*.') && ENDING.test(text.slice(2))) return { identities: [{ kind: 'anyone' }] };
  const [, name, namespace, , domain] = ACCOUNT.exec(text) ?? [];
  // Nobody of this cluster, but perhaps of another one or outside of all.
  if (name === undefined) return { identities: [{ kind: 'principal', pattern: text }] };
  const match: IdentityMatch = /^\*(\.|$)/.test(name)
    ? { kind: 'account', namespace }
    : { kind: 'account', namespace, name };
  if (name.startsWith('*.')) return doubtful(match, `${part.name} is for some accounts of ${namespace}`);
  if (domain === DOMAIN) return { identities: [match] };
  return doubtful(match, `nobody knows here whether the trust domain ${domain} is this cluster's`);
}

function doubtful(match: IdentityMatch, perhaps: string): ReadIdentities {
  return { identities: [], doubtful: [match], perhaps };
}

/** Several of them. */
export function uniteIdentities(all: readonly ReadIdentities[]): ReadIdentities {
  const perhaps = all.find((one) => one.perhaps !== undefined)?.perhaps;
  const unsure = all.flatMap((one) => one.doubtful ?? []);
  return {
    identities: all.flatMap(({ identities }) => identities),
    ...(unsure.length === 0 ? {} : { doubtful: unsure }),
    ...(perhaps === undefined ? {} : { perhaps }),
  };
}

/** Reads an account, by its name and its namespace. */
export function readAccount(ref: Part, own: string): ReadIdentities {
  const name = ref.field.get('name').requiredText();
  const namespace = ref.field.get('namespace').namespaceOr(own);
  return { identities: name === undefined || namespace === undefined ? [] : [{ kind: 'account', namespace, name }] };
}

/** Reads networks with their exceptions. */
export function readNetworkList(list: Part): IdentityNetwork[] {
  return list.items().flatMap((network) => {
    network.checkMap(['cidr', 'except']);
    const cidr = readCidr(network.field.get('cidr'));
    if (cidr === undefined) return [];
    const except = network
      .get('except')
      .items()
      .flatMap(({ field }) => {
        const inner = readCidr(field);
        if (inner !== undefined && !isStrictSubset(inner, cidr)) {
          field.problem(`a network inside ${cidr} and smaller than it`);
        }
        return inner === undefined ? [] : [inner];
      });
    return [{ cidr, except: except.sort() }];
  });
}

function readCidr(field: Field): string | undefined {
  const text = field.requiredText();
  if (text === undefined) return undefined;
  const cidr = canonicalCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  if (cidr === undefined) field.problem('an address, or a network such as "10.0.0.0/8" or "2001:db8::/32"');
  return cidr;
}

/** Another object that is named by its kind and its name. */
export interface Reference {
  /** `Server.policy.linkerd.io`, or the kind alone for those of Kubernetes itself. */
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

const CORE: readonly string[] = ['', 'core'];

/** Reads a reference; kinds are read as they are written. */
export function readReference(
  ref: Part,
  fields: readonly string[] = ['group', 'kind', 'name', 'namespace'],
): Reference | undefined {
  ref.checkMap(fields);
  const group = ref.field.get('group').optionalText() ?? '';
  const [kind, name] = [ref.field.get('kind').requiredText(), ref.field.get('name').requiredText()];
  const namespace = ref.field.get('namespace').optionalText();
  if (kind === undefined || name === undefined) return undefined;
  return {
    kind: CORE.includes(group) ? kind : `${kind}.${group}`,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}
