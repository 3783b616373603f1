import { Chart, Duration } from 'cdk8s';
import { PercentOrAbsolute, RestartPolicy, TaintEffect, Volume } from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  ArgoCdPhase,
  ClusterProfile,
  Connections,
  DaemonSetUpdateStrategy,
  HelmEvent,
  NodeAgent,
  NodeAgentProps,
  ScheduledTask,
  ScheduledTaskProps,
  Task,
  TaskHook,
  TaskProps,
  Toleration,
} from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';

function task(chart: Chart, props: Partial<TaskProps> = {}, id = 'migrate'): Task {
  return new Task(chart, id, { image, ...props });
}

function scheduled(chart: Chart, props: Partial<ScheduledTaskProps> = {}, id = 'backup'): ScheduledTask {
  return new ScheduledTask(chart, id, { image, schedule: '@daily', ...props });
}

function agent(chart: Chart, props: Partial<NodeAgentProps> = {}, id = 'agent'): NodeAgent {
  return new NodeAgent(chart, id, { image, ...props });
}

function allowing(chart: Chart, ...hostPaths: string[]): Chart {
  new ClusterProfile({ hostPaths }).applyTo(chart);
  return chart;
}

const FIELD = (what: string, min: number, max: number, names = ''): string =>
  `allowed: as ${what} "*", numbers from ${min} to ${max}${names}, ranges "a-b" that go up, steps "/n", and lists of them with ","`;
const ZONE = 'allowed: a name of the IANA database, such as "Europe/Berlin" or "Etc/UTC", in its upper and lower case.';

/** Jobs, CronJobs and DaemonSets. */
export const KINDS: { readonly [what: string]: BadInput } = {
  'a Job that never ends': {
    write: (chart) => task(chart, { restartPolicy: RestartPolicy.ALWAYS }),
    says: 'shop/migrate: restartPolicy: got "Always"; allowed: RestartPolicy.NEVER or RestartPolicy.ON_FAILURE: a Job ends. Fix: for pods that go on running use a Worker',
  },
  'a negative number of tries': {
    write: (chart) => task(chart, { backoffLimit: -1 }),
    says: 'shop/migrate: backoffLimit: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'more tries than the field holds': {
    write: (chart) => scheduled(chart, { backoffLimit: 2 ** 31 }),
    says: 'shop/backup: backoffLimit: got 2147483648; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'no time at all': {
    write: (chart) => task(chart, { activeDeadline: Duration.seconds(0) }),
    says: 'shop/migrate: activeDeadline: got 0 s; allowed: whole seconds from 1 on.',
    withoutFix: true,
  },
  'a part of a second to live': {
    write: (chart) => task(chart, { ttlAfterFinished: Duration.millis(1500) }),
    says: 'shop/migrate: ttlAfterFinished: got 1.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'nothing to complete': {
    write: (chart) => task(chart, { completions: 0 }),
    says: 'shop/migrate: completions: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'half a pod at a time': {
    write: (chart) => task(chart, { parallelism: 0.5 }),
    says: 'shop/migrate: parallelism: got 0.5; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a name of a Job without room for the hash': {
    write: (chart) => task(chart, {}, 'm'.repeat(57)),
    says: `shop/${'m'.repeat(57)}: resource name: got "${'m'.repeat(57)}"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 56 characters. Fix: use "${'m'.repeat(56)}" as the id, or set \`name\``,
  },
  'a name of a hook that no label holds': {
    write: (chart) => task(chart, { hook: TaskHook.argoCd(ArgoCdPhase.SYNC) }, 'm'.repeat(64)),
    says: `shop/${'m'.repeat(64)}: resource name: got "${'m'.repeat(64)}"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 63 characters. Fix: use "${'m'.repeat(63)}" as the id, or set \`name\``,
  },
  'a name of a CronJob without room for its Jobs': {
    write: (chart) => scheduled(chart, {}, 'b'.repeat(53)),
    says: `shop/${'b'.repeat(53)}: resource name: got "${'b'.repeat(53)}"; allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 52 characters. Fix: use "${'b'.repeat(52)}" as the id, or set \`name\``,
  },
  'half a wave': {
    write: () => TaskHook.argoCd(ArgoCdPhase.SYNC, { wave: 0.5 }),
    says: 'TaskHook.argoCd: wave: got 0.5; allowed: a whole number from -2147483647 to 2147483647.',
    withoutFix: true,
  },
  'half a weight': {
    write: () => TaskHook.helm([HelmEvent.TEST], { weight: 0.5 }),
    says: 'TaskHook.helm: weight: got 0.5; allowed: a whole number from -2147483647 to 2147483647.',
    withoutFix: true,
  },
  'a hook of no event': {
    write: () => TaskHook.helm([]),
    says: 'TaskHook.helm: events: got []; allowed: at least one event. Fix: write for example [HelmEvent.PRE_INSTALL, HelmEvent.PRE_UPGRADE]',
  },
  'a Task behind itself': {
    write: (chart) => {
      const migrate = task(chart);
      migrate.after(migrate.job);
    },
    says: 'shop/migrate: after: got "shop/migrate/Job"; allowed: something that neither holds this Task nor is held by it. Fix: name another workload',
  },
  'a Task before its own chart': {
    write: (chart) => task(chart).before(chart),
    says: 'shop/migrate: before: got "shop"; allowed: something that neither holds this Task nor is held by it. Fix: name another workload',
  },
  'an annotation of a policy that has no such key': {
    write: (chart) =>
      new Connections(chart, 'policy', { name: 'p', podLabels: { app: 'p' }, annotations: { 'a b': 'c' } }),
    says: 'shop: annotation key: got "a b"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a schedule of nothing': {
    write: (chart) => scheduled(chart, { schedule: '' }),
    says: 'shop/backup: schedule: got ""; allowed: five fields: minute, hour, day of the month, month, day of the week; or a word such as "@daily". Fix: write for example "0 3 * * *"',
  },
  'a schedule with seconds': {
    write: (chart) => scheduled(chart, { schedule: '0 0 3 * * *' }),
    says: 'shop/backup: schedule: got "0 0 3 * * *"; allowed: five fields: minute, hour, day of the month, month, day of the week; or a word such as "@daily". Fix: leave seconds and years out: it knows neither',
  },
  'a schedule with a seventh day': {
    write: (chart) => scheduled(chart, { schedule: '0 3 * * 7' }),
    says: `shop/backup: schedule: got "0 3 * * 7"; ${FIELD('day of the week', 0, 6, ', or sun to sat')}. Fix: Sunday is 0`,
  },
  'a schedule with a minute that no hour has': {
    write: (chart) => scheduled(chart, { schedule: '60 3 * * *' }),
    says: `shop/backup: schedule: got "60 3 * * *"; ${FIELD('minute', 0, 59)}. Fix: write for example "0 3 * * *"`,
  },
  'a schedule with a time zone': {
    write: (chart) => scheduled(chart, { schedule: 'CRON_TZ=Europe/Berlin 0 3 * * *' }),
    says: 'shop/backup: schedule: got "CRON_TZ=Europe/Berlin 0 3 * * *"; allowed: a schedule without a time zone. Fix: say it with `timeZone`',
  },
  'a schedule of a word that is none': {
    write: (chart) => scheduled(chart, { schedule: '@Daily' }),
    says: 'shop/backup: schedule: got "@Daily"; allowed: one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, or "@every 1h30m". Fix: write "@daily"',
  },
  'a schedule of days': {
    write: (chart) => scheduled(chart, { schedule: '@every 1d' }),
    says: 'shop/backup: schedule: got "@every 1d"; allowed: behind "@every" a duration of h, m and s. Fix: write for example "@every 1h30m"',
  },
  'a time zone that is none': {
    write: (chart) => scheduled(chart, { timeZone: 'Europe/Berln' }),
    says: `shop/backup: timeZone: got "Europe/Berln"; ${ZONE} Fix: did you mean "Europe/Berlin"?`,
  },
  'the time zone of whoever looks': {
    write: (chart) => scheduled(chart, { timeZone: 'Local' }),
    says: `shop/backup: timeZone: got "Local"; ${ZONE}`,
    withoutFix: true,
  },
  'a deadline that may miss every run': {
    write: (chart) => scheduled(chart, { startingDeadline: Duration.seconds(9) }),
    says: 'shop/backup: startingDeadline: got 9 s; allowed: whole seconds from 10 on. Fix: the controller looks every 10 s, so a shorter one may miss every run',
  },
  'a negative number of kept Jobs': {
    write: (chart) => scheduled(chart, { successfulJobsHistoryLimit: -1 }),
    says: 'shop/backup: successfulJobsHistoryLimit: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'half a failed Job': {
    write: (chart) => scheduled(chart, { failedJobsHistoryLimit: 0.5 }),
    says: 'shop/backup: failedJobsHistoryLimit: got 0.5; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a taint without a key': {
    write: () => Toleration.exists(''),
    says: 'Toleration.exists: key: got ""; allowed: the key of a taint. Fix: for all taints use Toleration.everything()',
  },
  'a taint with a key that no node has': {
    write: () => Toleration.equal('a b', 'c'),
    says: 'Toleration.equal: key: got "a b"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a taint with a value that no node has': {
    write: () => Toleration.equal('dedicated', 'a b'),
    says: 'Toleration.equal: value of label "dedicated": got "a b"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or look the taint up: no node has one with this value',
  },
  'a time on a node that nothing ends': {
    write: () => Toleration.exists('spot', { effect: TaintEffect.NO_SCHEDULE, duration: Duration.minutes(1) }),
    says: 'Toleration.exists: effect: got "NoSchedule"; allowed: TaintEffect.NO_EXECUTE beside `duration`: nothing else makes pods leave. Fix: add effect: TaintEffect.NO_EXECUTE, or leave `duration` out',
  },
  'a part of a second on a node': {
    write: () => Toleration.exists('spot', { effect: TaintEffect.NO_EXECUTE, duration: Duration.millis(1) }),
    says: 'Toleration.exists: duration: got 0.001 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'an update strategy that replaces nothing': {
    write: () => DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.percent(0) }),
    says: 'DaemonSetUpdateStrategy.rollingUpdate: maxUnavailable: got "0%"; allowed: more than 0, unless `maxSurge` is: else no pod could be replaced. Fix: raise one of the two',
  },
  'an update strategy with both agents and with none': {
    write: () =>
      DaemonSetUpdateStrategy.rollingUpdate({
        maxSurge: PercentOrAbsolute.absolute(1),
        maxUnavailable: PercentOrAbsolute.absolute(1),
      }),
    says: 'DaemonSetUpdateStrategy.rollingUpdate: maxSurge: got 1 beside maxUnavailable 1; allowed: one of the two: a node has either both agents for a while, or none. Fix: leave one out',
  },
  'an update strategy of more than all nodes': {
    write: () => DaemonSetUpdateStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.percent(101) }),
    says: 'DaemonSetUpdateStrategy.rollingUpdate: maxSurge: got "101%"; allowed: whole percents from 0 to 100.',
    withoutFix: true,
  },
  'an update strategy of half a node': {
    write: () => DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0.5) }),
    says: 'DaemonSetUpdateStrategy.rollingUpdate: maxUnavailable: got 0.5; allowed: a whole number of nodes from 0 to 2147483647.',
    withoutFix: true,
  },
  'a negative time to be ready': {
    write: (chart) => agent(chart, { minReady: Duration.millis(500) }),
    says: 'shop/agent: minReady: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a relative path on the nodes': {
    write: (chart) => allowing(chart, 'var/log'),
    says: 'ClusterProfile: hostPaths: got "var/log"; allowed: absolute paths on the nodes, without "..".',
    withoutFix: true,
  },
  'files of the node that no profile allows': {
    write: (chart) => agent(chart, { hostPaths: [{ path: '/var/log' }] }),
    says: 'shop/agent: hostPaths: got "/var/log"; allowed: paths that the cluster profile names, and it names none: Pod Security lets no pod see files of its node. Fix: where the namespace may: new ClusterProfile({ hostPaths: ["/var/log"] }).applyTo(chart)',
  },
  'files of the node beside those that the profile allows': {
    write: (chart) => agent(allowing(chart, '/var/log', '/run/log'), { hostPaths: [{ path: '/var/log2' }] }),
    says: 'shop/agent: hostPaths: got "/var/log2"; allowed: what the cluster profile names, and what is below: "/var/log", "/run/log". Fix: where the namespace may: new ClusterProfile({ hostPaths: ["/var/log2"] }).applyTo(chart)',
  },
  'a way back out of an allowed folder': {
    write: (chart) => agent(allowing(chart, '/var/log'), { hostPaths: [{ path: '/var/log/../lib' }] }),
    says: 'shop/agent: hostPaths: got "/var/log/../lib"; allowed: an absolute path on the node, without "..".',
    withoutFix: true,
  },
  'files of the node as a volume': {
    write: (chart) => {
      const volume = Volume.fromHostPath(chart, 'etc', 'etc', { path: '/etc' });
      agent(allowing(chart, '/var/log'), { volumeMounts: [{ path: '/host', volume, readOnly: true }] });
    },
    says: 'shop/agent: hostPaths: got "/etc"; allowed: what the cluster profile names, and what is below: "/var/log". Fix: where the namespace may: new ClusterProfile({ hostPaths: ["/etc"] }).applyTo(chart)',
  },
  'files of the node that may be changed': {
    write: (chart) => {
      const volume = Volume.fromHostPath(chart, 'log', 'log', { path: '/var/log' });
      agent(allowing(chart, '/var/log'), { volumeMounts: [{ path: '/logs', volume }] });
    },
    says: 'shop/agent: mount of volume "log": got /var/log of the node, writable; allowed: files of the node for reading alone. Fix: add `readOnly: true`',
  },
};
