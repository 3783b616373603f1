import { drawPicture } from './draw';
import { flowPicture } from './flow-picture';
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

/** How traffic comes to one workload, as a file of its own. */
export function flowPictureSvg(picture: Picture, workload: string): string {
  return svgFile(flowPicture(picture, workload));
}

/** What is drawn, with its style and with a title: as one image to those who do not see it. */
function svgFile({ tag, attributes, children }: PictureElement): string {
  const access = { role: 'img', 'aria-labelledby': 'title desc', 'aria-label': undefined };
  const title = element('title', { id: 'title' }, [String(attributes['aria-label'])]);
  const style = element('style', {}, [PICTURE_STYLE]);
  const drawn = children.map(still);
  return `${elementText({ tag, attributes: { ...attributes, ...access }, children: [title, style, ...drawn] })}\n`;
}

/** Without what only pages need, which answer a click. */
function still(child: PictureElement | string): PictureElement | string {
  if (typeof child === 'string') return child;
  const { tag, attributes, children } = child;
  if (tag === 'desc') return { ...child, attributes: { id: 'desc' } };
  const own = Object.entries(attributes).filter(([name]) => !/^(data-|aria-|role$)/.test(name));
  const kept = children.filter((each) => typeof each === 'string' || each.attributes.class !== 'reach');
  return { tag, attributes: Object.fromEntries(own), children: kept.map(still) };
}
