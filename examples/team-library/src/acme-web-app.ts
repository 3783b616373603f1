import { Secret } from 'cdk8s-plus-28';
import { Exposure, PublicWebApp } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { withAcmeDefaults } from './acme-defaults';
import { AcmeServiceProps } from './acme-service-props';

/** Properties of `AcmeWebApp`. */
export interface AcmeWebAppProps extends AcmeServiceProps {
  /** The name under `apps.acme.example` by which people reach it. */
  readonly subdomain: string;
}

/** A web app of Acme: a service that people reach at `https://<subdomain>.apps.acme.example`. */
export class AcmeWebApp extends PublicWebApp {
  /** Where people reach it. */
  public readonly address: string;

  constructor(scope: Construct, id: string, props: AcmeWebAppProps) {
    const { subdomain, ...rest } = props;
    const host = `${subdomain}.apps.acme.example`;
    const tlsSecret = Secret.fromSecretName(scope, `${id}-certificate`, 'apps-acme-example');
    super(scope, id, {
      ...withAcmeDefaults(rest),
      exposure: Exposure.ingress({ host, className: 'nginx', tlsSecret }),
    });
    this.address = `https://${host}`;
  }
}
