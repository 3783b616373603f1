import { xmlText } from '../xml';

/** An element of a picture or of a page. Names and texts of manifests are texts here, so that they are never markup. */
export interface PictureElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (PictureElement | string)[];
}

/** An element. */
export function element(
  tag: string,
  attributes: PictureElement['attributes'] = {},
  children: readonly (PictureElement | string | undefined)[] = [],
): PictureElement {
  return { tag, attributes, children: children.filter((child) => child !== undefined) };
}

/** An element as text of XML. */
export function elementText(node: PictureElement | string): string {
  if (typeof node === 'string') return xmlText(node);
  const { tag, attributes, children } = node;
  const own = Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
  if (children.length === 0) return `<${tag}${own}/>`;
  return `<${tag}${own}>${children.map(elementText).join('')}</${tag}>`;
}
