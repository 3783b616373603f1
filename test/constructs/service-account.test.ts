import { Chart } from 'cdk8s';
import { ClusterRole, ClusterRoleBinding, ServiceAccount } from 'cdk8s-plus-28';
import { ScheduledTask, Task, Worker, WorkerProps } from '../../src';
import { Manifest, only, podSpec, podTemplate, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';

function workerIn(chart: Chart, props: Partial<WorkerProps> = {}, id = 'app'): Worker {
  return new Worker(chart, id, { image, ...props });
}

const accountsOf = (chart: Chart): Manifest[] => render(chart).filter(({ kind }) => kind === 'ServiceAccount');

/** The account that the pods name, and whether its token is mounted. */
const identity = (chart: Chart): unknown[] => {
  const { serviceAccountName, automountServiceAccountToken } = podSpec(chart);
  return [serviceAccountName, automountServiceAccountToken];
};

describe('an account of its own', () => {
  test('is called like the workload, has its labels, and mounts no token', () => {
    const chart = shopChart();
    workerIn(chart, { name: 'shop.app', labels: { team: 'shop' } });
    expect(only(chart, 'ServiceAccount')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'shop.app',
        namespace: 'shop',
        labels: only(chart, 'Deployment').metadata.labels,
      },
      automountServiceAccountToken: false,
    });
    expect(identity(chart)).toEqual(['shop.app', false]);
  });

  test('comes before the pods', () => {
    const chart = shopChart();
    workerIn(chart);
    const kinds = render(chart).map(({ kind }) => kind);
    expect(kinds.indexOf('ServiceAccount')).toBeLessThan(kinds.indexOf('Deployment'));
  });

  test('mounts its token where that is said', () => {
    const chart = shopChart();
    workerIn(chart, { automountServiceAccountToken: true });
    expect(identity(chart)).toEqual(['app', true]);
    expect(only(chart, 'ServiceAccount').automountServiceAccountToken).toBe(false);
  });

  test('has the annotations by which a cloud gives it a role', () => {
    const chart = shopChart();
    const role = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/app' };
    workerIn(chart, { serviceAccountAnnotations: role, annotations: { team: 'shop' } });
    expect(only(chart, 'ServiceAccount').metadata.annotations).toEqual(role);
    expect(only(chart, 'Deployment').metadata.annotations).toEqual({ team: 'shop' });
    expect(identity(chart)).toEqual(['app', false]);
  });

  test('of a Task keeps its name when the Job gets another', () => {
    const accountOf = (tag: string): string => {
      const chart = shopChart();
      new Task(chart, 'migrate', { image: `ghcr.io/acme/app:${tag}` });
      return only(chart, 'ServiceAccount').metadata.name;
    };
    expect([accountOf('1.0.0'), accountOf('2.0.0')]).toEqual(['migrate', 'migrate']);
  });

  test('can be given rights with cdk8s-plus', () => {
    const chart = shopChart();
    const app = workerIn(chart, { automountServiceAccountToken: true });
    const role = new ClusterRole(chart, 'role');
    new ClusterRoleBinding(chart, 'binding', { role }).addSubjects(app.serviceAccount!);
    expect(only(chart, 'ClusterRoleBinding').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'app', namespace: 'shop', apiGroup: '' },
    ]);
  });

  test('beside another of that name is an error at synth', () => {
    const chart = shopChart();
    workerIn(chart);
    new ServiceAccount(chart, 'other', { metadata: { name: 'app' } });
    expect(() => render(chart)).toThrow(/ServiceAccount "app" in namespace "shop": got a second one/);
  });
});

describe('on Azure', () => {
  const client = { 'azure.workload.identity/client-id': '11111111-2222-3333-4444-555555555555' };
  const usesIdentity = (chart: Chart): unknown => {
    const owner = render(chart).find(({ spec }) => spec?.template !== undefined || spec?.jobTemplate !== undefined);
    return podTemplate(owner).metadata.labels['azure.workload.identity/use'];
  };

  test('the pods say that they use the identity of their account', () => {
    const chart = shopChart();
    workerIn(chart, { serviceAccountAnnotations: client });
    expect(usesIdentity(chart)).toBe('true');
    expect(only(chart, 'Deployment').spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'app' });
  });

  test('so do those of a CronJob, and of an account that was made elsewhere', () => {
    const chart = shopChart();
    const serviceAccount = new ServiceAccount(chart, 'account', { metadata: { name: 'own', annotations: client } });
    new ScheduledTask(chart, 'report', { image, schedule: '@daily', serviceAccount });
    expect(usesIdentity(chart)).toBe('true');
  });

  test('others do not', () => {
    const chart = shopChart();
    workerIn(chart);
    expect(usesIdentity(chart)).toBeUndefined();
  });
});

describe('a given account', () => {
  test.each([
    ['without a token', { automountToken: false }, false],
    ['with a token', { automountToken: true }, true],
    ['that says nothing, which cdk8s-plus renders as without', {}, false],
  ])('%s is followed', (_, props, mounted) => {
    const chart = shopChart();
    workerIn(chart, { serviceAccount: new ServiceAccount(chart, 'account', { metadata: { name: 'own' }, ...props }) });
    expect(identity(chart)).toEqual(['own', mounted]);
    expect(accountsOf(chart).map(({ metadata }) => metadata.name)).toEqual(['own']);
  });

  test('that is only referred to is used with its token, unless that is said', () => {
    const existing = (chart: Chart): Partial<WorkerProps> => ({
      serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'runner'),
    });
    const chart = shopChart();
    workerIn(chart, existing(chart));
    expect(identity(chart)).toEqual(['runner', true]);
    const without = shopChart();
    workerIn(without, { ...existing(without), automountServiceAccountToken: false });
    expect(identity(without)).toEqual(['runner', false]);
    expect(accountsOf(without)).toEqual([]);
  });

  test('is the one that the workload hands out', () => {
    const chart = shopChart();
    const account = new ServiceAccount(chart, 'account');
    expect(workerIn(chart, { serviceAccount: account }).serviceAccount).toBe(account);
  });
});

describe('the account of the namespace', () => {
  test("is used with `serviceAccount: 'default'`, without its token", () => {
    const chart = shopChart();
    const app = workerIn(chart, { serviceAccount: 'default' });
    expect(identity(chart)).toEqual([undefined, false]);
    expect([accountsOf(chart), app.serviceAccount]).toEqual([[], undefined]);
  });

  test('is not taken over by a workload of its name', () => {
    const chart = shopChart();
    workerIn(chart, {}, 'default');
    expect(identity(chart)).toEqual([undefined, false]);
    expect(accountsOf(chart)).toEqual([]);
  });
});
