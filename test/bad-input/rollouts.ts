import { Chart, Duration } from 'cdk8s';
import { DeploymentStrategy, PercentOrAbsolute, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  ClusterProfile,
  DaemonSetUpdateStrategy,
  InternalService,
  InternalServiceProps,
  NodeAgent,
  NodeAgentProps,
  StatefulService,
  StatefulServiceProps,
} from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';

function service(chart: Chart, props: Partial<InternalServiceProps>): InternalService {
  return new InternalService(chart, 'api', { image, port: 8080, ...props });
}

function stateful(chart: Chart, props: Partial<StatefulServiceProps>): StatefulService {
  return new StatefulService(chart, 'mq', { image, port: 8080, ...props });
}

function agent(chart: Chart, props: Partial<NodeAgentProps>): NodeAgent {
  return new NodeAgent(chart, 'agent', { image, ...props });
}

const strategy = DeploymentStrategy.recreate();
const partition = StatefulSetUpdateStrategy.rollingUpdate({ partition: -1 });

/** Rollouts that the API server would refuse, or that would not do what they say. */
export const ROLLOUTS: { readonly [name: string]: BadInput } = {
  'two strategies': {
    write: (chart) => service(chart, { strategy, rollout: { strategy } }),
    says: 'shop/api: strategy: got one beside `rollout.strategy`; allowed: one of the two. Fix: leave `strategy` out',
  },
  'two update strategies of a StatefulSet': {
    write: (chart) =>
      stateful(chart, {
        updateStrategy: StatefulSetUpdateStrategy.onDelete(),
        rollout: { updateStrategy: StatefulSetUpdateStrategy.onDelete() },
      }),
    says: 'shop/mq: updateStrategy: got one beside `rollout.updateStrategy`; allowed: one of the two. Fix: leave `updateStrategy` out',
  },
  'two times of readiness': {
    write: (chart) => stateful(chart, { minReady: Duration.seconds(1), rollout: { minReady: Duration.seconds(1) } }),
    says: 'shop/mq: minReady: got one beside `rollout.minReady`; allowed: one of the two. Fix: leave `minReady` out',
  },
  'two update strategies of a NodeAgent': {
    write: (chart) =>
      agent(chart, {
        updateStrategy: DaemonSetUpdateStrategy.onDelete(),
        rollout: { updateStrategy: DaemonSetUpdateStrategy.onDelete() },
      }),
    says: 'shop/agent: updateStrategy: got one beside `rollout.updateStrategy`; allowed: one of the two. Fix: leave `updateStrategy` out',
  },
  'two times of readiness of a NodeAgent': {
    write: (chart) => agent(chart, { minReady: Duration.seconds(1), rollout: { minReady: Duration.seconds(2) } }),
    says: 'shop/agent: minReady: got one beside `rollout.minReady`; allowed: one of the two. Fix: leave `minReady` out',
  },
  'a surge of more than can be in `rollout`': {
    write: (chart) =>
      service(chart, {
        rollout: { strategy: DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(-1) }) },
      }),
    says: 'shop/api: rollout.strategy.maxSurge: got -1; allowed: a whole number of pods from 0 to 2147483647.',
    withoutFix: true,
  },
  'a negative partition in `rollout`': {
    write: (chart) => stateful(chart, { rollout: { updateStrategy: partition } }),
    says: 'shop/mq: rollout.updateStrategy.partition: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'half a second of readiness in `rollout`': {
    write: (chart) => service(chart, { rollout: { minReady: Duration.millis(500) } }),
    says: 'shop/api: rollout.minReady: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'half a second of readiness in `rollout` of a StatefulSet': {
    write: (chart) => stateful(chart, { rollout: { minReady: Duration.millis(500) } }),
    says: 'shop/mq: rollout.minReady: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'half a second of readiness in `rollout` of a NodeAgent': {
    write: (chart) => agent(chart, { rollout: { minReady: Duration.millis(500) } }),
    says: 'shop/agent: rollout.minReady: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a deadline before a pod can be ready': {
    write: (chart) =>
      service(chart, { rollout: { minReady: Duration.seconds(60), progressDeadline: Duration.minutes(1) } }),
    says: 'shop/api: rollout.progressDeadline: got 60 s; allowed: more than `minReady`, which is 60 s. Fix: raise it: no new pod could count as ready before',
  },
  'no deadline at all': {
    write: (chart) => service(chart, { rollout: { progressDeadline: Duration.seconds(0) } }),
    says: 'shop/api: rollout.progressDeadline: got 0 s; allowed: whole seconds from 1 on.',
    withoutFix: true,
  },
  'a negative history': {
    write: (chart) => service(chart, { rollout: { revisionHistoryLimit: -1 } }),
    says: 'shop/api: rollout.revisionHistoryLimit: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'half a revision of a StatefulSet': {
    write: (chart) => stateful(chart, { rollout: { revisionHistoryLimit: 0.5 } }),
    says: 'shop/mq: rollout.revisionHistoryLimit: got 0.5; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a drain of half a second': {
    write: (chart) => service(chart, { rollout: { drain: Duration.millis(500) } }),
    says: 'shop/api: rollout.drain: got 0.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a drain that takes the whole time to stop': {
    write: (chart) =>
      service(chart, { terminationGracePeriod: Duration.seconds(10), rollout: { drain: Duration.seconds(10) } }),
    says: 'shop/api: rollout.drain: got 10 s; allowed: less than `terminationGracePeriod`, which is 10 s: the program stops in what is left of it. Fix: raise `terminationGracePeriod`, or leave it out: then the drain is added to it',
  },
  'a drain in a cluster that does not know it': {
    write: (chart) => {
      new ClusterProfile({ kubernetesVersion: '1.29' }).applyTo(chart);
      service(chart, { rollout: { drain: Duration.seconds(5) } });
    },
    says: 'shop/api: rollout.drain: got 5 s; allowed: none in a cluster of Kubernetes 1.29: the kubelet sleeps before a container stops since 1.30. Fix: leave it out, and have a program of the image sleep: `lifecycle` of a container of cdk8s-plus',
  },
};
