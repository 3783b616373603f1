import { runningPods, shownName } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Folders of pods that may fill the disk or the memory of their node. */
export const emptyDirLimit: Rule = {
  id: 'empty-dir-limit',
  title: 'An emptyDir has no limit',
  severity: 'note',
  group: 'running',
  why: 'It may fill the disk of the node, or its memory, and other pods are evicted for it.',
  fix: 'Write a sizeLimit.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, spec } of input.once(runningPods)) {
      for (const volume of spec.get('volumes').items()) {
        const field = volume.get('emptyDir');
        const isThere = typeof field.value === 'object' && !field.isAbsent;
        if (!isThere || !field.get('sizeLimit').isAbsent) continue;
        const name = volume.get('name').text() ?? '';
        yield {
          object,
          field,
          detail: name,
          message: `${object.id}: volume ${shownName(name)} is an emptyDir without a limit${field.get('medium').value === 'Memory' ? ', in the memory of the node' : ''}`,
          fix: `write emptyDir: {sizeLimit: …} for volume ${shownName(name)}`,
        };
      }
    }
  },
};
