import * as path from 'path';
import { build } from './app';
import { ENVIRONMENTS } from './environments';
import { ServiceApp } from 'cdk8s-service-patterns';

// `cdk8s synth --output` says where; each environment has a folder there.
const output = process.env.CDK8S_OUTDIR ?? 'dist';

for (const environment of ENVIRONMENTS) {
  const app = new ServiceApp({ outdir: path.join(output, environment.name) });
  build(app, environment);
  app.synth();
}
