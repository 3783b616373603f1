import { drawPicture } from './draw';
import { PICTURE_STYLE } from './style';
import { element, elementText } from '../element';
import { Picture } from '../picture';

/** A picture as a file of its own. */
export function pictureSvg(picture: Picture): string {
  const drawn = drawPicture(picture);
  return `${elementText({ ...drawn, children: [element('style', {}, [PICTURE_STYLE]), ...drawn.children] })}\n`;
}
