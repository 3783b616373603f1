import { ReadNetworks } from './linkerd-authentication';
import { LinkerdAuthorization, MESH_TLS } from './linkerd-authorization';
import { LinkerdRoute } from './linkerd-route';
import { LinkerdServer } from './linkerd-server';
import { ReadIdentities, Reference } from './linkerd-values';
import { httpWords } from '../http-words';
import { IdentityClient, IdentityRule, Labels, Selector } from '../model';

/** The objects that authorizations require, by `namespace/name`. */
export interface Authentications {
  identities(id: string): ReadIdentities | undefined;
  networksOf(id: string): ReadNetworks | undefined;
}

/**
 * Who may connect to a Server: those of its own authorizations, and those of its routes. Where it has routes, requests that none of
 * them is for are refused.
 *
 * @param authorizations those of its namespace, as are the routes
 */
export function rulesOfServer(
  server: LinkerdServer,
  authorizations: readonly LinkerdAuthorization[],
  routes: readonly LinkerdRoute[],
  objects: Authentications,
): IdentityRule[] {
  const { name } = server.object;
  const own = server.hasRequests ? routes.filter(({ servers }) => servers.includes(name)) : [];
  const whole = [...authorizations].sort(byPath).filter((each) => isForServer(each, server));
  const rules = [...whole.map((each) => ruleOf(each, objects)), ...server.access];
  // What is for the Server is for all of its routes: with one for all requests, for whatever is sent.
  const isEverythingRouted = own.length === 0 || own.some(({ only }) => only.includes(httpWords({})));
  return [
    ...rules.flatMap((rule) => (isEverythingRouted ? [rule] : own.flatMap((route) => limited(rule, route)))),
    ...own.flatMap((route) =>
      [...authorizations]
        .sort(byPath)
        .filter(({ target }) => target.kind === 'route' && target.route === route.kind && target.name === route.name)
        .flatMap((each) => limited(ruleOf(each, objects), route)),
    ),
  ];
}

function isForServer({ target }: LinkerdAuthorization, { object, labels }: LinkerdServer): boolean {
  switch (target.kind) {
    case 'server':
      return target.name === object.name;
    case 'servers':
      return selects(target.selector, labels);
    case 'namespace':
      return true;
    case 'route':
      return false;
  }
}

function limited(rule: IdentityRule, { only, perhaps }: LinkerdRoute): IdentityRule[] {
  const doubt = rule.perhaps ?? perhaps;
  return only.map((what) => ({ ...rule, only: what, ...(doubt === undefined ? {} : { perhaps: doubt }) }));
}

/** What one authorization lets through. What is not in the input may mean anybody, or nobody. */
function ruleOf(
  { path, client, requires, perhaps: own }: LinkerdAuthorization,
  objects: Authentications,
): IdentityRule {
  const found = requires.map((reference) => required(reference, objects));
  const parts = [...(client === undefined ? [] : [client]), ...found.flatMap((each) => each.client ?? [])];
  const perhaps = own ?? found.find((each) => each.perhaps !== undefined)?.perhaps;
  return {
    ...(parts.length === 0 ? {} : { clients: [Object.assign({}, ...parts) as IdentityClient] }),
    ...(perhaps === undefined ? {} : { perhaps }),
    path,
  };
}

function required(
  { kind, name, namespace = '' }: Reference,
  objects: Authentications,
): { readonly client?: IdentityClient; readonly perhaps?: string } {
  const id = `${namespace}/${name}`;
  const missing = { perhaps: `${kind.split('.')[0]} ${id} is not in the input` };
  if (kind === MESH_TLS) {
    const read = objects.identities(id);
    return read === undefined ? missing : { client: { identities: read.identities }, perhaps: read.perhaps };
  }
  const read = objects.networksOf(id);
  return read === undefined ? missing : { client: { networks: read.networks }, perhaps: read.perhaps };
}

function selects({ requirements }: Selector, labels: Labels): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === 'Exists' || operator === 'DoesNotExist') return (value !== undefined) === (operator === 'Exists');
    // A label that is not there is none of the values.
    return (value !== undefined && values.includes(value)) === (operator === 'In');
  });
}

function byPath(a: LinkerdAuthorization, b: LinkerdAuthorization): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
