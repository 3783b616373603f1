import { heldToStandard } from './pod-security';
import { runningPods, shownName } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Pods that mount files of their node. */
export const hostPath: Rule = {
  id: 'host-path',
  title: 'Pods mount files of their node',
  severity: 'warning',
  group: 'running',
  why: "What they write is the node's, what they read may be others', and elsewhere the files are not there.",
  fix: 'Use an emptyDir, a PersistentVolumeClaim, a ConfigMap or a Secret.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, spec } of input.once(runningPods)) {
      for (const volume of spec.get('volumes').items()) {
        const field = volume.get('hostPath');
        if (field.isAbsent) continue;
        const name = volume.get('name').text() ?? '';
        const path = field.get('path').text();
        yield heldToStandard(input, 'baseline', {
          object,
          field,
          detail: name,
          message: `${object.id}: volume ${shownName(name)} is ${path === undefined ? 'a path' : shownName(path)} of the node`,
          fix: `use an emptyDir or a PersistentVolumeClaim for volume ${shownName(name)}`,
        });
      }
    }
  },
};
