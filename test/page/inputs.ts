import { build } from '../../examples/online-boutique/app';
import { ServiceApp } from 'cdk8s-service-patterns';

/** Online Boutique, as its example renders it. */
export function onlineBoutique(): string {
  const app = new ServiceApp();
  build(app);
  return app.synthYaml() as string;
}
