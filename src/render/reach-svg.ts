import { buildPicture } from './picture/build';
import { pictureSvg } from './picture/draw/svg';
import { startView } from './picture/views/start';
import { viewOf } from './picture/views/view';
import { ReachReport } from './reach-report';

/** Flows as a picture. */
export function* reachSvg({ flows, surroundings: { analysis, filter } }: ReachReport): Generator<string> {
  const caption = filter === undefined ? {} : { caption: `Only ${filter}` };
  yield pictureSvg(startView(viewOf(buildPicture(analysis, flows, { isPart: filter !== undefined }), {})), caption);
}
