import { isFloating, versionOf } from './image-tags';
import { runningContainers } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers that do not say when their image is pulled, or keep an old one of a tag that moves. */
export const pullPolicy: Rule = {
  id: 'pull-policy',
  title: 'It is not written when an image is pulled',
  severity: 'note',
  group: 'running',
  why: 'The API server chooses by the tag when the object is made, and keeps that when the tag changes.',
  fix: 'Write imagePullPolicy: IfNotPresent for a version or a digest.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, words, key, field: container } of input.once(runningContainers)) {
      const image = container.get('image').text() ?? '';
      if (image === '') continue;
      const field = container.get('imagePullPolicy');
      const moves = isFloating(versionOf(image));
      const common = { object, field, detail: key };
      if (moves && field.value === 'IfNotPresent') {
        yield {
          ...common,
          severity: 'warning',
          message: `${object.id}: ${words} has a tag that moves and imagePullPolicy: IfNotPresent, so that each node goes on with the image that it has`,
          fix: `write a version into the image of ${words}, or imagePullPolicy: Always`,
        };
      } else if (!moves && field.isAbsent) {
        yield {
          ...common,
          message: `${object.id}: ${words} has no imagePullPolicy`,
          fix: `write imagePullPolicy: IfNotPresent for ${words}`,
        };
      }
    }
  },
};
