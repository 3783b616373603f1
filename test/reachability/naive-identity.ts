/*
 * A naive evaluator of the wall of identity: one question at a time, straight from the words of the model and of the meshes'
 * documentation. It knows no sets: what nobody knows is tried in every world that makes a difference.
 */

import { edgesOf, inCidr } from './naive-addresses';
import { ALLOWED, DENIED, inAll, NaiveOutcome } from './naive-outcome';
import {
  IdentityClient,
  IdentityMatch,
  IdentityPolicies,
  IdentityPolicy,
  IdentityPorts,
  IdentityRule,
  MeshMembership,
  MtlsPolicy,
  Selector,
  Workload,
} from '../../src/topology/model';

/** One client, one server, one port of TCP. */
export interface IdentityQuestion {
  readonly client: Workload | { readonly ip: string };
  readonly server: Workload;
  readonly port: number;
}

/** All that is settled in one world. */
interface World {
  readonly server: MeshMembership;
  readonly client: MeshMembership;
  readonly account: string;
  readonly address: string;
  readonly domain: string;
  /** Which rules mean what they say, by their place. */
  readonly meant: ReadonlyMap<IdentityRule, boolean>;
  /** The ids of policies about modes, the oldest first. */
  readonly ages: readonly string[];
  /** Which Server of Linkerd counts where several are about a port. */
  readonly server4port: number;
}

const MESHES: readonly MeshMembership[] = ['istio', 'istio-ambient', 'linkerd', 'outside'];

/** Somebody whom no policy names. */
const STRANGER = 'somebody-else';

/** What the mesh lets through, whatever the network policies say. */
export function decideIdentity(policies: IdentityPolicies, question: IdentityQuestion): NaiveOutcome {
  return inAll(worldsOf(policies, question).map((world) => decideIn(policies, question, world)));
}

/** The ports that the network may see in place of one: of each world the port, or nothing where the port is the mesh's own. */
export function seenPorts(question: IdentityQuestion): readonly (number | undefined)[] {
  const isWorkload = 'id' in question.client;
  const of = (workload: Workload): MeshMembership => membershipOf(workload);
  const [client, server] = [isWorkload ? of(question.client as Workload) : 'outside', of(question.server)];
  const ports = new Set<number | undefined>();
  const may = (mesh: MeshMembership, wanted: string): boolean => mesh === wanted || mesh === 'unknown';
  const own = (port: number): number | undefined => (question.port === port ? undefined : question.port);
  const isAmbient = client === 'istio-ambient' || server === 'istio-ambient';
  const isLinkerd = client === 'linkerd' || server === 'linkerd';
  if (client === 'istio-ambient' && server === 'istio-ambient') {
    ports.add(question.port === 15008 ? undefined : 15008);
  } else if (
    isAmbient &&
    (may(client, 'istio-ambient') || may(client, 'istio')) &&
    (may(server, 'istio-ambient') || may(server, 'istio'))
  ) {
    ports.add(question.port === 15008 ? undefined : 15008).add(own(15008));
  } else if (isLinkerd && may(client, 'linkerd') && may(server, 'linkerd')) {
    ports.add(question.port === 4143 ? undefined : 4143).add(own(4143));
  } else {
    ports.add(question.port);
  }
  return [...ports];
}

function membershipOf({ mesh = 'unknown', hostNetwork }: Workload): MeshMembership {
  return hostNetwork ? 'outside' : mesh;
}

function worldsOf({ policies, mtls }: IdentityPolicies, { client, server }: IdentityQuestion): World[] {
  const each = (mesh: MeshMembership): readonly MeshMembership[] => (mesh === 'unknown' ? MESHES : [mesh]);
  const own = policies.filter((policy) => isFor(policy, server));
  const rules = [...own.flatMap((policy) => policy.rules), ...(server.inboundDefault ?? [])];
  const clients = rules.flatMap((rule) => rule.clients ?? []).flatMap((one) => [one, ...(one.also ?? [])]);
  const matches = clients.flatMap((one) => [...(one.identities ?? []), ...(one.notIdentities ?? [])]);
  // The trust domain is the mesh's, whoever asks.
  const domains = domainsOf(matchesOf(policies));
  const servers = own.filter(({ mesh }) => mesh === 'linkerd');
  const isPod = 'id' in client;
  const accounts =
    isPod && client.serviceAccount === undefined
      ? [STRANGER, ...new Set(matches.flatMap(accountIn))]
      : [isPod ? client.serviceAccount! : STRANGER];
  const networks = clients.flatMap((one) => [...(one.networks ?? []), ...(one.notNetworks ?? [])]);
  const tried = networks.flatMap(({ cidr, except }) => [cidr, ...except].flatMap(edgesOf));
  const known = isPod ? client.addresses.map((cidr) => cidr.split('/')[0]) : [client.ip];
  const addresses = known.length > 0 ? known : [...new Set(['198.51.100.7', '2001:db8::7', ...tried])];
  const unsure = rules.filter(({ perhaps }) => perhaps !== undefined);
  const choices = unsure.reduce<ReadonlyMap<IdentityRule, boolean>[]>(
    (maps, rule) => maps.flatMap((map) => [true, false].map((is) => new Map([...map, [rule, is]]))),
    [new Map()],
  );
  const worlds: World[] = [];
  for (const inServer of each(membershipOf(server))) {
    for (const inClient of isPod ? each(membershipOf(client)) : (['outside'] as const)) {
      for (const account of accounts) {
        for (const address of addresses) {
          for (const domain of domains) {
            for (const meant of choices) {
              for (const ages of permutations(mtls.map(({ id }) => id))) {
                for (const server4port of servers.length > 1 ? [0, 1, 2] : [0]) {
                  worlds.push({
                    server: inServer,
                    client: inClient,
                    account,
                    address,
                    domain,
                    meant,
                    ages,
                    server4port,
                  });
                }
              }
            }
          }
        }
      }
    }
  }
  return worlds;
}

function matchesOf(policies: readonly IdentityPolicy[]): IdentityMatch[] {
  return policies
    .flatMap((policy) => policy.rules.flatMap((rule) => rule.clients ?? []))
    .flatMap((one) => [one, ...(one.also ?? [])])
    .flatMap((one) => [...(one.identities ?? []), ...(one.notIdentities ?? [])]);
}

function accountIn(match: IdentityMatch): string[] {
  if (match.kind === 'account') return match.name === undefined ? [] : [match.name];
  return match.kind === 'principal' ? [match.pattern.replace(/\*/g, '').split('/').pop()!] : [];
}

/** Of several that policies name it may be any; `cluster.local` stands for whatever it is. */
function domainsOf(matches: readonly IdentityMatch[]): string[] {
  const named = matches.flatMap((match) =>
    match.kind === 'principal' && /^[^*]+\/ns\//.test(match.pattern) ? [match.pattern.split('/ns/')[0]] : [],
  );
  const others = [...new Set(named)].filter((domain) => domain !== 'cluster.local');
  return others.length === 1 ? others : ['cluster.local', ...others];
}

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

function decideIn(given: IdentityPolicies, question: IdentityQuestion, world: World): NaiveOutcome {
  // Whoever is in no mesh has no proxy that could refuse anything.
  if (world.server === 'outside') return ALLOWED;
  // A sidecar does not redirect its own ports, of metrics, health and statistics, and so refuses nobody there.
  if (world.server === 'istio' && [15020, 15021, 15090].includes(question.port)) return ALLOWED;
  return world.server === 'linkerd' ? byLinkerd(given, question, world) : byIstio(given, question, world);
}

function byIstio({ policies, mtls }: IdentityPolicies, question: IdentityQuestion, world: World): NaiveOutcome {
  const { server, port } = question;
  const own = policies.filter((policy) => policy.mesh === 'istio' && isFor(policy, server));
  const mode = modeOf(mtls, server, port, world.ages);
  const isMeshed = world.client === 'istio' || world.client === 'istio-ambient';
  // ztunnel knows no mode that turns encryption off.
  const hasIdentity = isMeshed && (mode !== 'disable' || world.server === 'istio-ambient');
  if (mode === 'strict' && !isMeshed) return DENIED;
  const isMeant = (rule: IdentityRule): boolean => means(rule, question, world, hasIdentity);
  if (world.server === 'istio-ambient') return byZtunnel(own, isMeant, question, world, hasIdentity);
  const denying = own.filter(({ action }) => action === 'deny').flatMap(({ rules }) => rules.filter(isMeant));
  if (denying.some(({ only }) => only === undefined)) return DENIED;
  const allowing = own.filter(({ action }) => action === 'allow');
  const letting = allowing.flatMap(({ rules }) => rules.filter(isMeant));
  if (allowing.length > 0 && letting.length === 0) return DENIED;
  const denied = denying.map(({ only }) => `everything but ${only}`);
  return limited([...(allowing.length === 0 ? [] : partsOf(letting)), ...denied]);
}

/** It reads no requests: who is let in for some of them is not let in, and who is refused for some is refused. */
function byZtunnel(
  own: readonly IdentityPolicy[],
  isMeant: (rule: IdentityRule) => boolean,
  question: IdentityQuestion,
  world: World,
  hasIdentity: boolean,
): NaiveOutcome {
  const isRefused = (rule: IdentityRule): boolean =>
    rule.only === undefined ? isMeant(rule) : means({ ...rule, perhaps: undefined }, question, world, hasIdentity);
  if (own.some(({ action, rules }) => action === 'deny' && rules.some(isRefused))) return DENIED;
  const allowing = own.filter(({ action }) => action === 'allow');
  const letting = allowing.flatMap(({ rules }) => rules.filter((rule) => rule.only === undefined && isMeant(rule)));
  return allowing.length > 0 && letting.length === 0 ? DENIED : ALLOWED;
}

/** What is let through as a whole by one rule is not limited by others. */
function partsOf(rules: readonly IdentityRule[]): string[] {
  return rules.some(({ only }) => only === undefined) ? [] : rules.map(({ only }) => only!);
}

function limited(texts: readonly string[]): NaiveOutcome {
  return { verdict: 'allow', must: texts, may: texts };
}

function byLinkerd({ policies }: IdentityPolicies, question: IdentityQuestion, world: World): NaiveOutcome {
  const { server, port } = question;
  const servers = policies.filter(
    (policy) => policy.mesh === 'linkerd' && isFor(policy, server) && isAbout(policy.ports, port, server),
  );
  const isMeant = (rule: IdentityRule): boolean => means(rule, question, world, world.client === 'linkerd');
  const rules = servers.length === 0 ? server.inboundDefault : servers[world.server4port % servers.length].rules;
  if (rules === undefined) return ALLOWED;
  const letting = rules.filter(isMeant);
  return letting.length === 0 ? DENIED : limited(partsOf(letting));
}

function isFor(
  {
    namespace,
    namespaceSelector,
    podSelector,
  }: Pick<IdentityPolicy, 'namespace' | 'namespaceSelector' | 'podSelector'>,
  server: Workload,
): boolean {
  return (namespaceSelector !== undefined || namespace === server.namespace) && selects(podSelector, server);
}

function selects({ requirements }: Selector, { labels }: Workload): boolean {
  return requirements.every(({ key, values }) => values.includes(labels[key]));
}

/** The port, then the pods, then the namespace, then the mesh; of several the oldest. */
function modeOf(all: readonly MtlsPolicy[], server: Workload, port: number, ages: readonly string[]): string {
  const oldest = (policies: readonly MtlsPolicy[]): MtlsPolicy | undefined =>
    [...policies].sort((a, b) => ages.indexOf(a.id) - ages.indexOf(b.id))[0];
  const ofMesh = all.filter(
    ({ namespaceSelector, podSelector }) => namespaceSelector !== undefined && podSelector === undefined,
  );
  const inNamespace = all.filter((each) => each.namespaceSelector === undefined && each.namespace === server.namespace);
  const ofPods = inNamespace.filter(({ podSelector }) => podSelector !== undefined && selects(podSelector, server));
  const pods = oldest(ofPods);
  return (
    pods?.portModes[port] ??
    pods?.mode ??
    oldest(inNamespace.filter(({ podSelector }) => podSelector === undefined))?.mode ??
    oldest(ofMesh)?.mode ??
    'permissive'
  );
}

function means(
  rule: IdentityRule,
  { client, server, port }: IdentityQuestion,
  world: World,
  hasIdentity: boolean,
): boolean {
  if (rule.perhaps !== undefined && world.meant.get(rule) !== true) return false;
  if (rule.ports !== undefined && !isAbout(rule.ports, port, server)) return false;
  const identity = hasIdentity && 'id' in client ? { namespace: client.namespace, account: world.account } : undefined;
  return rule.clients === undefined || rule.clients.some((each) => isClient(each, identity, world));
}

function isAbout(ports: IdentityPorts | undefined, port: number, { namedPorts }: Workload): boolean {
  if (ports === undefined) return true;
  const { numbers, names, notNumbers = [] } = ports;
  if (notNumbers.includes(port)) return false;
  if (numbers === undefined && names === undefined) return true;
  const named = namedPorts.some((own) => own.port === port && own.protocol === 'TCP' && names?.includes(own.name));
  return named || numbers?.includes(port) === true;
}

interface Identity {
  readonly namespace: string;
  readonly account: string;
}

function isClient(client: IdentityClient, identity: Identity | undefined, world: World): boolean {
  const { identities, notIdentities = [], networks, notNetworks = [], also = [] } = client;
  const isOne = (match: IdentityMatch): boolean => identity !== undefined && isMatch(match, identity, world.domain);
  const isIn = ({ cidr, except }: { readonly cidr: string; readonly except: readonly string[] }): boolean =>
    inCidr(world.address, cidr) && !except.some((inner) => inCidr(world.address, inner));
  return (
    (identities === undefined || identities.some(isOne)) &&
    !notIdentities.some(isOne) &&
    (networks === undefined || networks.some(isIn)) &&
    !notNetworks.some(isIn) &&
    also.every((each) => isClient(each, identity, world))
  );
}

function isMatch(match: IdentityMatch, { namespace, account }: Identity, domain: string): boolean {
  switch (match.kind) {
    case 'anyone':
      return true;
    case 'account':
      return match.namespace === namespace && (match.name === undefined || match.name === account);
    case 'namespace':
      return isLike(match.pattern, namespace);
    case 'principal':
      return isLike(
        match.pattern.replace(/^cluster\.local\//, `${domain}/`),
        `${domain}/ns/${namespace}/sa/${account}`,
      );
  }
}

function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\/]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`).test(text);
}
