import { ReadNetworks } from './linkerd-authentication';
import { LinkerdAuthorization, MESH_TLS } from './linkerd-authorization';
import { clientsOf } from './linkerd-clients';
import { LinkerdRoute } from './linkerd-route';
import { LinkerdServer } from './linkerd-server';
import { ReadIdentities } from './linkerd-values';
import { httpWords } from '../http-words';
import { IdentityRule, Labels, Selector } from '../model';

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
  const rules = [...whole.flatMap((each) => rulesOf(each, objects)), ...server.access];
  // What is for the Server is for all of its routes: with one for all requests, for whatever is sent.
  const isEverythingRouted =
    own.length === 0 || own.some(({ only, perhaps }) => perhaps === undefined && only.includes(httpWords({})));
  return [
    ...rules.flatMap((rule) => (isEverythingRouted ? [rule] : own.flatMap((route) => limited(rule, route)))),
    ...own.flatMap((route) =>
      [...authorizations]
        .sort(byPath)
        .filter(({ target }) => target.kind === 'route' && target.route === route.kind && target.name === route.name)
        .flatMap((each) => rulesOf(each, objects).flatMap((rule) => limited(rule, route))),
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
function rulesOf(authorization: LinkerdAuthorization, objects: Authentications): IdentityRule[] {
  const { path, requires } = authorization;
  let { identities, networks, perhaps } = authorization;
  for (const { kind, name, namespace = '' } of requires) {
    const id = `${namespace}/${name}`;
    if (kind === MESH_TLS) {
      identities = objects.identities(id);
      if (identities === undefined) perhaps ??= missing(kind, id);
    } else {
      const read = objects.networksOf(id);
      networks = read?.networks ?? [];
      perhaps ??= read === undefined ? missing(kind, id) : read.perhaps;
    }
  }
  return clientsOf(identities, networks, perhaps).map(({ client, perhaps: why }) => ({
    ...(client === undefined ? {} : { clients: [client] }),
    ...(why === undefined ? {} : { perhaps: why }),
    path,
  }));
}

function missing(kind: string, id: string): string {
  return `${kind.split('.')[0]} ${id} is not in the input`;
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
