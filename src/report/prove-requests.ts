import { Construct } from 'constructs';
import { clientOf } from './declared-openings';
import { firstOf, Proof, verdictOn } from './findings';
import { pairKey } from './pair-key';
import { toPortSet } from './port-sets';
import { pathPattern } from '../network/cilium-clients';
import { Declaration, Declarations } from '../network/declarations';
import { formatRequest, HttpRequest } from '../network/mesh/http-request';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { matchesPod } from '../reachability/judge';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/** Two workloads between which some requests are declared, and perhaps all of them on other ports. */
interface RequestedPair {
  readonly source: number;
  readonly destination: number;
  readonly client: Construct;
  readonly requests: HttpRequest[];
  /** The ports of each request, by what it is in a policy. */
  readonly byText: Map<string, PortSet>;
  /** The ports on which whatever is sent is declared. */
  plain: PortSet;
}

/**
 * Requests that were not declared are refused: where policies of Cilium judge them, no rule lets other ones through on the ports that are
 * declared for some. That they are open at all, the proof of connections shows.
 */
export function proveRequests(proof: Proof, declarations: Declarations): void {
  for (const pair of requestedPairs(proof, declarations)) {
    const { source, destination, client, requests, byText } = pair;
    const { workloads, sides } = proof.analysis.cluster;
    const server = workloads[destination];
    const means = (rule: CompiledRule): boolean => matchesPod(rule, source) !== 'no';
    const others = proof.openings.peerRulesOf('ingress', destination).filter(means);
    const wider = PortSet.unionAll([pair.plain, ...others.map((rule) => portsOn(rule, server))]);
    const asked = verdictOn(proof, source, destination)
      .allow.intersect(PortSet.unionAll([...byText.values()]))
      .subtract(wider);
    if (asked.isEmpty) continue;
    const openers = sides.ingress[destination].rules.filter((rule) => {
      if (!means(rule)) return false;
      const declared = byText.get(rule.given.only ?? '') ?? PortSet.NONE;
      return !portsOn(rule, server).intersect(asked).subtract(declared).isEmpty;
    });
    if (openers.length === 0) continue;
    const by = openers.map(({ policy, index, given: { only } }) => {
      return `ingress rule ${index} of ${policy.id} lets ${only ?? 'whatever is sent'} through`;
    });
    proof.findings.fail(client, {
      what: `declared requests from ${workloads[source].id} to ${server.id} on ${asked.toString()}`,
      got: inWords(`more of them are open: ${firstOf(by, 3)}`),
      allowed: firstOf(requests.map(formatRequest)),
      fix: 'remove what opens more; or leave `http` out of the connection',
    });
  }
}

function requestedPairs(proof: Proof, { declared }: Declarations): RequestedPair[] {
  const pairs = new Map<number, RequestedPair>();
  if (declared.every(({ terms }) => terms?.http === undefined)) return [];
  for (const declaration of declared.filter(isOfCilium)) {
    for (const [source, destination] of endsOf(proof, declaration)) {
      const { terms, ports } = declaration;
      const opened = PortSet.unionAll(
        ports.map((port) => toPortSet(port, proof.analysis.cluster.workloads[destination])),
      );
      const key = pairKey(proof.analysis.cluster, source, destination);
      const client = clientOf(declaration).owner;
      const pair = pairs.get(key) ?? newPair(source, destination, client);
      pairs.set(key, pair);
      if (terms?.http === undefined) {
        pair.plain = pair.plain.union(opened);
      } else {
        pair.requests.push(...terms.http);
        for (const text of terms.http.map(textOf)) {
          pair.byText.set(text, (pair.byText.get(text) ?? PortSet.NONE).union(opened));
        }
      }
    }
  }
  return [...pairs.values()].filter(({ requests }) => requests.length > 0);
}

function newPair(source: number, destination: number, client: Construct): RequestedPair {
  return { source, destination, client, requests: [], byText: new Map<string, PortSet>(), plain: PortSet.NONE };
}

/** Other meshes have policies of their own for requests. */
function isOfCilium({ member, end }: Declaration): boolean {
  if (end.kind !== 'pods') return false;
  return [member.mesh, end.member.mesh].every((side) => side === undefined || side.mesh._kind === 'cilium');
}

function* endsOf({ pods }: Proof, { member, direction, end }: Declaration): Generator<readonly [number, number]> {
  if (end.kind !== 'pods') return;
  const [clients, servers] = direction === 'egress' ? [member, end.member] : [end.member, member];
  for (const destination of pods.of(servers)) {
    for (const source of pods.of(clients)) yield [source, destination];
  }
}

/** A request as it is read from a policy of Cilium. */
function textOf({ method, path }: HttpRequest): string {
  const words = ['HTTP', method, path === undefined ? undefined : pathPattern(path)];
  return words.filter((word) => word !== undefined).join(' ');
}
