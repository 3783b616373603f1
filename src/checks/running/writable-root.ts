import { isForWindows, runningContainers } from './running-containers';
import { ownContext } from './security-context';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers that may write into the files of their image. */
export const writableRoot: Rule = {
  id: 'writable-root',
  title: 'A container may change the files of its image',
  severity: 'note',
  group: 'running',
  why: 'Whoever gets in can replace programs, and what is written is lost with the container.',
  fix: 'Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the program writes.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      const { object, words, key, pods } = container;
      const field = ownContext(container, 'readOnlyRootFilesystem');
      if (field.value === true || isForWindows(pods.spec)) continue;
      yield {
        object,
        field,
        detail: key,
        message: `${object.id}: ${words} may write into the files of its image`,
        fix: `set securityContext.readOnlyRootFilesystem: true for ${words}, with an emptyDir where it writes, such as /tmp`,
      };
    }
  },
};
