import { drawPicture } from './draw';
import { PICTURE_STYLE } from './style';
import { element, elementText, PictureElement } from '../element';
import { Picture } from '../picture';

/** What stands around a picture in a file of its own. */
export interface SvgOptions {
  /** A line below the picture. */
  readonly caption?: string;
}

/** A picture as a file of its own. */
export function pictureSvg(picture: Picture, { caption }: SvgOptions = {}): string {
  return svgFile(drawPicture(picture, caption));
}

/** What is drawn, with its style and with a title: as one image to those who do not see it. */
export function svgFile({ tag, attributes, children }: PictureElement): string {
  const access = { role: 'img', 'aria-labelledby': 'title desc', 'aria-label': undefined };
  const described = children.map((child) =>
    typeof child !== 'string' && child.tag === 'desc' ? { ...child, attributes: { id: 'desc' } } : child,
  );
  const title = element('title', { id: 'title' }, [String(attributes['aria-label'])]);
  const style = element('style', {}, [PICTURE_STYLE]);
  return `${elementText({ tag, attributes: { ...attributes, ...access }, children: [title, style, ...described] })}\n`;
}
