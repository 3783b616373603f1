import { KedaAuthentication } from './keda-authentication';

/** What a trigger's target is about. */
export enum KedaMetricType {
  /** The metric divided by the number of pods. */
  AVERAGE_VALUE = 'AverageValue',
  /** The metric itself, whatever the number of pods. */
  VALUE = 'Value',
  /** Percent of the request; CPU and memory only. */
  UTILIZATION = 'Utilization',
}

/** What a queue of RabbitMQ is asked for. */
export enum RabbitMqMode {
  /** The messages that wait. */
  QUEUE_LENGTH = 'QueueLength',
  /** The messages that arrive per second. It needs the management plugin's HTTP address. */
  MESSAGE_RATE = 'MessageRate',
}

/** What every trigger can be told. */
export interface KedaTriggerOptions {
  /**
   * A name for the trigger, of which each may stand once.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * How KEDA logs in to what it asks.
   *
   * @default - without login, or as KEDA's own pod identity
   */
  readonly authentication?: KedaAuthentication;

  /**
   * What the target is about.
   *
   * @default - the average over the pods; KedaMetricType.UTILIZATION for CPU and memory
   */
  readonly metricType?: KedaMetricType;

  /**
   * Whether the autoscaler gets the value of the last poll instead of a new one each time. Not for CPU, memory and cron.
   *
   * @default false
   */
  readonly useCachedMetrics?: boolean;
}

/** Options for `KedaTrigger.cron`. */
export interface CronTriggerOptions extends KedaTriggerOptions {
  /** The time zone by its name, such as "Europe/Berlin". */
  readonly timezone: string;

  /** When the hours begin, as a cron expression. */
  readonly start: string;

  /** When they end. */
  readonly end: string;

  /** The pods in these hours. */
  readonly replicas: number;
}

/** Options for `KedaTrigger.prometheus`. */
export interface PrometheusTriggerOptions extends KedaTriggerOptions {
  /** The address of Prometheus, such as "http://prometheus.monitoring.svc:9090". */
  readonly serverAddress: string;

  /** The query, whose answer is one number. */
  readonly query: string;

  /** How much of it one pod does. */
  readonly threshold: number;

  /**
   * Above what the first pod is started.
   *
   * @default 0
   */
  readonly activation?: number;
}

/** Options for `KedaTrigger.kafka`. */
export interface KafkaTriggerOptions extends KedaTriggerOptions {
  /** The brokers, each with its port. */
  readonly bootstrapServers: string[];

  /** The group of which the workload's pods are members. */
  readonly consumerGroup: string;

  /** The topic that it reads. */
  readonly topic: string;

  /**
   * How many unread messages one pod may have before itself.
   *
   * @default 10
   */
  readonly lagThreshold?: number;

  /**
   * Above how many unread messages the first pod is started.
   *
   * @default 0
   */
  readonly activation?: number;
}

/** Options for `KedaTrigger.rabbitMq`. */
export interface RabbitMqTriggerOptions extends KedaTriggerOptions {
  /** The queue. */
  readonly queueName: string;

  /** How many messages one pod takes: waiting, or per second. */
  readonly value: number;

  /**
   * What is counted.
   *
   * @default RabbitMqMode.QUEUE_LENGTH
   */
  readonly mode?: RabbitMqMode;

  /**
   * Above what the first pod is started.
   *
   * @default 0
   */
  readonly activation?: number;

  /**
   * The variable of the main container that holds the URL with its login.
   *
   * @default - the URL is the parameter `host` of `authentication`
   */
  readonly hostFromEnv?: string;
}

/** Options for `KedaTrigger.sqs`. */
export interface SqsTriggerOptions extends KedaTriggerOptions {
  /** The queue's URL. */
  readonly queueUrl: string;

  /** The region, such as "eu-central-1". */
  readonly region: string;

  /**
   * How many waiting messages one pod takes.
   *
   * @default 5
   */
  readonly queueLength?: number;

  /**
   * Above how many waiting messages the first pod is started.
   *
   * @default 0
   */
  readonly activation?: number;
}
