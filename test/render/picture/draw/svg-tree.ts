import { DOMParser } from '@xmldom/xmldom';
import { elementText, PictureElement } from '../../../../src/render/picture/element';

/** All elements of a picture, with those in them. */
export function elementsOf(root: PictureElement): PictureElement[] {
  return [root, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child)))];
}

/** Elements that have a class. */
export function byClass(root: PictureElement, name: string): PictureElement[] {
  return elementsOf(root).filter(({ attributes }) =>
    String(attributes.class ?? '')
      .split(' ')
      .includes(name),
  );
}

/** The texts that stand directly in an element, and in those in it. */
export function textsOf(root: PictureElement): string[] {
  return root.children.flatMap((child) => (typeof child === 'string' ? [child] : textsOf(child)));
}

/** The tags and the texts of XML as a parser reads it; whatever it finds wrong is an error. */
export function parsed(text: string): { readonly tags: string[]; readonly texts: string[] } {
  const refuse = (message: string): never => {
    throw new Error(message);
  };
  const read = new DOMParser({ onError: (_, message) => refuse(message) }).parseFromString(text, 'image/svg+xml');
  const all = Array.from(read.getElementsByTagName('*'));
  const texts = all.flatMap((each) =>
    Array.from(each.childNodes).flatMap((child) => (child.nodeType === 3 ? [child.nodeValue ?? ''] : [])),
  );
  return { tags: all.map(({ tagName }) => tagName), texts };
}

/** A picture as a parser reads it. */
export function parsedElement(root: PictureElement): ReturnType<typeof parsed> {
  return parsed(elementText(root));
}
