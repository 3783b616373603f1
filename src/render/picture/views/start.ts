import { Picture } from '../picture';

/** What is drawn first: all of a small picture, and the namespaces of a large one. */
export function startView(picture: Picture): Picture {
  return picture;
}
