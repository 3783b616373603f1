import { Deviation, standardRule } from './pod-security-level';
import { runningPods, shownName } from './running-containers';
import { CheckInput } from '../check-input';

/** Pods that mount files of their node. */
export const hostPath = standardRule(
  {
    id: 'host-path',
    title: 'Pods mount files of their node',
    severity: 'warning',
    group: 'running',
    why: "What they write is the node's, what they read may be others', and elsewhere the files are not there.",
    fix: 'Use an emptyDir, a PersistentVolumeClaim, a ConfigMap or a Secret.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const { object, spec } of input.once(runningPods)) {
    for (const volume of spec.get('volumes').items()) {
      const field = volume.get('hostPath');
      if (field.isAbsent) continue;
      const name = volume.get('name').text() ?? '';
      const path = field.get('path').text();
      yield {
        forbiddenBy: 'baseline',
        found: {
          object,
          field,
          detail: name,
          message: `${object.id}: volume ${shownName(name)} is ${path === undefined ? 'a path' : shownName(path)} of the node`,
          fix: `use an emptyDir or a PersistentVolumeClaim for volume ${shownName(name)}`,
        },
      };
    }
  }
}
