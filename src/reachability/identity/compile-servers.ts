import { Cluster } from '../cluster';
import { PodSelection } from '../pod-selection';
import { PodSet } from '../pod-set';
import { somePods } from '../undecided-pair';
import { meshOf } from './caller';
import { modesOf, PERMISSIVE, ServerMtls } from './mtls-modes';
import { portsOfServer, RuleList, ServerPolicy, ServerRules } from './server-rules';
import {
  MtlsPolicy,
  Topology,
  UnjudgedIdentity,
  IdentityPolicy,
  IdentityRule,
  MeshMembership,
  MeshName,
  Selector,
  Workload,
} from '../../topology/model';

/** Something that selects servers, with the labels that tell its pods apart where it selects some of a workload's. */
interface Selected<T> {
  readonly of: T;
  readonly by?: readonly string[];
}

/** What may be said of the identities of one server's clients, before it is put together. */
interface Found {
  readonly policies: Selected<IdentityPolicy>[];
  readonly mtls: Selected<MtlsPolicy>[];
  readonly unjudged: Selected<UnjudgedIdentity>[];
}

/** What each mesh says of one server: of one that is known, or of each that it may be in. */
export interface Server {
  /** Whether it is known which mesh it is in. */
  readonly isSure: boolean;
  /** The same policies decide in a sidecar and in ztunnel, which reads modes otherwise. */
  readonly worlds: readonly ServerWorld[];
}

/** A server in one mesh. */
export interface ServerWorld {
  readonly mesh: Mesh;
  readonly rules: ServerRules;
}

type Mesh = Exclude<MeshMembership, 'outside' | 'unknown'>;

/** The meshes whose proxies may stand before a server. */
const MESHES: readonly Mesh[] = ['istio', 'istio-ambient', 'linkerd'];

/** By whose policies the proxies of a mesh decide. */
export function policiesOf(mesh: Mesh): MeshName {
  return mesh === 'linkerd' ? 'linkerd' : 'istio';
}

/** Looks up once which policies are for which servers. */
export class ServerIndex {
  private readonly found = new Map<number, Found>();
  private readonly known = new Map<number, Server | undefined>();

  constructor(private readonly cluster: Cluster) {
    const selection = new PodSelection(cluster.pods, cluster.topology.namespaces);
    const add = <T extends Subject>(items: readonly T[], listOf: (found: Found) => Selected<T>[]): void => {
      for (const of of items) {
        const { members, partial } = this.selectedBy(of, selection);
        for (const position of members) listOf(this.foundAt(position)).push({ of });
        for (const [position, by] of partial) listOf(this.foundAt(position)).push({ of, by });
      }
    };
    const {
      policies = [],
      mtls = [],
      unjudged = [],
    }: Partial<NonNullable<Topology['identity']>> = cluster.topology.identity ?? {};
    add(policies, (found) => found.policies);
    add(mtls, (found) => found.mtls);
    add(unjudged, (found) => found.unjudged);
  }

  /** What policies say of a server; undefined if nothing does: everybody is let through. */
  public of(position: number): Server | undefined {
    if (!this.known.has(position)) this.known.set(position, this.compile(position));
    return this.known.get(position);
  }

  private compile(position: number): Server | undefined {
    const workload = this.cluster.workloads[position];
    const mesh = meshOf(workload);
    if (mesh === 'outside') return undefined;
    const worlds = (mesh === 'unknown' ? MESHES : [mesh]).flatMap((each): ServerWorld[] => {
      const rules = rulesIn(each, workload, this.found.get(position));
      return rules === undefined ? [] : [{ mesh: each, rules }];
    });
    return worlds.length === 0 ? undefined : { isSure: mesh !== 'unknown', worlds };
  }

  private selectedBy({ namespace, namespaceSelector, podSelector }: Subject, selection: PodSelection): PodSet {
    const pods = podSelector ?? EVERYTHING;
    return namespaceSelector === undefined
      ? this.cluster.pods.inNamespace(namespace, pods)
      : selection.of(namespaceSelector, pods);
  }

  private foundAt(position: number): Found {
    let found = this.found.get(position);
    if (found === undefined) this.found.set(position, (found = { policies: [], mtls: [], unjudged: [] }));
    return found;
  }
}

interface Subject {
  readonly namespace: string;
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
}

const EVERYTHING: Selector = { requirements: [] };

/** Undefined if nothing is said: then everybody is let through. */
function rulesIn(mesh: Mesh, workload: Workload, found: Found | undefined): ServerRules | undefined {
  const name = policiesOf(mesh);
  const policies = (found?.policies ?? []).filter(({ of }) => of.mesh === name);
  const unjudged = (found?.unjudged ?? []).filter(({ of }) => of.mesh === name).map(({ of }) => of);
  const mtls =
    name === 'istio' ? (found?.mtls ?? []).map(({ of, ...others }): ServerMtls => ({ policy: of, ...others })) : [];
  const otherwise = name === 'linkerd' ? workload.inboundDefault : undefined;
  if (policies.length + unjudged.length + mtls.length === 0 && otherwise === undefined) return undefined;
  const compile = ({ of: policy, by }: Selected<IdentityPolicy>): ServerPolicy => ({
    policy,
    ...(by === undefined ? {} : { by }),
    ...(policy.ports === undefined ? {} : { ports: portsOfServer(policy.ports, workload.namedPorts) }),
    rules: rulesOf(
      mesh === 'istio-ambient' ? policy.rules.map((rule) => atZtunnel(rule, policy.action)) : policy.rules,
      workload,
      policy,
    ),
  });
  const modes = mtls.length === 0 ? PERMISSIVE : modesOf(mtls, (labels) => somePods(workload, labels));
  return {
    allow: policies.filter(({ of }) => of.action === 'allow').map(compile),
    deny: policies.filter(({ of }) => of.action === 'deny').map(compile),
    // ztunnel takes clients without identity where a sidecar is told to show none.
    modes: mesh === 'istio-ambient' ? modes.map(withoutDisable) : modes,
    unjudged,
    ...(otherwise === undefined ? {} : { otherwise: rulesOf(otherwise, workload) }),
  };
}

function rulesOf(rules: readonly IdentityRule[], { namedPorts }: Workload, policy?: IdentityPolicy): RuleList {
  return new RuleList(
    rules.map((rule, index) => ({
      ...(policy === undefined ? {} : { policy }),
      rule,
      index,
      ports: portsOfServer(rule.ports, namedPorts),
    })),
  );
}

/**
 * In ambient mode `DISABLE` is not supported: what comes by HBONE is encrypted whatever it says.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
function withoutDisable({ modes, ...others }: ServerRules['modes'][number]): ServerRules['modes'][number] {
  return { ...others, modes: [...new Set(modes.map((mode) => (mode === 'disable' ? 'permissive' : mode)))] };
}

/**
 * ztunnel reads no requests. A rule that lets some of them through lets nothing through there, and one that refuses some refuses all.
 * What a waypoint decides is read by it.
 *
 * @see https://istio.io/latest/docs/ambient/usage/l4-policy/
 */
function atZtunnel({ only, ...rule }: IdentityRule, action: IdentityPolicy['action']): IdentityRule {
  if (only === undefined) return rule;
  if (rule.isAtWaypoint === true) return { ...rule, only };
  if (action === 'allow') return { ...rule, only, clients: [] };
  const { perhaps: _, ...whole } = rule;
  return whole;
}
