import { Duration } from 'cdk8s';
import { Metric, MetricTarget, Replicas, ScalingStrategy, Secret } from 'cdk8s-plus-28';
import {
  Autoscaling,
  InternalService,
  KedaAuthentication,
  KedaMetricType,
  KedaTrigger,
  RabbitMqMode,
  StatefulService,
  Worker,
} from '../../src';
import { Manifest, only, render, shopChart } from '../manifests';

const image = 'ghcr.io/acme/app:1.0.0';

const rendered = (autoscaling: Autoscaling, kind: string): Manifest => {
  const chart = shopChart();
  new Worker(chart, 'app', { image, autoscaling });
  return only(chart, kind);
};
const triggersOf = (...triggers: KedaTrigger[]): Manifest[] =>
  rendered({ max: 9, keda: { triggers } }, 'ScaledObject').spec.triggers;

describe("Kubernetes' autoscaler", () => {
  test('behaves as Kubernetes has it where nothing is said, and not as cdk8s-plus, which lets go of two pods in five minutes', () => {
    expect(rendered({ max: 50 }, 'HorizontalPodAutoscaler').spec.behavior).toEqual({
      scaleUp: {
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 15 },
          { type: 'Pods', value: 4, periodSeconds: 15 },
        ],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 0,
      },
      scaleDown: {
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 300,
      },
    });
  });

  test('`scaleUp` and `scaleDown` replace what they name, and nothing else', () => {
    const { scaleUp, scaleDown } = rendered(
      {
        max: 50,
        scaleUp: { policies: [{ replicas: Replicas.absolute(2), duration: Duration.minutes(1) }] },
        scaleDown: { strategy: ScalingStrategy.DISABLED },
      },
      'HorizontalPodAutoscaler',
    ).spec.behavior;
    expect(scaleUp.policies).toEqual([{ type: 'Pods', value: 2, periodSeconds: 60 }]);
    expect(scaleUp.selectPolicy).toBe('Max');
    expect(scaleDown.selectPolicy).toBe('Disabled');
    expect(scaleDown.policies).toEqual([{ type: 'Percent', value: 100, periodSeconds: 15 }]);
  });

  test('`metrics` of cdk8s-plus take the place of the CPU, or stand beside the targets', () => {
    const metric = Metric.pods({ name: 'requests', target: MetricTarget.averageValue(100) });
    const pods = {
      type: 'Pods',
      pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: 100 } },
    };
    expect(rendered({ max: 5, metrics: [metric] }, 'HorizontalPodAutoscaler').spec.metrics).toEqual([pods]);
    const both = rendered({ max: 5, targetCpuUtilization: 60, metrics: [metric] }, 'HorizontalPodAutoscaler').spec;
    expect(both.metrics.map(({ type }: Manifest) => type)).toEqual(['Resource', 'Pods']);
  });
});

describe('KEDA', () => {
  test('scales a Deployment that says no number, from none to `max`, with a budget for when there are several', () => {
    const chart = shopChart();
    const worker = new Worker(chart, 'app', {
      image,
      autoscaling: {
        min: 0,
        max: 20,
        keda: {
          triggers: [
            KedaTrigger.sqs({ queueUrl: 'https://sqs.eu-central-1.amazonaws.com/1/jobs', region: 'eu-central-1' }),
          ],
          pollingInterval: Duration.seconds(15),
          cooldown: Duration.minutes(2),
          initialCooldown: Duration.minutes(1),
          fallback: { replicas: 3 },
        },
      },
    });
    expect(only(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(render(chart).map(({ kind }) => kind)).not.toContain('HorizontalPodAutoscaler');
    expect(only(chart, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    expect([worker.scaledObject?.name, worker.autoscaler]).toEqual(['app', undefined]);
    const { apiVersion, metadata, spec } = only(chart, 'ScaledObject');
    expect([apiVersion, metadata.name]).toEqual(['keda.sh/v1alpha1', 'app']);
    expect(spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
      minReplicaCount: 0,
      maxReplicaCount: 20,
      pollingInterval: 15,
      cooldownPeriod: 120,
      initialCooldownPeriod: 60,
      fallback: { failureThreshold: 3, replicas: 3 },
      triggers: [
        {
          type: 'aws-sqs-queue',
          metadata: { queueURL: 'https://sqs.eu-central-1.amazonaws.com/1/jobs', awsRegion: 'eu-central-1' },
        },
      ],
    });
  });

  test('triggers are written as texts', () => {
    const hours = { timezone: 'Europe/Berlin', start: '0 7 * * 1-5', end: '0 19 * * 1-5', replicas: 4 };
    expect(
      triggersOf(
        KedaTrigger.cpu(70),
        KedaTrigger.memory(80),
        KedaTrigger.cron(hours),
        KedaTrigger.prometheus({ serverAddress: 'http://prom:9090', query: 'sum(x)', threshold: 2.5, activation: 1 }),
        KedaTrigger.kafka({ bootstrapServers: ['a:9092', 'b:9092'], consumerGroup: 'g', topic: 't', lagThreshold: 50 }),
        KedaTrigger.rabbitMq({ queueName: 'q', mode: RabbitMqMode.MESSAGE_RATE, value: 20, hostFromEnv: 'MQ_URL' }),
        KedaTrigger.of(
          'postgresql',
          { query: 'SELECT 1', targetQueryValue: '5' },
          { name: 'jobs', metricType: KedaMetricType.VALUE, useCachedMetrics: true },
        ),
      ),
    ).toEqual([
      { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
      { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } },
      {
        type: 'cron',
        metadata: { timezone: 'Europe/Berlin', start: '0 7 * * 1-5', end: '0 19 * * 1-5', desiredReplicas: '4' },
      },
      {
        type: 'prometheus',
        metadata: { serverAddress: 'http://prom:9090', query: 'sum(x)', threshold: '2.5', activationThreshold: '1' },
      },
      {
        type: 'kafka',
        metadata: { bootstrapServers: 'a:9092,b:9092', consumerGroup: 'g', topic: 't', lagThreshold: '50' },
      },
      { type: 'rabbitmq', metadata: { queueName: 'q', mode: 'MessageRate', value: '20', hostFromEnv: 'MQ_URL' } },
      {
        type: 'postgresql',
        name: 'jobs',
        metricType: 'Value',
        useCachedMetrics: true,
        metadata: { query: 'SELECT 1', targetQueryValue: '5' },
      },
    ]);
  });

  test('reads variables of the main container where a trigger names one', () => {
    const triggers = [KedaTrigger.rabbitMq({ queueName: 'q', value: 20, hostFromEnv: 'MQ_URL' })];
    const { scaleTargetRef } = rendered({ max: 9, keda: { triggers } }, 'ScaledObject').spec;
    expect(scaleTargetRef.envSourceContainerName).toBe('app');
  });

  test('logs in with Secrets, for which one object is made however many triggers use it', () => {
    const chart = shopChart();
    const secret = Secret.fromSecretName(chart, 'mq-secret', 'mq');
    const authentication = KedaAuthentication.secrets({ host: { secret, key: 'url' } });
    const triggers = [
      KedaTrigger.rabbitMq({ queueName: 'a', value: 1, authentication }),
      KedaTrigger.rabbitMq({ queueName: 'b', value: 1, authentication }),
      KedaTrigger.of('redis', { listName: 'l' }, { authentication: KedaAuthentication.cluster('redis') }),
      KedaTrigger.of('mysql', { query: 'SELECT 1' }, { authentication: KedaAuthentication.named('mysql') }),
    ];
    new Worker(chart, 'app', { image, autoscaling: { max: 9, keda: { triggers } } });
    expect(only(chart, 'TriggerAuthentication').spec).toEqual({
      secretTargetRef: [{ parameter: 'host', name: 'mq', key: 'url' }],
    });
    const references = only(chart, 'ScaledObject').spec.triggers.map((each: Manifest) => each.authenticationRef);
    expect(references).toEqual([
      { name: 'app-keda' },
      { name: 'app-keda' },
      { kind: 'ClusterTriggerAuthentication', name: 'redis' },
      { name: 'mysql' },
    ]);
  });

  test('gets the behavior that was given, and may rest at zero above `min`', () => {
    const { advanced, idleReplicaCount, minReplicaCount } = rendered(
      {
        max: 9,
        scaleDown: { stabilizationWindow: Duration.minutes(10) },
        keda: { triggers: [KedaTrigger.of('redis', { listName: 'l' })], idleAtZero: true },
      },
      'ScaledObject',
    ).spec;
    expect([idleReplicaCount, minReplicaCount]).toEqual([0, 2]);
    expect(advanced).toEqual({
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: {
            selectPolicy: 'Max',
            stabilizationWindowSeconds: 600,
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
          },
        },
      },
    });
  });
});

test('a service is scaled by KEDA as a worker is', () => {
  const chart = shopChart();
  new InternalService(chart, 'api', {
    image,
    port: 80,
    autoscaling: { max: 4, keda: { triggers: [KedaTrigger.cpu(70)] } },
  });
  expect(only(chart, 'ScaledObject').spec.scaleTargetRef.name).toBe('api');
});

test('a StatefulService is scaled, keeps its budget, and names the pods that there are at least', () => {
  const chart = shopChart();
  const mq = new StatefulService(chart, 'mq', { image, port: 80, autoscaling: { min: 2, max: 5 } });
  expect(only(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: 'mq',
  });
  expect(only(chart, 'StatefulSet').spec).not.toHaveProperty('replicas');
  expect(only(chart, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  expect(mq.autoscaler?.name).toBe('mq');
  expect(mq.podFqdn(1)).toBe('mq-1.mq-headless.shop.svc.cluster.local');
  expect(() => mq.podFqdn(2)).toThrow(/index of the pod: got 2/);
});
