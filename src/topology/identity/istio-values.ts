import { canonicalCidr } from '../cidr';
import { Field } from '../manifest';
import { IdentityMatch, IdentityNetwork } from '../model';
import { Part } from '../policies/doubts';

const ANYONE: IdentityMatch = { kind: 'anyone' };
const SCHEME = 'spiffe://';

/** The texts of a list, none of which may be empty. */
function texts(list: Part): { readonly part: Part; readonly text: string }[] {
  return list.items().flatMap((part) => {
    const text = part.field.requiredText();
    return text === undefined ? [] : [{ part, text }];
  });
}

/** Identities as Istio writes them: `cluster.local/ns/shop/sa/web`. */
export function readPrincipals(list: Part): IdentityMatch[] {
  return texts(list).map(({ part, text }) => {
    if (text === '*') return ANYONE;
    checkStar(part, text);
    if (text.startsWith(SCHEME)) {
      const rest = text.slice(SCHEME.length);
      part.field.warn(
        `${part.name}: got ${JSON.stringify(text)}, which nobody is. Fix: leave out "${SCHEME}": "${rest}"`,
      );
    }
    return { kind: 'principal', pattern: text };
  });
}

/** Names of namespaces. */
export function readNamespaces(list: Part): IdentityMatch[] {
  return texts(list).map(({ part, text }) => {
    if (text === '*') return ANYONE;
    checkStar(part, text);
    return { kind: 'namespace', pattern: text };
  });
}

/** Accounts as `shop/web`, or those of the policy's own namespace as `web`. */
export function readAccounts(list: Part, own: string): IdentityMatch[] {
  return texts(list).flatMap(({ part, text }): IdentityMatch[] => {
    const [first, second, ...more] = text.split('/');
    if (more.length > 0 || first === '' || second === '') {
      part.field.problem('"account", or "namespace/account"');
      return [];
    }
    if (text.includes('*')) part.doubt('has a "*", which accounts do not know here');
    return [
      {
        kind: 'account',
        ...(second === undefined ? { namespace: own, name: first } : { namespace: first, name: second }),
      },
    ];
  });
}

/** One star is known at one end; what others mean differs by the field and by the version. */
function checkStar(part: Part, text: string): void {
  if (text.slice(1, -1).includes('*') || (text.length > 1 && text.startsWith('*') && text.endsWith('*'))) {
    part.doubt('has a "*" that is not its only one at one end');
  }
}

/** Addresses and networks. */
export function readNetworks(list: Part): IdentityNetwork[] {
  return texts(list).flatMap(({ part, text }) => {
    const cidr = canonicalCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
    if (cidr === undefined) part.field.problem('an address, or a network such as "10.0.0.0/8" or "2001:db8::/32"');
    return cidr === undefined ? [] : [{ cidr, except: [] }];
  });
}

/** Numbers of ports, which Istio has as texts. */
export function readPorts(list: Part): number[] {
  const numbers = list.items().flatMap(({ field }) => {
    const { value } = field;
    if (typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) <= 65535) return [Number(value)];
    field.problem('a port number as text: "8080"', fixOfPort(field));
    return [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function fixOfPort({ value }: Field): string | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? `put it in quotes: "${value}"` : undefined;
}

/** Any texts, as they are written. */
export function readTexts(list: Part): string[] {
  return texts(list).map(({ text }) => text);
}
