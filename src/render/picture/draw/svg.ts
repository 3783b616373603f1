import { drawPicture } from './draw';
import { PICTURE_STYLE } from './style';
import { element, elementText } from '../element';
import { Picture } from '../picture';

/** What stands around a picture in a file of its own. */
export interface SvgOptions {
  /** A line below the picture. */
  readonly caption?: string;
}

/** A picture as a file of its own. */
export function pictureSvg(picture: Picture, { caption }: SvgOptions = {}): string {
  const drawn = drawPicture(picture);
  const style = element('style', {}, [PICTURE_STYLE]);
  if (caption === undefined) return `${elementText({ ...drawn, children: [style, ...drawn.children] })}\n`;
  const { width, height } = drawn.attributes;
  const tall = Number(height) + 28;
  const attributes = { ...drawn.attributes, height: tall, viewBox: `0 0 ${width} ${tall}` };
  const line = element('text', { class: 'caption', x: 8, y: tall - 10 }, [caption]);
  return `${elementText({ ...drawn, attributes, children: [style, ...drawn.children, line] })}\n`;
}
