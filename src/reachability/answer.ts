import { Analysis } from './analysis';
import { AskedEnd, PortQuestion } from './asked-end';
import { askedPortNotes } from './asked-port-notes';
import { askSides } from './asked-side';
import { explain, ExplainedWire, Explanation, judgementOf, verdictOf } from './explain';
import { connectionFix, findFixes } from './find-fixes';
import { Fix } from './fix';
import { askWall } from './identity/asked-wall';
import { identityFixes } from './identity-fixes';
import { eachPort, mistakenPort } from './mistaken-port';
import { PortSet } from './port-set';
import { wayNotes } from './way-notes';
import { whatDecides } from './what-decides';

/** A verdict with all that decided it, and what to do about it. */
export interface Answer extends Explanation {
  /** What is worth a word about the question itself. */
  readonly notes?: readonly string[];
  /** What would open what is denied. */
  readonly fixes?: readonly Fix[];
  /** What would decide what is undefined. */
  readonly decides?: readonly string[];
}

/** Answers a question as people need it: whether it was the right one, and what would change the answer. */
export function answer(analysis: Analysis, from: AskedEnd, to: AskedEnd, port: PortQuestion): Answer {
  const explanation = explain(analysis, from, to, port);
  const { verdict, reason } = explanation;
  const question = PortSet.range(port.protocol, port.port, port.port);
  const asked = askSides(analysis, from, to);
  const wall = askWall(analysis, from, to, asked);
  const byWalls = verdictOf(wall?.judgement ?? judgementOf(asked), question);
  const notes = [
    ...askedPortNotes(analysis, from, to, port),
    ...wireNotes(explanation),
    ...wayNotes(analysis, from, to, question, byWalls),
  ];
  const fixes = verdict === 'deny' ? fixesFor(analysis, from, to, explanation) : [];
  const decides =
    verdict === 'undefined' && reason !== undefined
      ? whatDecides(analysis, { from, to, port, sides: asked, reason })
      : [];
  return {
    ...explanation,
    ...(notes.length === 0 ? {} : { notes }),
    ...(fixes.length === 0 ? {} : { fixes }),
    ...(decides.length === 0 ? {} : { decides }),
  };
}

/** Opening the port of a Service would help nobody: what is meant is the pods' port, which may be open already. */
function fixesFor(analysis: Analysis, from: AskedEnd, to: AskedEnd, denied: Explanation): Fix[] {
  const { protocol, port } = denied.port;
  const mistake = to.kind === 'workload' ? mistakenPort(analysis, to.position, protocol, port) : undefined;
  const meant =
    mistake === undefined ? [denied] : eachPort(mistake.targets).map((own) => explain(analysis, from, to, own));
  return meant.filter(({ verdict }) => verdict === 'deny').flatMap((each) => fixesOfWalls(analysis, from, to, each));
}

/** First for the network policies, which see the mesh's own port where it carries the connection; then for the mesh. */
function fixesOfWalls(analysis: Analysis, from: AskedEnd, to: AskedEnd, { port, sides, wire }: Explanation): Fix[] {
  const closed = sides.filter((side) => side.verdict === 'deny').map(({ direction }) => direction);
  const wall = askWall(analysis, from, to, askSides(analysis, from, to));
  const question = PortSet.range(port.protocol, port.port, port.port);
  const identity = wall?.identity;
  const isByIdentity = identity !== undefined && verdictOf(identity.judgement, question) === 'deny';
  if (isByIdentity || wire !== undefined) {
    const call = connectionFix(analysis, from, to, port);
    if (call !== undefined) return isMeshPort(port, wire) ? [] : [call];
  }
  if (isMeshPort(port, wire)) return [];
  const seen = wire?.isAlways === true && port.protocol === 'TCP' ? { protocol: wire.protocol, port: wire.port } : port;
  return [
    ...findFixes(analysis, { from, to, port: seen, sides: closed }),
    ...(isByIdentity ? identityFixes(analysis, { from, port, identity }) : []),
  ];
}

/** Programs do not connect to the port by which a mesh carries connections. */
function isMeshPort({ protocol, port }: PortQuestion, wire: ExplainedWire | undefined): boolean {
  return wire !== undefined && protocol === 'TCP' && port === wire.port;
}

function wireNotes({ port, wire }: Explanation): string[] {
  if (wire === undefined || !isMeshPort(port, wire)) return [];
  return [`${wire.port}/TCP is the mesh's own port between these pods: its proxies connect to it, and programs do not`];
}
