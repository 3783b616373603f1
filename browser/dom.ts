import { PictureElement } from '../src/render/picture/element';

const SVG = 'http://www.w3.org/2000/svg';

/** An element of a picture, in the page. Texts become texts, and never markup. */
export function toDom({ tag, attributes, children }: PictureElement): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && name !== 'xmlns') made.setAttribute(name, String(value));
  }
  made.append(...children.map((child) => (typeof child === 'string' ? child : toDom(child))));
  return made;
}
