import { Names } from '../../../browser/panels/names';
import { PictureNode } from '../../../src/render/picture/picture';

function workload(id: string): PictureNode {
  const [namespace, what, name] = id.split('/');
  return { id, kind: 'workload', name, what, namespace };
}

const nodes: PictureNode[] = [
  workload('shop/Deployment/api'),
  workload('shop/Deployment/web'),
  workload('blog/Deployment/web'),
  workload('ops/Job/run'),
  workload('ops/CronJob/run'),
  {
    id: 'shop/Service/api',
    kind: 'service',
    name: 'api',
    what: 'ClusterIP',
    namespace: 'shop',
    before: 'shop/Deployment/api',
  },
  { id: 'from internet', kind: 'end', name: 'the internet', what: 'internet', side: 'from', asked: 'internet' },
  { id: 'to internet', kind: 'end', name: 'the internet', what: 'internet', side: 'to', asked: 'internet' },
];

const names = new Names([...nodes, ...nodes]);

test('a workload is called as shortly as can be without meaning two', () => {
  expect(nodes.slice(0, 5).map(({ id }) => names.asked(id))).toEqual([
    'api',
    'shop/web',
    'blog/web',
    'ops/Job/run',
    'ops/CronJob/run',
  ]);
});

test('a workload that is called as the internet is asked for with its namespace', () => {
  const confusing = new Names([workload('shop/Deployment/internet'), ...nodes]);
  expect(confusing.asked('shop/Deployment/internet')).toBe('shop/internet');
  expect(confusing.of('shop/Deployment/internet')).toBe('shop/internet');
});

test('other boxes are called by their names, and asked about if they can be', () => {
  expect(names.of('from internet')).toBe('the internet');
  expect(names.asked('from internet')).toBe('internet');
  expect(names.of('shop/Service/api')).toBe('api');
  expect(names.asked('shop/Service/api')).toBeUndefined();
  expect(names.of('gone/Deployment/x')).toBe('gone/Deployment/x');
});

test('what is asked about is found again, ends outside on their side', () => {
  expect(names.idOf('api', 'to')).toBe('shop/Deployment/api');
  expect(names.idOf('shop/Deployment/web', 'from')).toBe('shop/Deployment/web');
  expect(names.idOf('internet', 'from')).toBe('from internet');
  expect(names.idOf('internet', 'to')).toBe('to internet');
  expect(names.idOf('web', 'to')).toBeUndefined();
});

test('all that can be asked about is there once, sorted', () => {
  expect(names.all).toEqual(['api', 'blog/web', 'internet', 'ops/CronJob/run', 'ops/Job/run', 'shop/web']);
});

test('a name that would turn the text round is shown in order', () => {
  const hostile = new Names([{ ...workload('shop/Deployment/x'), name: 'a\u202eb' }]);
  expect(hostile.of('shop/Deployment/x')).toBe('a b');
});
