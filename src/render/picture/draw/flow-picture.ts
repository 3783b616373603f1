import { drawPicture } from './draw';
import { PictureElement } from '../element';
import { Picture } from '../picture';
import { viewOf } from '../views/view';

/** How traffic comes to one workload: who sends it, the way in, the Service, the pods. */
export function flowPicture(picture: Picture, workload: string): PictureElement {
  return drawPicture(viewOf(picture, { workload }));
}
