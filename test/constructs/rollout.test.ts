import { Duration } from 'cdk8s';
import { DeploymentStrategy, PercentOrAbsolute, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import { DaemonSetUpdateStrategy, DeploymentRollout, NodeAgent, StatefulService, Worker } from '../../src';
import { Manifest, only, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

function deployment(rollout?: DeploymentRollout): Manifest {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image, rollout });
  return only(chart, 'Deployment').spec;
}

test('`rollout` says how a Deployment replaces its pods', () => {
  expect(
    deployment({
      strategy: DeploymentStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) }),
      minReady: Duration.seconds(10),
      progressDeadline: Duration.minutes(5),
      revisionHistoryLimit: 3,
    }),
  ).toMatchObject({
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    minReadySeconds: 10,
    progressDeadlineSeconds: 300,
    revisionHistoryLimit: 3,
  });
});

test('what it leaves out is as without it', () => {
  expect(deployment({})).toEqual(deployment());
  expect(deployment()).not.toHaveProperty('revisionHistoryLimit');
  expect(deployment()).not.toHaveProperty('minReadySeconds');
});

test.each([
  [599, 600],
  [600, 1200],
  [700, 1300],
])('after %i s of readiness the default deadline is %i s', (seconds, deadline) => {
  expect(deployment({ minReady: Duration.seconds(seconds) }).progressDeadlineSeconds).toBe(deadline);
});

test('`rollout` says how a StatefulSet replaces its pods', () => {
  const chart = shopChart();
  new StatefulService(chart, 'mq', {
    image,
    rollout: {
      updateStrategy: StatefulSetUpdateStrategy.onDelete(),
      minReady: Duration.seconds(10),
      revisionHistoryLimit: 0,
    },
  });
  expect(only(chart, 'StatefulSet').spec).toMatchObject({
    updateStrategy: { type: 'OnDelete' },
    minReadySeconds: 10,
    revisionHistoryLimit: 0,
  });
});

test('`rollout` says how a DaemonSet replaces its pods', () => {
  const chart = shopChart();
  new NodeAgent(chart, 'agent', {
    image,
    rollout: {
      updateStrategy: DaemonSetUpdateStrategy.onDelete(),
      minReady: Duration.seconds(10),
      revisionHistoryLimit: 2,
    },
  });
  expect(only(chart, 'DaemonSet').spec).toMatchObject({
    updateStrategy: { type: 'OnDelete' },
    minReadySeconds: 10,
    revisionHistoryLimit: 2,
  });
});
