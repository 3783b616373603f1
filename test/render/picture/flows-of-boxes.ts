import { Analysis } from '../../../src/reachability/analysis';
import { buildPicture } from '../../../src/render/picture/build';
import { Picture, PictureEdge, PictureNode } from '../../../src/render/picture/picture';
import { analysed } from '../../reachability/analysed';

/** The picture of YAML documents. */
export function pictureOf(yaml: string): Picture {
  return pictureOfAnalysis(analysed(yaml));
}

/** The picture of all that an analysis has. */
export function pictureOfAnalysis(analysis: Analysis): Picture {
  return buildPicture(analysis, analysis.decidedFlows());
}

/** An arrow in one line: `a > way > service > b: 80/TCP, allow, inside`. */
export function arrow(edge: PictureEdge): string {
  const { from, to, way, service, ports, verdict, exposure, outside, only, count, frame, change } = edge;
  const stops = [from, way, service, to].filter((stop) => stop !== undefined).join(' > ');
  const more = [
    outside,
    ...(only === undefined ? [] : [`only ${only.join(', ')}`]),
    ...(count === undefined ? [] : [`${count} ${frame === undefined ? 'connections' : `by its frame (${frame})`}`]),
    ...(change === undefined ? [] : [`${change.kind} (${change.risk}): ${change.text}`]),
  ].filter((text) => text !== undefined);
  return `${stops}: ${[ports, verdict, exposure, ...more].join(', ')}`;
}

/** A box in one line: `kind id | name | what | details`. */
export function box({ kind, id, name, what, details = [] }: PictureNode): string {
  return [`${kind} ${id}`, name, what, ...details].join(' | ');
}

/** The arrows of a picture, in lines. */
export function arrows({ edges }: Picture): string[] {
  return edges.map(arrow);
}

/** The boxes of some kinds, in lines. */
export function boxes({ nodes }: Picture, ...kinds: readonly PictureNode['kind'][]): string[] {
  return nodes.filter(({ kind }) => kinds.includes(kind)).map(box);
}

/** The box of an id. */
export function boxOf({ nodes }: Picture, id: string): PictureNode {
  const found = nodes.find((node) => node.id === id);
  if (found === undefined) throw new Error(`no box ${id} among ${nodes.map((node) => node.id).join(', ')}`);
  return found;
}
