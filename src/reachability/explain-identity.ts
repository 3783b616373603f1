import { AskedIdentity } from './identity/asked-wall';
import { matchClients, Presented } from './identity/match-client';
import { doubtOn, limitsOfRuling } from './identity/ruling';
import { ServerPolicy, ServerRule } from './identity/server-rules';
import { Verdict, verdictOf } from './judgement-verdict';
import { PeerMatch } from './match-ends';
import { PortRange, PortSet } from './port-set';
import { Reason } from './reason';
import { MeshMembership } from '../topology/model';

/** What a rule of a mesh's policy says of a client. */
export interface IdentityRuleOpinion {
  /** The rule's position in the policy, from 0. */
  readonly rule: number;
  readonly path?: string;
  /** What of layer 7 alone it is about; absent: everything. */
  readonly only?: string;
  readonly clientMatches: PeerMatch;
  /** Whether it is about requests, which the proxy of this server does not read: it lets nobody in. Absent: it is not. */
  readonly isUnread?: true;
  /** The ports of the server that it is about. */
  readonly ports: readonly PortRange[];
}

/** A policy of a mesh, with all its rules. */
export interface IdentityPolicyExplanation {
  readonly policy: string;
  readonly action: 'allow' | 'deny';
  /** The only ports that it decides about; absent: all. */
  readonly ports?: readonly PortRange[];
  /** Whether it selects some of the pods, or nobody knows whether all; absent: it selects all of them. */
  readonly isPartial?: true;
  readonly rules: readonly IdentityRuleOpinion[];
}

/** What service meshes say of a question, whatever the network policies say. */
export interface IdentityExplanation {
  /** The destination, whose proxy decides. */
  readonly workload: string;
  /** The meshes that it may be in: one, if that is known. */
  readonly meshes: readonly MeshMembership[];
  /** What the wall says about the ports of the question together. */
  readonly verdict: Verdict;
  /** Why it is not decided. */
  readonly reason?: Reason;
  readonly only?: readonly string[];
  readonly client: IdentityOfClient;
  /** Whether clients must have an identity, where Istio decides: on the ports of the question, all modes that may count. */
  readonly mtls?: readonly string[];
  readonly policies: readonly IdentityPolicyExplanation[];
  /** What is let through on ports about which no Server of Linkerd decides; absent: nothing is said of it. */
  readonly otherwise?: readonly IdentityRuleOpinion[];
  /** Policies that are not judged; absent if there are none. */
  readonly unjudgedBy?: readonly string[];
}

/** The same about all ports, which have no verdict together. */
export type IdentityOnPorts = Omit<IdentityExplanation, 'verdict' | 'reason' | 'only'>;

/** Who the client is for the mesh. */
export interface IdentityOfClient {
  /** Whether it has an identity there. */
  readonly hasIdentity: 'yes' | 'no' | 'unknown';
  /** Its account, `shop/web`, where it is known. */
  readonly account?: string;
}

/** Shows every policy of a mesh, about all ports. */
export function explainIdentityOnPorts(asked: AskedIdentity, workload: string): IdentityOnPorts {
  const { verdict: _verdict, reason: _reason, only: _only, ...others } = explainIdentity(asked, workload, PortSet.ALL);
  return others;
}

/** Shows every policy of a mesh that has a say. */
export function explainIdentity(asked: AskedIdentity, workload: string, question: PortSet): IdentityExplanation {
  const { wall, position, caller, ruling, judgement } = asked;
  const { worlds, isSure } = wall.serverAt(position)!;
  const presented = worlds.flatMap(({ mesh, rules }) => wall.presentedIn(mesh, caller, rules));
  const verdict = verdictOf(judgement, question);
  const reason = verdict === 'undefined' ? doubtOn(ruling, question)?.reason : undefined;
  const limited = question.intersect(judgement.limited ?? PortSet.NONE);
  const only = limited.isEmpty ? [] : limitsOfRuling(ruling, limited).flatMap((limit) => limit.only);
  const opinions = (list: readonly ServerRule[]): IdentityRuleOpinion[] =>
    list.map((rule) => opinionOf(rule, presented, asked));
  const policies = new Map<string, IdentityPolicyExplanation>();
  for (const { mesh, rules } of worlds) {
    for (const policy of [...rules.deny, ...rules.allow]) {
      const said = opinions(policy.rules.all).map((opinion, i) =>
        isUnread(mesh, policy, policy.rules.all[i]) ? { ...opinion, isUnread: true as const } : opinion,
      );
      policies.set(policy.policy.id, describe(policy, said));
    }
  }
  const modes = worlds
    .filter(({ mesh }) => mesh !== 'linkerd')
    .flatMap(({ rules }) => rules.modes.filter(({ ports }) => ports.overlaps(question)));
  const unjudged = [...new Set(worlds.flatMap(({ rules }) => rules.unjudged.map(({ id }) => id)))];
  const otherwise = worlds.flatMap(({ rules }) => rules.otherwise ?? []);
  return {
    workload,
    meshes: isSure ? worlds.map(({ mesh }) => mesh) : [...worlds.map(({ mesh }) => mesh), 'outside'],
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(only.length === 0 ? {} : { only }),
    client: describeClient(presented),
    ...(modes.length === 0 ? {} : { mtls: [...new Set(modes.flatMap((each) => each.modes))] }),
    policies: [...policies.values()],
    ...(otherwise.length === 0 ? {} : { otherwise: otherwise.flatMap(({ all }) => opinions(all)) }),
    ...(unjudged.length === 0 ? {} : { unjudgedBy: unjudged }),
  };
}

/** ztunnel reads no requests, but for what a waypoint has read. */
function isUnread(mesh: MeshMembership, { policy }: ServerPolicy, { rule }: ServerRule): boolean {
  return mesh === 'istio-ambient' && policy.action === 'allow' && rule.only !== undefined && rule.isAtWaypoint !== true;
}

function describe(
  { policy, ports, by }: ServerPolicy,
  rules: readonly IdentityRuleOpinion[],
): IdentityPolicyExplanation {
  return {
    policy: policy.id,
    action: policy.action,
    ...(ports === undefined ? {} : { ports: ports.ranges() }),
    ...(by === undefined ? {} : { isPartial: true }),
    rules,
  };
}

function describeClient(presented: readonly Presented[]): IdentityOfClient {
  const [first] = presented;
  const known = new Set(presented.map(({ identity }) => identity !== undefined));
  const hasIdentity = known.size > 1 ? 'unknown' : known.has(true) ? 'yes' : 'no';
  const { namespace, account } = first.caller;
  const isNamed = hasIdentity !== 'no' && namespace !== undefined && account !== undefined;
  return { hasIdentity, ...(isNamed ? { account: `${namespace}/${account}` } : {}) };
}

function opinionOf(
  { rule, index, ports }: ServerRule,
  presented: readonly Presented[],
  { wall }: AskedIdentity,
): IdentityRuleOpinion {
  const matches = new Set(presented.map((each) => matchClients(rule.clients, each, wall.matchContext).match));
  return {
    rule: index,
    ...(rule.path === undefined ? {} : { path: rule.path }),
    ...(rule.only === undefined ? {} : { only: rule.only }),
    clientMatches: matches.size === 1 ? [...matches][0] : 'unknown',
    ports: ports.ranges(),
  };
}
