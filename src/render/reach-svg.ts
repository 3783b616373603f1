import { buildPicture } from './picture/build';
import { pictureSvg } from './picture/draw/svg';
import { startView } from './picture/views/start';
import { ReachReport } from './reach-report';

/** Flows as a picture. */
export function* reachSvg({ flows, surroundings: { analysis } }: ReachReport): Generator<string> {
  yield pictureSvg(startView(buildPicture(analysis, flows)));
}
