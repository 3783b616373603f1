import { Chart, Cron, Duration } from 'cdk8s';
import { ConcurrencyPolicy, RestartPolicy } from 'cdk8s-plus-28';
import { Health, InternalService, ScheduledTask, ScheduledTaskProps } from '../../src';
import { Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/backup:2.1.0';

function scheduled(chart: Chart, props: Partial<ScheduledTaskProps> = {}): ScheduledTask {
  return new ScheduledTask(chart, 'backup', { image, schedule: '0 3 * * *', ...props });
}

function cronJob(props: Partial<ScheduledTaskProps> = {}): Manifest {
  const chart = shopChart();
  scheduled(chart, props);
  return only(chart, 'CronJob');
}

test('a ScheduledTask renders a CronJob and its policy, both under its name', () => {
  const chart = shopChart();
  scheduled(chart);
  expect(render(chart).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    'ServiceAccount/backup',
    'NetworkPolicy/backup',
    'CronJob/backup',
  ]);
});

test('a ScheduledTask renders when it runs, and what', () => {
  const { spec } = cronJob({
    schedule: '*/5 * * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: ConcurrencyPolicy.REPLACE,
    startingDeadline: Duration.minutes(2),
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 5,
    suspend: true,
    backoffLimit: 0,
    activeDeadline: Duration.hours(1),
    ttlAfterFinished: Duration.hours(2),
    completions: 4,
    parallelism: 2,
    restartPolicy: RestartPolicy.ON_FAILURE,
    command: ['/backup'],
    args: ['--all'],
    health: Health.exec(['/alive']),
  });
  const { jobTemplate, ...schedule } = spec;
  expect(schedule).toEqual({
    schedule: '*/5 * * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Replace',
    startingDeadlineSeconds: 120,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 5,
    suspend: true,
  });
  const { template, ...job } = jobTemplate.spec;
  expect(job).toEqual({
    backoffLimit: 0,
    activeDeadlineSeconds: 3600,
    ttlSecondsAfterFinished: 7200,
    completions: 4,
    parallelism: 2,
  });
  expect(template.spec.restartPolicy).toBe('OnFailure');
  expect(template.spec.containers[0]).toMatchObject({
    name: 'backup',
    image,
    command: ['/backup'],
    args: ['--all'],
    livenessProbe: { exec: { command: ['/alive'] } },
    securityContext: { runAsNonRoot: true, runAsUser: 10001 },
  });
});

test('a ScheduledTask lets no two runs overlap, and leaves the rest to Kubernetes', () => {
  const { spec } = cronJob({ suspend: false });
  const { jobTemplate, ...schedule } = spec;
  expect(schedule).toEqual({ schedule: '0 3 * * *', concurrencyPolicy: 'Forbid' });
  expect(Object.keys(jobTemplate.spec)).toEqual(['template']);
  expect(jobTemplate.spec.template.spec.restartPolicy).toBe('Never');
});

test('its Jobs carry the labels of everything else', () => {
  const { metadata, spec } = cronJob({ labels: { team: 'shop' } });
  expect(spec.jobTemplate.metadata).toEqual({ labels: metadata.labels });
  expect(spec.jobTemplate.spec.template.metadata.labels).toEqual(metadata.labels);
  expect(metadata.labels).toMatchObject({ team: 'shop', 'app.kubernetes.io/component': 'scheduled-task' });
});

test.each([
  [Cron.daily(), '0 0 * * *'],
  [Cron.schedule({ minute: '15', weekDay: 'mon' }), '15 * * * mon'],
  ['@hourly', '@hourly'],
  ['@every 1h30m', '@every 1h30m'],
])('the schedule %j is written as %j', (schedule, text) => {
  const chart = shopChart();
  const { cronJob: made } = scheduled(chart, { schedule });
  expect(only(chart, 'CronJob').spec.schedule).toBe(text);
  expect(made.schedule.expressionString).toBe(text);
});

test('a schedule without such a day is warned about', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  scheduled(shopChart(), { schedule: '0 0 30 2 *' });
  expect(warn.mock.calls).toEqual([
    ['[warning] shop/backup: schedule "0 0 30 2 *" never runs: no month has such a day.'],
  ]);
  warn.mockRestore();
});

test('a ScheduledTask connects to services', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 80 });
  scheduled(chart).connectTo(api, { hostEnv: 'API_HOST' });
  const { template } = only(chart, 'CronJob').spec.jobTemplate.spec;
  expect(template.spec.containers[0].env).toEqual([{ name: 'API_HOST', value: 'api' }]);
  expect(only(chart, 'NetworkPolicy', 'backup').spec.podSelector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'backup',
  });
});

test('its name leaves room for the minute of each run', () => {
  const chart = shopChart();
  new ScheduledTask(chart, 'b'.repeat(52), { image, schedule: '@daily' });
  expect(only(chart, 'CronJob').metadata.name).toHaveLength(52);
});
