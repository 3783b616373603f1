import { App } from 'cdk8s';
import { Analysis } from '../src/reachability/analysis';
import { buildPicture } from '../src/render/picture/build';
import { flowPictureSvg, pictureSvg } from '../src/render/picture/draw/svg';
import { Picture, PictureEdge } from '../src/render/picture/picture';
import { startView } from '../src/render/picture/views/start';
import { viewOf } from '../src/render/picture/views/view';
import { analyseScope } from '../src/report/analyse-app';

/** A picture of a page: the file, and the same in words. */
export interface DocsPicture {
  readonly svg: string;
  readonly words: string;
}

/** The analysis of an app of one cluster. */
export function analysisOf(app: App): Analysis {
  const [judged, ...others] = [...analyseScope(app).values()];
  if (judged === undefined || others.length > 0) throw new Error('an app of one cluster is needed');
  return judged.analysis;
}

/** All of the network of an app. */
export function networkPicture(app: App): DocsPicture {
  const picture = viewOf(pictureOf(analysisOf(app)), {});
  return { svg: pictureSvg(startView(picture)), words: wordsOf(picture) };
}

/** How traffic comes to one workload of an app, and where it goes. */
export function workloadPicture(app: App, workload: string): DocsPicture {
  const picture = pictureOf(analysisOf(app));
  const node = picture.nodes.find(({ id }) => id === workload);
  if (node === undefined) throw new Error(`there is no ${workload}`);
  const svg = flowPictureSvg(picture, node.id);
  const [, words] = /<desc[^>]*>([^<]*)</.exec(svg)!;
  return { svg, words: `How traffic comes to ${node.name}: ${words}` };
}

function pictureOf(analysis: Analysis): Picture {
  return buildPicture(analysis, analysis.decidedFlows());
}

/** What a picture shows, for those who do not see it. */
function wordsOf(picture: Picture): string {
  const names = new Map(picture.nodes.map(({ id, name }) => [id, name]));
  const lines = new Set(picture.edges.map((edge) => sentence(edge, (id) => names.get(id) ?? id)));
  return lines.size === 0 ? 'No connection is open' : [...lines].join('; ').replace(/[[\]]/g, '');
}

function sentence({ from, to, way, service, ports, frame }: PictureEdge, nameOf: (id: string) => string): string {
  const through = [way, service].flatMap((id) => (id === undefined ? [] : [nameOf(id)]));
  const by = through.length === 0 ? '' : ` through ${[...new Set(through)].join(' and ')}`;
  const all = frame === undefined ? '' : 'all of ';
  const [source, target] = frame === 'to' ? [nameOf(from), `${all}${to}`] : [`${all}${nameOf(from)}`, nameOf(to)];
  return `${source} ${frame === 'from' ? 'reach' : 'reaches'} ${target} on ${ports}${by}`;
}
