import { edgeNotes, endWords, EXPOSURE_WORDS, SIGNS } from './panels/edge-words';
import { Names } from './panels/names';
import { findingsText, markTexts } from '../src/render/picture/draw/words';
import { PictureEdge, PictureNode } from '../src/render/picture/picture';
import { plural } from '../src/render/plural';

/** What is said of something under the pointer. */
export interface Hint {
  readonly name: string;
  readonly lines: readonly string[];
}

/** More arrows than these are not named. */
const MOST_NAMED = 6;

/** A box: what it is, how far it is open, and how many arrows it has. */
export function nodeHint(node: PictureNode, edges: readonly PictureEdge[], names: Names): Hint {
  const { id, what, namespace, details = [], walls, findings = [], severity, replicas, kind, workloads } = node;
  const count = replicas ?? 0;
  const kindLine = [what, ...(namespace === undefined || kind === 'namespace' ? [] : [`in ${namespace}`])].join(' ');
  const lines = [
    [kindLine, count === 0 ? '' : plural(count, 'pod'), workloads === undefined ? '' : plural(workloads, 'workload')],
    details,
    walls === undefined ? [] : [`ingress ${walls.ingress}`, `egress ${walls.egress}`, ...markTexts(node)],
    [reachWords(id, edges)],
    [findings.length === 0 ? '' : findingsText(findings, severity ?? 'note')],
    [kind === 'namespace' ? 'A click opens it.' : ''],
  ];
  const texts = lines.map((line) => line.filter((text) => text !== '').join(', '));
  return { name: names.of(id).replace(/^namespace /, ''), lines: texts.filter((text) => text !== '') };
}

/** `2 in, 3 out`, where it has any. */
function reachWords(id: string, edges: readonly PictureEdge[]): string {
  const isEnd = ({ from, to, way, service }: PictureEdge): boolean => [from, to, way, service].includes(id);
  const isOut = (edge: PictureEdge): boolean => edge.from === id || (edge.frame === 'from' && !isEnd(edge));
  // Of what a frame's arrow stands for, one connection is a workload's own.
  const sum = (own: readonly PictureEdge[]): number =>
    own.reduce((all, edge) => all + (isEnd(edge) ? (edge.count ?? 1) : 1), 0);
  const a = sum(edges.filter((edge) => !isOut(edge)));
  const b = sum(edges.filter(isOut));
  if (a + b === 0) return 'no arrows';
  return [a === 0 ? '' : `${a} in`, b === 0 ? '' : `${b} out`].filter((text) => text !== '').join(', ');
}

/** An arrow: from whom to whom, on which ports, and what is worth a word. */
export function edgeHint(edge: PictureEdge, names: Names): Hint {
  const { verdict, exposure, reason, change } = edge;
  const notes = edgeNotes(edge, names).join(', ');
  const exposes = EXPOSURE_WORDS[exposure];
  const lines = [
    `${portsOf(edge)}${verdict === 'allow' && change?.kind !== 'removed' ? ', allowed' : ''}`,
    notes,
    exposes === '' || notes.includes(exposes) ? '' : exposes,
    reason ?? '',
  ];
  return { name: `${signOf(edge)}${endsOf(edge, names)}`, lines: lines.filter((text) => text !== '') };
}

/** Ports that several arrows come in by. */
export function portsHint(edges: readonly PictureEdge[], names: Names): Hint {
  const rest = edges.length - MOST_NAMED;
  const texts = edges.slice(0, MOST_NAMED).map((edge) => `${signOf(edge)}${endsOf(edge, names)}`);
  return { name: portsOf(edges[0]), lines: [...texts, ...(rest > 0 ? [`and ${rest} more`] : [])] };
}

function portsOf({ ports }: PictureEdge): string {
  return ports === 'all' ? 'all ports' : ports;
}

function endsOf(edge: PictureEdge, names: Names): string {
  return `${endWords(edge, 'from', names)} → ${endWords(edge, 'to', names)}`;
}

function signOf({ change }: PictureEdge): string {
  return change === undefined ? '' : `${SIGNS[change.kind]} `;
}
