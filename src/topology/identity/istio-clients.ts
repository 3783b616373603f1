import { readAccounts, readNamespaces, readNetworks, readPrincipals, readTexts } from './istio-values';
import { IdentityClient, IdentityMatch, IdentityNetwork } from '../model';
import { Part } from '../policies/doubts';

/** Clients, and why they may be fewer than that. */
export interface ReadClients {
  readonly client: IdentityClient;
  readonly perhaps?: string;
}

const IDENTITIES = ['principals', 'namespaces', 'serviceAccounts'] as const;

/** Those that only a request, or a proxy before this one, tells. */
const UNKNOWN = ['requestPrincipals', 'remoteIpBlocks', 'trustDomains'] as const;

const FIELDS: readonly string[] = [...IDENTITIES, 'ipBlocks', ...UNKNOWN].flatMap((name) => [name, negated(name)]);

function negated(name: string): string {
  return `not${name[0].toUpperCase()}${name.slice(1)}`;
}

/** Reads one member of `from`. */
export function readSource(from: Part, namespace: string): ReadClients {
  from.checkMap(['source']);
  const source = from.get('source');
  source.checkMap(FIELDS);
  const isGiven = (name: string): boolean => source.get(name).items().length > 0;
  if (source.field.map() !== undefined && !FIELDS.some(isGiven)) {
    source.field.problem('at least one field with a value', 'leave out `from` for everybody');
  }
  const isOfAccounts = ['serviceAccounts', 'notServiceAccounts'].some(isGiven);
  if (isOfAccounts && ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'].some(isGiven)) {
    source.field.problem('`serviceAccounts` without `principals` and `namespaces`', 'make them two sources');
  }
  const read = (name: string): IdentityMatch[] => readIdentities(name, source.get(name), namespace);
  const positive = IDENTITIES.map(read).filter((list) => list.length > 0);
  const negative = IDENTITIES.flatMap((name) => readNegated(name, source, namespace));
  for (const name of UNKNOWN) for (const key of [name, negated(name)]) readTexts(source.get(key));
  const unknown = UNKNOWN.flatMap((name) => [name, negated(name)]).find(isGiven);
  return {
    client: clientOf(positive, negative, readNetworks(source.get('ipBlocks')), readNetworks(source.get('notIpBlocks'))),
    ...(unknown === undefined ? {} : { perhaps: `${source.name}.${unknown} is not known here` }),
  };
}

function readNegated(name: (typeof IDENTITIES)[number], source: Part, namespace: string): IdentityMatch[] {
  return readIdentities(name, source.get(negated(name)), namespace);
}

function readIdentities(name: string, list: Part, namespace: string): IdentityMatch[] {
  if (name === 'principals') return readPrincipals(list);
  return name === 'namespaces' ? readNamespaces(list) : readAccounts(list, namespace);
}

function clientOf(
  positive: readonly (readonly IdentityMatch[])[],
  notIdentities: readonly IdentityMatch[],
  networks: readonly IdentityNetwork[],
  notNetworks: readonly IdentityNetwork[],
): IdentityClient {
  const [identities, ...others] = positive;
  return {
    ...(identities === undefined ? {} : { identities }),
    ...(notIdentities.length === 0 ? {} : { notIdentities }),
    ...(networks.length === 0 ? {} : { networks }),
    ...(notNetworks.length === 0 ? {} : { notNetworks }),
    ...(others.length === 0 ? {} : { also: others.map((more) => ({ identities: more })) }),
  };
}

/** Reads a condition about the client. Nothing: it is about something else. */
export function readClientCondition(key: string, condition: Part, namespace: string): IdentityClient | undefined {
  const [values, notValues] = [condition.get('values'), condition.get('notValues')];
  const name = CONDITIONS[key];
  if (name !== undefined) {
    const identities = readIdentities(name, values, namespace);
    const not = readIdentities(name, notValues, namespace);
    return clientOf(identities.length === 0 ? [] : [identities], not, [], []);
  }
  return key === 'source.ip' ? clientOf([], [], readNetworks(values), readNetworks(notValues)) : undefined;
}

const CONDITIONS: { readonly [key: string]: (typeof IDENTITIES)[number] | undefined } = {
  'source.principal': 'principals',
  'source.namespace': 'namespaces',
  'source.serviceAccount': 'serviceAccounts',
};
