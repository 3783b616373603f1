import { parsed } from './parsed';
import { Workload } from '../../src/topology/model';

/** A workload named `db`, with what its pods carry. */
function read(apiVersion: string, kind: string, spec: string, labels = '{ app: db }'): Workload {
  const template = `template: { metadata: { labels: ${labels} } }`;
  const whole = kind === 'CronJob' ? `{ jobTemplate: { spec: { ${template} ${spec} } } }` : `{ ${template} ${spec} }`;
  const yaml = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: db, namespace: shop }\nspec: ${whole}\n`;
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.workloads[0];
}

const UIDS = { 'batch.kubernetes.io/controller-uid': 'unknown', 'controller-uid': 'unknown' };

describe('labels that controllers add to pods', () => {
  test.each<[string, string, string, object]>([
    ['apps/v1', 'Deployment', '', { 'pod-template-hash': 'unknown' }],
    ['apps/v1', 'ReplicaSet', '', {}],
    ['apps/v1', 'DaemonSet', '', { 'controller-revision-hash': 'unknown', 'pod-template-generation': 'unknown' }],
    [
      'apps/v1',
      'StatefulSet',
      ', replicas: 3',
      {
        'controller-revision-hash': 'unknown',
        'statefulset.kubernetes.io/pod-name': ['db-0', 'db-1', 'db-2'],
        'apps.kubernetes.io/pod-index': ['0', '1', '2'],
      },
    ],
    [
      'apps/v1',
      'StatefulSet',
      ', replicas: 2, ordinals: { start: 5 }',
      {
        'controller-revision-hash': 'unknown',
        'statefulset.kubernetes.io/pod-name': ['db-5', 'db-6'],
        'apps.kubernetes.io/pod-index': ['5', '6'],
      },
    ],
    [
      'apps/v1',
      'StatefulSet',
      '',
      {
        'controller-revision-hash': 'unknown',
        'statefulset.kubernetes.io/pod-name': ['db-0'],
        'apps.kubernetes.io/pod-index': ['0'],
      },
    ],
    [
      'apps/v1',
      'StatefulSet',
      ', replicas: 5000',
      {
        'controller-revision-hash': 'unknown',
        'statefulset.kubernetes.io/pod-name': 'unknown',
        'apps.kubernetes.io/pod-index': 'unknown',
      },
    ],
    ['batch/v1', 'Job', '', { ...UIDS, 'job-name': ['db'], 'batch.kubernetes.io/job-name': ['db'] }],
    [
      'batch/v1',
      'Job',
      ', completionMode: Indexed, completions: 2',
      {
        ...UIDS,
        'job-name': ['db'],
        'batch.kubernetes.io/job-name': ['db'],
        'batch.kubernetes.io/job-completion-index': ['0', '1'],
      },
    ],
    ['batch/v1', 'Job', ', manualSelector: true, selector: {}', {}],
    ['batch/v1', 'CronJob', '', { ...UIDS, 'job-name': 'unknown', 'batch.kubernetes.io/job-name': 'unknown' }],
  ])('%s %s%s', (apiVersion, kind, spec, added) => {
    const { labels, perPodLabels } = read(apiVersion, kind, spec);
    expect(perPodLabels).toEqual(added);
    expect(labels).toEqual({ app: 'db' });
  });

  test('are known where a dump has them', () => {
    const { labels, perPodLabels } = read('batch/v1', 'Job', '', '{ job-name: db, controller-uid: u-1 }');
    expect(labels).toEqual({ 'job-name': 'db', 'controller-uid': 'u-1' });
    expect(perPodLabels).toEqual({
      'batch.kubernetes.io/controller-uid': 'unknown',
      'batch.kubernetes.io/job-name': ['db'],
    });
    expect(read('apps/v1', 'ReplicaSet', '', '{ pod-template-hash: 5d9 }').labels).toEqual({
      'pod-template-hash': '5d9',
    });
  });

  test('take the place of what a template says, where controllers overwrite it', () => {
    const { labels, perPodLabels } = read('apps/v1', 'Deployment', '', '{ app: db, pod-template-hash: mine }');
    expect(labels).toEqual({ app: 'db' });
    expect(perPodLabels).toEqual({ 'pod-template-hash': 'unknown' });
  });

  test('are those of a name that is yet to be generated', () => {
    const { topology } = parsed('apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: db- }\n');
    expect(topology.workloads[0].perPodLabels).toEqual({
      ...UIDS,
      'job-name': 'unknown',
      'batch.kubernetes.io/job-name': 'unknown',
    });
  });
});
