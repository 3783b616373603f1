import { ACCOUNT_LABEL } from './account-label';
import { checkFields } from './check-fields';
import { identify, nameOf } from './identify';
import { Identity } from './identity';
import { IdentityObjects } from './identity/identity-objects';
import { MeshMembers, withAccounts } from './identity/mesh-members';
import { KnownKinds } from './known-kinds';
import { isList, itemsOf, MANY_LISTS } from './lists';
import { Field, Manifest } from './manifest';
import {
  EndpointSlice,
  IdentityPolicies,
  Policy,
  Problem,
  Route,
  Service,
  Topology,
  UnjudgedPolicy,
  Workload,
} from './model';
import { NamespaceLabels } from './namespace-labels';
import { OwnedWorkload, ownerOf, templateOwner } from './owners';
import { parseRoute } from './parse-routes';
import { parseEndpointSlice, parseService } from './parse-service';
import { parseUnjudged } from './parse-unjudged';
import { parseWorkload, templateIn } from './parse-workload';
import { groupOf, PodKind } from './pod-templates';
import { parsePolicy } from './policies/network-policy';
import { isNotJudged } from './policies/policy-reader';
import { readerOf } from './policies/readers';
import { isReadInSomeGroup } from './read-kinds';
import { SeenObjects } from './seen-objects';
import { selectorKeysOf } from './selector-keys';
import { settleOwners } from './settle-owners';
import { SharedParts } from './shared-parts';
import { UnjudgedKind } from './unjudged-kinds';
import { UnreadObjects } from './unread-objects';

/** Options of `parseTopology`. */
export interface ParseOptions {
  /** Where objects without a namespace go; whoever applies them decides. */
  readonly defaultNamespace?: string;
}

/** What was read, and everything that is wrong with it. */
export interface ParseResult {
  readonly topology: Topology;
  readonly problems: readonly Problem[];
}

export { isRead } from './read-kinds';

/**
 * Reads manifests into a topology: the one place where the API server's defaults are filled in.
 *
 * It reads on after a problem, so that all of them are known at once; a topology with problems must not be judged.
 */
export function parseTopology(manifests: readonly Manifest[], options: ParseOptions = {}): ParseResult {
  const reader = new Reader(options.defaultNamespace ?? 'default');
  const problems = manifests.flatMap((manifest) => {
    const own: Problem[] = [];
    reader.read(manifest, own);
    return tidy(own);
  });
  return { topology: reader.topology(), problems };
}

/** A pod that has come to its end has no address, and nothing that speaks or listens. */
const FINISHED: readonly unknown[] = ['Succeeded', 'Failed'];

class Reader {
  private readonly workloads: OwnedWorkload[] = [];
  private readonly policies: Policy[] = [];
  private readonly otherPolicies: Policy[] = [];
  private readonly unjudged: UnjudgedPolicy[] = [];
  private readonly services: Service[] = [];
  private readonly endpointSlices: EndpointSlice[] = [];
  private readonly routes: Route[] = [];
  private readonly identity = new IdentityObjects();
  private readonly members = new MeshMembers();
  private readonly namespaces = new NamespaceLabels();
  private readonly seen = new SeenObjects();
  private readonly unread = new UnreadObjects();
  private readonly kinds = new KnownKinds();
  private readonly warnings: Problem[] = [];
  private readonly parts = new SharedParts();

  constructor(private readonly defaultNamespace: string) {}

  public read(manifest: Manifest, problems: Problem[], depth = 0): void {
    const root = Field.root(manifest, problems, this.warnings, this.parts);
    if (root.isAbsent || root.map() === undefined) return;
    const kind = kindOf(root);
    if (kind === undefined) return;
    if (!this.kinds.isOfInterest(kind) && !isList(root.value as object, kind)) {
      this.unread.add(manifest, kind, this.defaultNamespace, this.warnings);
      return;
    }
    const apiVersion = root.get('apiVersion').requiredText();
    if (apiVersion === undefined) return;
    if (isList(root.value as object, kind)) {
      if (depth < MANY_LISTS) for (const item of itemsOf(manifest, root)) this.read(item, problems, depth + 1);
      else root.get('items').problem(`lists within lists, at most ${MANY_LISTS} deep`);
      return;
    }
    const { unjudged, isRead, isVersion } = this.kinds.of(kind, apiVersion);
    if (unjudged !== undefined) {
      this.readUnjudged(root, unjudged, kind, apiVersion);
    } else if (!isVersion && isReadInSomeGroup(kind)) {
      root.get('apiVersion').problem('"group/version"');
    } else if (!isRead) {
      this.unread.add(manifest, kind, this.defaultNamespace, this.warnings);
    } else {
      const identity = identify(root, kind, apiVersion, this.defaultNamespace);
      if (identity !== undefined) this.readKind(root, kind, apiVersion, identity);
      checkFields(root, kind, apiVersion);
    }
  }

  public topology(): Topology {
    const identity = this.identity.settle(this.services);
    const workloads = this.settledWorkloads(identity);
    this.unread.warnOfDeployers();
    return {
      namespaces: this.namespaces.all(),
      workloads: workloads.sort(byId),
      policies: this.policies.sort(byId),
      otherPolicies: this.otherPolicies.sort(byId),
      unjudged: this.unjudged.sort(
        (a, b) => byId(a, b) || compare(a.apiVersion, b.apiVersion) || compare(a.content, b.content),
      ),
      ...(identity === undefined ? {} : { identity }),
      services: this.services.sort(byId),
      endpointSlices: this.endpointSlices,
      routes: this.routes.sort(byId),
      otherKinds: this.unread.otherKinds,
      warnings: tidy(this.warnings),
    };
  }

  /** A dump of a cluster has the ReplicaSets, Jobs and pods that controllers made: their owners speak for them. */
  private settledWorkloads(identity: IdentityPolicies | undefined): Workload[] {
    const keys = selectorKeysOf([...this.policies, ...this.otherPolicies], this.unjudged, this.services, identity);
    const isMeshed = identity !== undefined || this.members.isOfInterest;
    const read = isMeshed
      ? this.members.settle(this.workloads, this.namespaces.all())
      : keys.has(ACCOUNT_LABEL)
        ? withAccounts(this.workloads)
        : this.workloads;
    const { workloads, leftOut, owners } = settleOwners(read, this.unread.owners, keys);
    for (const { kind } of leftOut) this.unread.count(kind);
    this.unread.warnOfMissingPods(owners);
    return [...workloads];
  }

  /** Policies beside NetworkPolicies: of those that are not judged, two API groups may have a kind of the same name. */
  private readUnjudged(root: Field, unjudged: UnjudgedKind, kind: string, apiVersion: string): void {
    const name = nameOf(root, kind, apiVersion);
    const given = root.get('metadata').get('namespace');
    const isConfined = unjudged.isNamespaced ?? (!given.isAbsent && given.value !== '');
    const namespace = given.namespaceOr(this.defaultNamespace);
    if (name === undefined || namespace === undefined) return;
    if (!/^[A-Za-z0-9]+$/.test(kind)) return root.get('kind').problem('letters and digits');
    if (!/^[A-Za-z0-9./-]+$/.test(apiVersion)) return root.get('apiVersion').problem('"group/version"');
    const own = isConfined ? { namespace } : {};
    if (isConfined) this.namespaces.mention(namespace);
    const id = [...Object.values(own), kind, name].join('/');
    const identity = { id, apiVersion, kind, name, ...own, origin: root.origin };
    const reader = readerOf(kind, apiVersion);
    if (reader === undefined) {
      this.unjudged.push(parseUnjudged(root, unjudged, identity));
      return;
    }
    // Two API groups may have a kind of the same name.
    const group = apiVersion.split('/')[0];
    if (this.seen.enter(root, { ...identity, id: `${id} of ${group}`, namespace }) === undefined) return;
    const read = reader(root, identity);
    if (isNotJudged(read)) {
      const { notJudged: reason, isForNodes, judged = [] } = read;
      const { podSelector, namespaceSelector, ...rest } = parseUnjudged(root, unjudged, identity);
      const pods = isForNodes === true ? {} : { podSelector, namespaceSelector };
      this.unjudged.push({ ...rest, ...pods, reason });
      this.otherPolicies.push(...judged);
    } else {
      this.otherPolicies.push(...read);
    }
  }

  private readKind(root: Field, kind: string, apiVersion: string, given: Identity): void {
    if (kind === 'Namespace') {
      this.namespaces.declare(given.name, root);
      this.members.addNamespace(given.name, root);
      return;
    }
    const known = this.kinds.of(kind, apiVersion);
    if (known.isIdentity) {
      // Two meshes have a kind of the same name.
      const entered = this.seen.enter(root, { ...given, id: `${given.id} of ${groupOf(apiVersion)}` });
      if (entered === undefined) return;
      const { namespace, name } = entered;
      this.namespaces.mention(namespace);
      const isForServers = this.identity.add(root, { ...entered, id: `${namespace}/${kind}/${name}`, apiVersion });
      if (!isForServers) this.unread.count(kind);
      return;
    }
    const identity = this.seen.enter(root, given);
    if (identity === undefined) return;
    const { id, namespace, name, origin } = identity;
    const { podKind } = known;
    this.namespaces.mention(namespace);
    if (podKind !== undefined) {
      this.readWorkload(root, podKind, identity);
    } else if (kind === 'NetworkPolicy') {
      this.policies.push(parsePolicy(root, id, namespace, name, origin));
    } else if (kind === 'Service') {
      this.services.push(parseService(root, identity));
    } else if (kind === 'EndpointSlice') {
      const slice = parseEndpointSlice(root, identity);
      if (slice !== undefined) this.endpointSlices.push(slice);
    } else {
      const route = parseRoute(root, identity);
      if (route !== undefined) this.routes.push(route);
      if (route !== undefined) this.identity.addRoute(root, { ...identity, apiVersion });
    }
  }

  private readWorkload(root: Field, podKind: PodKind, identity: Identity): void {
    const template = templateIn(root, podKind);
    const workload = parseWorkload(root, template, podKind, identity);
    if (podKind.kind === 'Pod' && FINISHED.includes(root.get('status').get('phase').value)) {
      this.unread.count('Pod (finished)');
      return;
    }
    this.members.addPods(template);
    const isRetired = root.get('spec').get('replicas').value === 0;
    this.workloads.push({ workload, owner: ownerOf(root), isRetired, templateOf: templateOwner(root), root, template });
  }
}

/** The kind of an object. What has neither kind nor apiVersion is no object at all, which is said once. */
function kindOf(root: Field): string | undefined {
  const kind = root.get('kind');
  if (!kind.isAbsent || !root.get('apiVersion').isAbsent) return kind.requiredText();
  kind.problem('text, and it is required', 'leave it out, or render it if manifests are made of it');
  return undefined;
}

/** From the first line to the last; a field that is read in several places is wrong once. */
function tidy(problems: readonly Problem[]): Problem[] {
  if (problems.length === 0) return [];
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
