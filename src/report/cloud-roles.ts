import { connectionsCall } from './connections-call';
import { firstOf, Proof } from './findings';
import { PeerCompiler } from './peer-compiler';
import { coversPeer } from './peer-coverage';
import { AccountsOfApp, PodSpec, podSpecOf } from './pod-specs';
import { idOf, RenderedObject } from './rendered-cluster';
import { GOOGLE_IDENTITY_PARTS, ROLE_ANNOTATIONS } from '../network/cloud-peers';
import { ClusterProfile } from '../network/cluster-profile';
import { PeerParts } from '../network/peer-parts';
import { portsOn } from '../reachability/cluster';
import { isUndecided } from '../reachability/doubt';
import { isOwn, variableOf } from '../reachability/own-workloads';
import { PortSet } from '../reachability/port-set';
import { isolatingRules } from '../reachability/side-rules';
import { rulesOnNames } from '../reachability/undecided-side';

/** Where pods get their credentials, by the annotation of their account: from an agent, or for their token at a public name. */
interface Role {
  readonly annotation: string;
  readonly agent?: PeerParts;
  readonly endpoint?: string;
  /** The value of `cloudRole` that opens it. */
  readonly call: string;
}

const ROLES: readonly Role[] = [
  {
    annotation: ROLE_ANNOTATIONS.aws,
    endpoint: 'sts.<region>.amazonaws.com',
    call: 'CloudRole.irsa(…, { tokenEndpoint: Peer.internet() })',
  },
  {
    annotation: ROLE_ANNOTATIONS.azure,
    endpoint: 'login.microsoftonline.com',
    call: 'CloudRole.azureWorkloadIdentity(…, { tokenEndpoint: Peer.internet() })',
  },
  {
    annotation: ROLE_ANNOTATIONS.google,
    agent: GOOGLE_IDENTITY_PARTS,
    call: 'CloudRole.gkeWorkloadIdentity(…)',
  },
];

const HTTPS = PortSet.range('TCP', 443, 443);

/**
 * Pods whose account has a role of a cloud must reach whoever gives them their credentials. Where their policies certainly do
 * not let them, that is said.
 */
export function warnOfClosedRoles(proof: Proof, objects: readonly RenderedObject[]): void {
  const accounts = new AccountsOfApp(objects);
  const compiler = new PeerCompiler(proof.analysis.cluster, undefined);
  for (const object of objects) {
    const spec = podSpecOf(object);
    const annotations = spec && accounts.of(object, spec)?.metadata?.annotations;
    if (spec === undefined || annotations === undefined) continue;
    for (const each of ROLES) {
      if (annotations[each.annotation] !== undefined) warnOfRole(proof, compiler, object, spec, each);
    }
  }
}

function warnOfRole(proof: Proof, compiler: PeerCompiler, object: RenderedObject, spec: PodSpec, role: Role): void {
  const { cluster } = proof.analysis;
  const position = cluster.positions.get(idOf(object));
  const side = position === undefined ? undefined : cluster.sides.egress[position];
  if (position === undefined || side === undefined || side.isolatedBy.length === 0 || isUndecided(side)) return;
  if (cluster.workloads[position].hostNetwork) return;
  const isOpen =
    role.agent === undefined
      ? opensHttps(proof, position) || hasProxy(spec)
      : opensAgent(proof, compiler, object, position, role.agent);
  if (isOpen) return;
  const { id } = cluster.workloads[position];
  const where = role.endpoint === undefined ? 'the metadata server of its node' : `${role.endpoint} on port 443`;
  proof.findings.warn(
    object.owner,
    `${id} gets a role of a cloud by ${role.annotation} of its account, and may not connect to ${where}, which gives the ` +
      `credentials, because of ${firstOf(side.isolatedBy.map((policy) => policy.id))}. Fix: ${fix(proof, position, role)}`,
  );
}

function fix({ analysis }: Proof, position: number, { endpoint, call }: Role): string {
  const connections = connectionsCall(analysis, position);
  if (!isOwn(analysis, position)) {
    const peer = endpoint === undefined ? 'Peer.cloudIdentity()' : 'Peer.internet(), [Port.HTTPS]';
    return `${connections}.allowTo(${peer});`;
  }
  if (endpoint === undefined) return `cloudRole: ${call}`;
  const variable = variableOf(analysis.cluster.workloads[position]);
  const alias = `new ExternalAlias(chart, 'tokens', { hostname: '${endpoint}', port: 443 })`;
  return `cloudRole: ${call}; or ${variable}.connectTo(${alias});`;
}

/** Any address will do: the endpoint may be of the internet or of the private network. */
function opensHttps({ analysis }: Proof, position: number): boolean {
  const side = analysis.cluster.sides.egress[position];
  const isOpen = isolatingRules(side).some(
    (rule) => (rule.everybody || !rule.blocks.isEmpty) && portsOn(rule, undefined).includes(HTTPS),
  );
  return isOpen || rulesOnNames(side, HTTPS).length > 0;
}

/** Then 443 is not what the pods connect to. */
function hasProxy({ containers = [] }: PodSpec): boolean {
  return containers.some(({ env = [] }) => env.some(({ name = '' }) => /^https_proxy$/i.test(name)));
}

/** Either form of the agent will do: the cluster has one of them. */
function opensAgent(
  proof: Proof,
  compiler: PeerCompiler,
  { owner }: RenderedObject,
  position: number,
  agent: PeerParts,
): boolean {
  const side = proof.analysis.cluster.sides.egress[position];
  const profile = ClusterProfile.of(owner);
  const ports = agent.ports?.(profile) ?? [];
  const peers = agent.ends(profile, 'egress').flatMap((end) => (end.kind === 'peer' ? (end.peers ?? []) : []));
  return peers.some((peer) =>
    ports.some((port) =>
      coversPeer(proof, 'egress', compiler.compile(position, [peer], [port]), side.rules, undefined),
    ),
  );
}
