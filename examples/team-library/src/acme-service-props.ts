import { InternalServiceProps } from 'cdk8s-service-patterns';

/** How much it matters that a service is there. */
export enum AcmeTier {
  /** Customers wait for it. */
  CRITICAL = 'critical',
  /** All others. */
  STANDARD = 'standard',
}

/** Properties of `AcmeService`: all of `InternalService`, with the defaults of Acme. */
export interface AcmeServiceProps extends InternalServiceProps {
  /**
   * How much it matters that the service is there: it decides on the replicas, unless the props do.
   *
   * @default AcmeTier.STANDARD
   */
  readonly tier?: AcmeTier;
}
