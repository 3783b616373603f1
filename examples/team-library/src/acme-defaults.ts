import { Health, InternalServiceProps } from 'cdk8s-service-patterns';
import { METRICS_PORT } from './acme-cluster';
import { AcmeServiceProps, AcmeTier } from './acme-service-props';

/** What services of Acme have in common, where their props say nothing else. */
export function withAcmeDefaults(props: AcmeServiceProps): InternalServiceProps {
  // What is our own is not for the class that we extend.
  const { tier, ...rest } = props;
  const hasPort = props.port !== undefined || props.ports !== undefined;
  const hasScale = props.replicas !== undefined || props.autoscaling !== undefined;
  return {
    ...rest,
    // Behind the spread, by `??`: before it, `health: undefined` of a caller would take the default away.
    health: props.health ?? Health.http('/healthz'),
    metrics: props.metrics ?? { port: METRICS_PORT },
    ...(hasPort ? {} : { port: 80, targetPort: 8080 }),
    ...(hasScale ? {} : { replicas: tier === AcmeTier.CRITICAL ? 3 : 2 }),
    labels: { 'acme.example/tier': tier ?? AcmeTier.STANDARD, ...props.labels },
  };
}
