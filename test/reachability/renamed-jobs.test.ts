import { renamedJobs } from '../../src/reachability/renamed-jobs';
import { Workload } from '../../src/topology/model';

function job(name: string, more: Partial<Workload> = {}): Workload {
  const plain = name.replace(/-[0-9a-f]{6}$/, '');
  return {
    id: `${more.namespace ?? 'shop'}/${more.kind ?? 'Job'}/${name}`,
    namespace: 'shop',
    kind: 'Job',
    name,
    labels: { 'app.kubernetes.io/name': plain },
    namedPorts: [],
    declaredPorts: [],
    hostNetwork: false,
    origin: { source: 'dist/shop.k8s.yaml', line: 1 },
    ...more,
  } as Workload;
}

const renamed = (before: Workload[], after: Workload[]): object => Object.fromEntries(renamedJobs(before, after));

test('a Job whose hash alone differs is the same one', () => {
  expect(renamed([job('migrate-3f9c2a')], [job('migrate-8be01d')])).toEqual({
    'shop/Job/migrate-3f9c2a': 'shop/Job/migrate-8be01d',
  });
});

test.each<[string, Workload[], Workload[]]>([
  ['one that is there as before', [job('migrate-3f9c2a')], [job('migrate-3f9c2a')]],
  ['one of another namespace', [job('migrate-3f9c2a')], [job('migrate-8be01d', { namespace: 'data' })]],
  ['one of another name', [job('migrate-3f9c2a')], [job('import-8be01d')]],
  [
    'one whose pods carry another label, by which policies may tell them apart',
    [job('migrate-3f9c2a')],
    [job('migrate-8be01d', { labels: { 'app.kubernetes.io/name': 'migrate', tier: 'admin' } })],
  ],
  ['one that is called so by chance', [job('a-3f9c2a', { labels: {} })], [job('a-8be01d', { labels: {} })]],
  ['a workload of another kind', [job('a-3f9c2a', { kind: 'Pod' })], [job('a-8be01d', { kind: 'Pod' })]],
  ['one with two successors', [job('migrate-3f9c2a')], [job('migrate-8be01d'), job('migrate-0c0ffe')]],
])('%s is not', (_, before, after) => {
  expect(renamed(before, after)).toEqual({});
});
