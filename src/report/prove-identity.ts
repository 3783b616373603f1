import { DeclaredClient, DeclaredIdentities, isInMesh } from './declared-identities';
import { clientOf } from './declared-openings';
import { Findings, firstOf, Proof } from './findings';
import { covers, Grant, Grantee, grantText, portsFor } from './identity-grants';
import { probeRequests } from './probe-requests';
import { proveMutualAuthentication } from './prove-mutual-authentication';
import { RenderedObject } from './rendered-cluster';
import { asGrants, RenderedGrant, RenderedIdentities } from './rendered-identities';
import { areAmong, missingAmong } from './request-words';
import { warnOfSharedIdentities } from './shared-identities';
import { Declarations, isForeign, Member } from '../network/declarations';
import { meshOf } from '../reachability/identity/caller';
import { identityBetween } from '../reachability/identity/wall';
import { PortSet } from '../reachability/port-set';
import { pairFlows } from '../reachability/workload-flows';
import { inWords } from '../support/refuse';
import { httpWords } from '../topology/http-words';

/** A server in a mesh whose policies know clients by their identity. */
interface Server {
  readonly member: Member;
  readonly position: number;
  /** Where it is, and what is said of it. */
  readonly id: string;
  /** Whether the manifests tell that it is in the mesh. */
  readonly isInside: boolean;
  readonly declared: readonly DeclaredClient[];
  readonly rendered: readonly RenderedGrant[];
}

/**
 * Both directions of the proof once more, by the identities of clients: what was declared is let in by the rendered policies of the
 * mesh, all of them counted, and what these let in is declared or accepted.
 */
export function proveIdentity(proof: Proof, declarations: Declarations, objects: readonly RenderedObject[]): void {
  if (!declarations.members.some(isInMesh)) return;
  const declared = new DeclaredIdentities(proof, declarations);
  proveMutualAuthentication(proof, declarations, declared);
  warnOfSharedIdentities(proof, declarations, declared);
  for (const server of serversOf(proof, declarations, declared, objects)) {
    proveLetIn(proof, server);
    proveNobodyElse(proof, server);
  }
}

function* serversOf(
  { analysis, pods, findings, isStandIn }: Proof,
  { members }: Declarations,
  declared: DeclaredIdentities,
  objects: readonly RenderedObject[],
): Generator<Server> {
  let identities: RenderedIdentities | undefined;
  let probes: ReturnType<typeof probeRequests> | undefined;
  for (const member of members) {
    if (!isInMesh(member) || member.mesh.mesh._kind === 'cilium') continue;
    // `cluster.local` stands for the domain of the mesh, whatever that is.
    identities ??= new RenderedIdentities(analysis.cluster, ['cluster.local', member.mesh.mesh._trustDomain]);
    for (const position of pods.of(member)) {
      const workload = analysis.cluster.workloads[position];
      const { id } = workload;
      const mesh = meshOf(workload);
      if (mesh === 'outside' && !isForeign(member)) {
        failOutside(findings, member, id);
        continue;
      }
      const isInside = mesh !== 'outside' && mesh !== 'unknown';
      if (!isInside && !isStandIn(position)) {
        findings.leaveUndefined(member.owner, `the identity of clients of ${id}`, NOT_TOLD);
      }
      // What the mesh closes besides is said by those whose pods they are.
      const rendered = identities.of(position, isInside || !isForeign(member));
      probes ??= probeRequests(analysis, objects);
      const clients = [...declared.of(position), ...(probes.get(position) ?? [])];
      yield { member, position, id, isInside, declared: clients, rendered };
    }
  }
}

const NOT_TOLD = 'the manifests do not tell whether its pods are in the mesh';

/** Pods that a patch takes out of the mesh take connections from whoever connects. */
function failOutside(findings: Findings, { owner }: Member, id: string): void {
  findings.fail(owner, {
    what: `identities of the clients of ${id}`,
    got: inWords('pods that are outside of the mesh as they are rendered: nothing asks for an identity'),
    allowed: 'pods in the mesh, as their construct says',
    fix: 'undo the patch that takes them out (a label, an annotation, hostNetwork), or say it: mesh: MeshMode.OUTSIDE',
  });
}

/** Declared → let in. */
function proveLetIn(proof: Proof, server: Server): void {
  const { member, id, declared, rendered } = server;
  const grants = asGrants(rendered);
  for (const client of declared) {
    const { who, ports, declaration, text } = client;
    if (declaration === undefined) continue;
    const { owner } = clientOf(declaration);
    const { closed, unknown, reason } = judgeClient(proof, server, client, grants);
    // Of pods that may be outside of the mesh it is said once.
    if (!unknown.isEmpty && server.isInside) {
      proof.findings.leaveUndefined(owner, connection(text, id, unknown), reason);
    }
    const missing = missingRequests(client, grants);
    if (closed.isEmpty && missing.length === 0) continue;
    proof.findings.fail(owner, {
      what: connection(text, id, closed.isEmpty ? ports : closed),
      got: inWords(
        closed.isEmpty
          ? `closed to ${firstOf(missing)}: no policy of the mesh lets these requests in`
          : `closed to ${firstOf([...new Set(who.map(grantText))])}: ${closers(proof, member, rendered)}`,
      ),
      allowed: 'a connection that the rendered policies of the mesh let in by the identity of the client',
      fix:
        'leave the policies of the mesh and the account of the client as they are rendered, or add the rule to the ' +
        'policy that selects the server',
    });
  }
}

function connection(text: string, id: string, ports: PortSet): string {
  return `declared connection from ${text} to ${id} on ${ports.toString()}`;
}

interface Judged {
  readonly closed: PortSet;
  readonly unknown: PortSet;
  readonly reason: string;
}

/** Workloads of the app are judged as the engine judges any; of others it is known how they are named. */
function judgeClient(
  { analysis, isStandIn }: Proof,
  { position }: Server,
  { who, sources, ports, http }: DeclaredClient,
  grants: readonly Grant[],
): Judged {
  const rendered = sources.filter((source) => !isStandIn(source) && source !== position);
  if (rendered.length === 0 || isStandIn(position)) {
    const enough = grants.filter(({ only }) => only === undefined || http !== undefined);
    const closed = PortSet.unionAll(who.map((each) => ports.subtract(portsFor(each, enough))));
    return { closed, unknown: PortSet.NONE, reason: '' };
  }
  let [closed, unknown] = [PortSet.NONE, PortSet.NONE];
  let reason = '';
  for (const source of rendered) {
    const judgement = identityBetween(analysis, source, position);
    if (judgement === undefined) continue;
    const { allow, limited = PortSet.NONE } = judgement;
    const whole = http === undefined ? allow.subtract(limited) : allow;
    closed = closed.union(ports.subtract(whole).subtract(judgement.unknown));
    const undecided = ports.subtract(whole).intersect(judgement.unknown);
    if (undecided.isEmpty) continue;
    unknown = unknown.union(undecided);
    const flow = [...pairFlows(analysis, source, position)].find(({ verdict }) => verdict === 'undefined');
    reason = flow?.reason?.text ?? 'the policies of the mesh do not decide it';
  }
  return { closed, unknown, reason };
}

/** The declared requests that are not let in from the client, in words. */
function missingRequests({ who, ports, http }: DeclaredClient, grants: readonly Grant[]): string[] {
  if (http === undefined) return [];
  const own = grants.filter(({ who: wide }) => who.every((each) => wide.some((grantee) => covers(grantee, each))));
  const some = own.filter((grant) => grant.ports.includes(ports));
  if (some.some(({ only }) => only === undefined)) return [];
  return missingAmong(
    http,
    some.flatMap(({ only }) => only ?? []),
  ).map(httpWords);
}

function closers({ analysis: { cluster } }: Proof, { mesh }: Member, rendered: readonly RenderedGrant[]): string {
  const policies = [...new Set(rendered.map(({ place }) => place.slice(place.indexOf(' of ') + 4)))];
  const of = mesh?.mesh._facts.name ?? 'the mesh';
  if (policies.length === 0 || cluster.topology.identity === undefined) return `no policy of ${of} lets anybody in`;
  return `${firstOf(policies, 3)} ${policies.length === 1 ? 'has' : 'have'} no rule for it`;
}

/** Let in → declared. */
function proveNobodyElse({ findings }: Proof, { member, id, declared, rendered }: Server): void {
  const found: { readonly who: string; readonly place: string }[] = [];
  for (const { lists, ports, place, only } of rendered) {
    const enough = declared
      .filter(({ http }) => http === undefined || (only !== undefined && areAmong(only, http)))
      .map(({ who, ports: own }) => ({ who, ports: own }));
    const undeclared = lists.map((who) => undeclaredOf(who, ports, enough));
    if (undeclared.some((list) => list.length === 0)) continue;
    const suffix = only === undefined ? '' : ` (${only})`;
    found.push(...undeclared[0].map((who) => ({ who: who + suffix, place })));
  }
  if (found.length === 0) return;
  const places = [...new Set(found.map(({ place }) => place))];
  findings.fail(member.owner, {
    what: `undeclared identities let in to ${id}`,
    got: inWords(`${firstOf(found.map(({ who }) => who))}, let in by ${firstOf(places)}`),
    allowed: 'the identities of clients that connections, exposures and metrics declare',
    fix:
      'remove what lets it in; or declare it with connectTo or connections.allowFrom(…); or, if others own it, accept ' +
      "it: connections.accept(peer, ports, { reason: '…' })",
  });
}

function undeclaredOf(who: readonly Grantee[], ports: PortSet, declared: readonly Grant[]): string[] {
  return who.flatMap((each) => {
    const rest = ports.subtract(portsFor(each, declared));
    return rest.isEmpty ? [] : [`${grantText(each)} on ${rest.toString()}`];
  });
}
