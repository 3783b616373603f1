import { isFloating, versionOf } from './image-tags';
import { runningContainers } from './running-containers';
import { quote } from '../../support/show';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Images of which nobody said which version. */
export const imageTag: Rule = {
  id: 'image-tag',
  title: 'An image has no version',
  severity: 'warning',
  group: 'running',
  why: 'What runs changes with the next restart, differs from node to node, and there is nothing to roll back to.',
  fix: 'Write a tag that says a version, or a digest.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, words, key, field: container } of input.once(runningContainers)) {
      const field = container.get('image');
      const image = field.text() ?? '';
      const version = versionOf(image);
      if (image === '' || !isFloating(version)) continue;
      yield {
        object,
        field,
        detail: key,
        message: `${object.id}: ${words} runs image ${quote(image)}, ${version.tag === undefined ? 'which has no tag: it is "latest" then' : 'whose tag moves'}`,
        fix: `write the version that ${words} was tested with, or its digest`,
      };
    }
  },
};
