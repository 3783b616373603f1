import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { EnvValue, RestartPolicy } from 'cdk8s-plus-28';
import {
  ArgoCdDeletePolicy,
  ArgoCdPhase,
  ClusterProfile,
  Cni,
  ExternalAlias,
  Health,
  HelmDeletePolicy,
  HelmEvent,
  InternalService,
  Task,
  TaskHook,
  TaskProps,
} from '../../src';
import { Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

function task(chart: Chart, props: Partial<TaskProps> = {}, id = 'migrate'): Task {
  return new Task(chart, id, { image, ...props });
}

function job(props: Partial<TaskProps> = {}, change: (made: Task) => void = () => undefined): Manifest {
  const chart = shopChart();
  change(task(chart, props));
  return only(chart, 'Job');
}

test('a Task renders a Job, its policy and its account, which has the plain name', () => {
  const chart = shopChart();
  task(chart);
  expect(render(chart).map(({ kind }) => kind)).toEqual(['ServiceAccount', 'NetworkPolicy', 'Job']);
  const { template } = only(chart, 'Job').spec;
  expect([only(chart, 'ServiceAccount').metadata.name, template.spec.serviceAccountName]).toEqual([
    'migrate',
    'migrate',
  ]);
});

test('a Task renders what runs, and how', () => {
  const { spec } = job({
    command: ['/app'],
    args: ['migrate'],
    env: { LOG_LEVEL: 'info' },
    health: Health.exec(['/app/alive']),
    backoffLimit: 2,
    activeDeadline: Duration.minutes(10),
    ttlAfterFinished: Duration.days(1),
    completions: 6,
    parallelism: 3,
    restartPolicy: RestartPolicy.ON_FAILURE,
  });
  const { template, ...fields } = spec;
  expect(fields).toEqual({
    backoffLimit: 2,
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: 86400,
    completions: 6,
    parallelism: 3,
  });
  expect(template.spec.restartPolicy).toBe('OnFailure');
  expect(template.spec.containers[0]).toMatchObject({
    name: 'migrate',
    image,
    command: ['/app'],
    args: ['migrate'],
    env: [{ name: 'LOG_LEVEL', value: 'info' }],
    livenessProbe: { exec: { command: ['/app/alive'] } },
    securityContext: { runAsUser: 10001, readOnlyRootFilesystem: true },
    resources: { limits: { memory: '256Mi' } },
  });
});

test('a Task leaves to Kubernetes what nobody says', () => {
  const { metadata, spec } = job();
  expect(Object.keys(spec)).toEqual(['template']);
  expect(metadata).not.toHaveProperty('annotations');
  expect(spec.template.spec.restartPolicy).toBe('Never');
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe', 'ports']) {
    expect(spec.template.spec.containers[0]).not.toHaveProperty(probe);
  }
});

test('zeros are written where they say something', () => {
  const { spec } = job({ backoffLimit: 0, ttlAfterFinished: Duration.seconds(0), parallelism: 0 });
  expect(spec).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 0, parallelism: 0 });
});

test('the Job tells cdk8s-plus its settings', () => {
  const { job: made } = task(shopChart(), { backoffLimit: 2, activeDeadline: Duration.minutes(10) });
  expect([made.backoffLimit, made.activeDeadline?.toSeconds()]).toEqual([2, 600]);
});

test('a sidecar of a Task is a native one, so that the Job ends', () => {
  const { spec } = job({ sidecars: [{ name: 'proxy', image }] });
  expect(spec.template.spec.containers.map(({ name }: Manifest) => name)).toEqual(['migrate']);
  expect(spec.template.spec.initContainers[0]).toMatchObject({ name: 'proxy', restartPolicy: 'Always' });
});

describe('the name of the Job', () => {
  test('is the plain one and a hash', () => {
    expect(job().metadata.name).toMatch(/^migrate-[0-9a-f]{6}$/);
  });

  test('is the same at each synth, in each app, and whether said by props or by calls', () => {
    const chart = shopChart();
    const made = task(chart, { env: { A: '1', B: '2' } });
    const [first, second] = [only(chart, 'Job'), only(chart, 'Job')];
    expect(second).toEqual(first);
    expect(made.name).toBe('migrate');
    const again = job({}, (other) => {
      other.addEnv('A', '1');
      other.addEnv('B', '2');
    });
    expect(again.metadata.name).toBe(first.metadata.name);
  });

  const CHANGES: { [what: string]: [props: Partial<TaskProps>, change?: (made: Task) => void] } = {
    'the image': [{ image: 'ghcr.io/acme/api:1.4.3' }],
    'an argument': [{ args: ['migrate'] }],
    'a later variable': [{}, (made) => made.addEnv('A', EnvValue.fromValue('b'))],
    'an annotation of the pods': [{ podAnnotations: { a: 'b' } }],
    'the number of completions': [{ completions: 2 }],
    'a patch': [{}, (made) => ApiObject.of(made.job).addJsonPatch(JsonPatch.add('/spec/template/spec/priority', 5))],
  };
  test.each(Object.entries(CHANGES))('changes with %s', (_, [props, change]) => {
    const { name } = job(props, change).metadata;
    expect(name).toMatch(/^migrate-[0-9a-f]{6}$/);
    expect(name).not.toBe(job().metadata.name);
  });

  test.each<[string, Partial<TaskProps>]>([
    ['annotations', { annotations: { a: 'b' } }],
    ['backoffLimit', { backoffLimit: 2 }],
    ['activeDeadline', { activeDeadline: Duration.minutes(1) }],
    ['ttlAfterFinished', { ttlAfterFinished: Duration.minutes(1) }],
    ['parallelism', { parallelism: 2 }],
  ])('stays with %s, which may be changed of a Job that is there', (_, props) => {
    expect(job(props).metadata.name).toBe(job().metadata.name);
  });

  test('is another one where somebody says so', () => {
    const renamed = job({}, (made) => {
      ApiObject.of(made.job).addJsonPatch(JsonPatch.replace('/metadata/name', 'mine'));
    });
    expect(renamed.metadata.name).toBe('mine');
  });

  test('is nowhere else', () => {
    const chart = shopChart();
    task(chart);
    const { spec } = only(chart, 'Job');
    expect(only(chart, 'NetworkPolicy').metadata.name).toBe('migrate');
    expect(spec.template.metadata.labels['app.kubernetes.io/name']).toBe('migrate');
    expect(spec.template.spec.containers[0].name).toBe('migrate');
  });

  test('fits into a label', () => {
    const chart = shopChart();
    task(chart, {}, 'm'.repeat(56));
    expect(only(chart, 'Job').metadata.name).toHaveLength(63);
    const hooked = shopChart();
    task(hooked, { hook: TaskHook.helm([HelmEvent.TEST]) }, 'm'.repeat(63));
    expect(only(hooked, 'Job').metadata.name).toHaveLength(63);
  });
});

test('a Task connects to services', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  task(chart).connectTo(api, { urlEnv: 'API_URL' });
  expect(only(chart, 'Job').spec.template.spec.containers[0].env).toEqual([{ name: 'API_URL', value: 'http://api' }]);
  const { egress } = only(chart, 'NetworkPolicy', 'migrate').spec;
  expect(egress[1]).toEqual({
    ports: [{ port: 8080, protocol: 'TCP' }],
    to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
  });
  expect(only(chart, 'NetworkPolicy', 'api').spec.ingress[0].from).toEqual([
    { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'migrate' } } },
  ]);
});

describe('the order of the objects', () => {
  test('has a Task behind what it comes after, and before what comes later', () => {
    const chart = shopChart();
    const migrate = task(chart);
    const early = new InternalService(chart, 'early', { image, port: 80 });
    const late = new InternalService(chart, 'late', { image, port: 80 });
    migrate.after(early);
    migrate.before(late);
    const names = render(chart).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const position = (name: string): number => names.findIndex((each) => each.startsWith(name));
    expect(position('Deployment/early')).toBeLessThan(position('NetworkPolicy/migrate'));
    expect(position('Job/migrate')).toBeLessThan(position('Deployment/late'));
  });
});

describe('a hook of Argo CD', () => {
  function annotations(hook: TaskHook): { [kind: string]: Manifest } {
    const chart = shopChart();
    task(chart, { hook, annotations: { team: 'shop' } });
    const [account, policy, made] = render(chart);
    expect(made.metadata.name).toBe('migrate');
    // Both have to be there before the pods.
    expect([account.kind, account.metadata.annotations]).toEqual(['ServiceAccount', policy.metadata.annotations]);
    return { Job: made.metadata.annotations, NetworkPolicy: policy.metadata.annotations };
  }

  test('runs before the manifests unless it is told another phase', () => {
    expect(annotations(TaskHook.argoCd())).toEqual(annotations(TaskHook.argoCd(ArgoCdPhase.PRE_SYNC)));
  });

  test.each([ArgoCdPhase.PRE_SYNC, ArgoCdPhase.SYNC_FAIL, ArgoCdPhase.POST_DELETE])(
    'in %s takes its policy with it, one wave earlier',
    (phase) => {
      expect(annotations(TaskHook.argoCd(phase))).toEqual({
        Job: {
          team: 'shop',
          'argocd.argoproj.io/hook': phase,
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        },
        NetworkPolicy: {
          'argocd.argoproj.io/hook': phase,
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
          'argocd.argoproj.io/sync-wave': '-1',
        },
      });
    },
  );

  test.each([ArgoCdPhase.SYNC, ArgoCdPhase.POST_SYNC, ArgoCdPhase.PRE_DELETE])(
    'in %s finds its policy applied',
    (phase) => {
      expect(annotations(TaskHook.argoCd(phase)).NetworkPolicy).toBeUndefined();
    },
  );

  test('has a wave and a delete policy', () => {
    const hook = TaskHook.argoCd(ArgoCdPhase.PRE_SYNC, { wave: 3, deletePolicy: ArgoCdDeletePolicy.HOOK_SUCCEEDED });
    expect(annotations(hook)).toEqual({
      Job: {
        team: 'shop',
        'argocd.argoproj.io/hook': 'PreSync',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
        'argocd.argoproj.io/sync-wave': '3',
      },
      NetworkPolicy: {
        'argocd.argoproj.io/hook': 'PreSync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        'argocd.argoproj.io/sync-wave': '2',
      },
    });
  });

  test('in an early wave of the sync has its policy applied in one before', () => {
    expect(annotations(TaskHook.argoCd(ArgoCdPhase.SYNC, { wave: -5 })).NetworkPolicy).toEqual({
      'argocd.argoproj.io/sync-wave': '-6',
    });
  });

  test('takes the policy about names along, too', () => {
    const chart = shopChart();
    new ClusterProfile({ cni: Cni.CILIUM }).applyTo(chart);
    const alias = new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 });
    task(chart, { hook: TaskHook.argoCd(ArgoCdPhase.PRE_SYNC) }).connectTo(alias);
    expect(only(chart, 'CiliumNetworkPolicy').metadata.annotations).toEqual(
      only(chart, 'NetworkPolicy').metadata.annotations,
    );
  });
});

describe('a hook of Helm', () => {
  function annotations(hook: TaskHook): { [kind: string]: Manifest } {
    const chart = shopChart();
    task(chart, { hook });
    const [account, policy, made] = render(chart);
    expect(made.metadata.name).toBe('migrate');
    // Both have to be there before the pods.
    expect([account.kind, account.metadata.annotations]).toEqual(['ServiceAccount', policy.metadata.annotations]);
    return { Job: made.metadata.annotations, NetworkPolicy: policy.metadata.annotations };
  }

  test('runs before installations and upgrades unless it is told other events', () => {
    const events = [HelmEvent.PRE_INSTALL, HelmEvent.PRE_UPGRADE];
    expect(annotations(TaskHook.helm())).toEqual(annotations(TaskHook.helm(events)));
  });

  test.each([
    [HelmEvent.PRE_INSTALL],
    [HelmEvent.PRE_UPGRADE, HelmEvent.POST_INSTALL],
    [HelmEvent.PRE_ROLLBACK],
    [HelmEvent.POST_DELETE],
  ])('at %s takes its policy with it, one weight lighter', (...events) => {
    const hook = { 'helm.sh/hook': events.join(','), 'helm.sh/hook-delete-policy': 'before-hook-creation' };
    expect(annotations(TaskHook.helm(events))).toEqual({
      Job: hook,
      NetworkPolicy: { ...hook, 'helm.sh/hook-weight': '-1' },
    });
  });

  test.each([
    [HelmEvent.POST_INSTALL, HelmEvent.POST_UPGRADE],
    [HelmEvent.POST_ROLLBACK],
    [HelmEvent.PRE_DELETE],
    [HelmEvent.TEST],
  ])('at %s finds its policy created', (...events) => {
    expect(annotations(TaskHook.helm(events)).NetworkPolicy).toBeUndefined();
  });

  test('has a weight and a delete policy', () => {
    const events = [HelmEvent.PRE_INSTALL, HelmEvent.PRE_INSTALL];
    const hook = TaskHook.helm(events, { weight: 5, deletePolicy: HelmDeletePolicy.HOOK_FAILED });
    expect(annotations(hook)).toEqual({
      Job: { 'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'hook-failed', 'helm.sh/hook-weight': '5' },
      NetworkPolicy: {
        'helm.sh/hook': 'pre-install',
        'helm.sh/hook-delete-policy': 'before-hook-creation',
        'helm.sh/hook-weight': '4',
      },
    });
  });
});
