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
    health: Health.http('/healthz'),
    metrics: { port: METRICS_PORT },
    ...rest,
    ...(hasPort ? {} : { port: 80, targetPort: 8080 }),
    ...(hasScale ? {} : { replicas: tier === AcmeTier.CRITICAL ? 3 : 2 }),
    labels: { 'acme.example/tier': tier ?? AcmeTier.STANDARD, ...props.labels },
  };
}
