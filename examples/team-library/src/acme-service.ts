import { InternalService } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { withAcmeDefaults } from './acme-defaults';
import { AcmeServiceProps } from './acme-service-props';

/**
 * A service of Acme for other workloads: it listens on 8080 behind port 80, answers `/healthz`, and has its metrics at
 * 9090.
 */
export class AcmeService extends InternalService {
  constructor(scope: Construct, id: string, props: AcmeServiceProps) {
    super(scope, id, withAcmeDefaults(props));
  }
}
