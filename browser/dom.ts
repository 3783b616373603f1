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

/** Attributes of an element of HTML, and by the names of events what listens to them. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** What stands in an element; texts are texts, and never markup. */
export type Child = Node | string | undefined | false;

/** An element of HTML. An attribute that is `false` is left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** A button that does one thing. */
export function button(text: string, click: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return make('button', { type: 'button', ...attributes, click }, text);
}
