import { KedaAuthentication } from './keda-authentication';
import { checkMetadata, checkTriggerType, numberText } from './keda-metadata';
import {
  CronTriggerOptions,
  KafkaTriggerOptions,
  KedaMetricType,
  KedaTriggerOptions,
  PrometheusTriggerOptions,
  RabbitMqTriggerOptions,
  SqsTriggerOptions,
} from './keda-trigger-options';
import { checked } from '../../checked/checked';
import { checkWholeNumber } from '../../support/numbers';

/** What is rendered of a trigger, but for its authentication. */
export interface RenderedTrigger {
  readonly type: string;
  readonly name?: string;
  readonly metricType?: KedaMetricType;
  readonly useCachedMetrics?: true;
  readonly metadata: { readonly [key: string]: string };
}

/**
 * What KEDA asks to find out how many pods are needed.
 *
 * KEDA asks from its own namespace: what it asks must be open to its pods.
 *
 * @see https://keda.sh/docs/latest/scalers/
 *
 * @example
 *
 * const office = KedaTrigger.cron({ timezone: 'Europe/Berlin', start: '0 7 * * 1-5', end: '0 19 * * 1-5', replicas: 4 });
 * const backlog = KedaTrigger.of('postgresql', { query: 'SELECT count(*) FROM jobs', targetQueryValue: '50' }, {
 *   authentication: KedaAuthentication.named('jobs-reader'),
 * });
 */
@checked
export class KedaTrigger {
  /**
   * Any scaler, with its parameters as its page lists them.
   *
   * @param type the scaler's name, such as "postgresql"
   * @param metadata the parameters, all of them texts; a login goes into `authentication`
   */
  public static of(
    type: string,
    metadata: { readonly [parameter: string]: string },
    options: KedaTriggerOptions = {},
  ): KedaTrigger {
    checkTriggerType('KedaTrigger.of', type);
    return KedaTrigger.make('KedaTrigger.of', type, { ...metadata }, options);
  }

  /**
   * The CPU use to keep. It does not start the first pod: beside `min: 0` another trigger must.
   *
   * @param percent the average use, in percent of the request
   */
  public static cpu(percent: number): KedaTrigger {
    return KedaTrigger.utilization('cpu', percent);
  }

  /**
   * The memory use to keep. It does not start the first pod: beside `min: 0` another trigger must.
   *
   * @param percent the average use, in percent of the request
   */
  public static memory(percent: number): KedaTrigger {
    return KedaTrigger.utilization('memory', percent);
  }

  /** Pods at certain hours. */
  public static cron(options: CronTriggerOptions): KedaTrigger {
    const where = 'KedaTrigger.cron';
    const { timezone, start, end } = options;
    const replicas = checkWholeNumber(where, options.replicas, { what: 'replicas', min: 1 });
    return KedaTrigger.make(where, 'cron', { timezone, start, end, desiredReplicas: String(replicas) }, options);
  }

  /** The answer of Prometheus to a query, divided among the pods. */
  public static prometheus(options: PrometheusTriggerOptions): KedaTrigger {
    const where = 'KedaTrigger.prometheus';
    const { serverAddress, query } = options;
    const metadata = {
      serverAddress,
      query,
      threshold: numberText(where, 'threshold', options.threshold),
      activationThreshold: numberText(where, 'activation', options.activation),
    };
    return KedaTrigger.make(where, 'prometheus', metadata, options);
  }

  /** The messages that a consumer group has not read yet. No more pods than partitions get any. */
  public static kafka(options: KafkaTriggerOptions): KedaTrigger {
    const where = 'KedaTrigger.kafka';
    const metadata = {
      bootstrapServers: options.bootstrapServers.join(','),
      consumerGroup: options.consumerGroup,
      topic: options.topic,
      lagThreshold: numberText(where, 'lagThreshold', options.lagThreshold),
      activationLagThreshold: numberText(where, 'activation', options.activation),
    };
    return KedaTrigger.make(where, 'kafka', metadata, options);
  }

  /** The messages that wait in a queue of RabbitMQ, or arrive in it. */
  public static rabbitMq(options: RabbitMqTriggerOptions): KedaTrigger {
    const where = 'KedaTrigger.rabbitMq';
    const metadata = {
      queueName: options.queueName,
      mode: options.mode ?? 'QueueLength',
      value: numberText(where, 'value', options.value),
      activationValue: numberText(where, 'activation', options.activation),
      hostFromEnv: options.hostFromEnv,
    };
    return KedaTrigger.make(where, 'rabbitmq', metadata, options);
  }

  /** The messages that wait in a queue of Amazon SQS. */
  public static sqs(options: SqsTriggerOptions): KedaTrigger {
    const where = 'KedaTrigger.sqs';
    const metadata = {
      queueURL: options.queueUrl,
      awsRegion: options.region,
      queueLength: numberText(where, 'queueLength', options.queueLength),
      activationQueueLength: numberText(where, 'activation', options.activation),
    };
    return KedaTrigger.make(where, 'aws-sqs-queue', metadata, options);
  }

  private static utilization(type: 'cpu' | 'memory', percent: number): KedaTrigger {
    const where = `KedaTrigger.${type}`;
    const fix = 'it is in percent: 80 means 80 % of the request';
    const value = String(checkWholeNumber(where, percent, { what: 'percent', min: 1, fix }));
    return KedaTrigger.make(where, type, { value }, { metricType: KedaMetricType.UTILIZATION });
  }

  private static make(
    where: string,
    type: string,
    given: { readonly [key: string]: string | undefined },
    { name, metricType, useCachedMetrics, authentication }: KedaTriggerOptions,
  ): KedaTrigger {
    const metadata = checkMetadata(where, given);
    const cached = useCachedMetrics === true ? true : undefined;
    return new KedaTrigger({ type, name, metricType, useCachedMetrics: cached, metadata }, authentication);
  }

  private constructor(
    /** @internal */
    public readonly _rendered: RenderedTrigger,
    /** @internal */
    public readonly _authentication?: KedaAuthentication,
  ) {}
}
