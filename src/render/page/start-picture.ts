import { PageData } from './page-data';
import { Picture } from '../picture/picture';
import { startView } from '../picture/views/start';
import { viewOf } from '../picture/views/view';

/** What a page shows before anybody asks for something else: of a diff, what changed. */
export function startPicture({ network, changes }: PageData): Picture {
  return startView(viewOf((changes ?? network).picture, {}));
}
