import * as path from 'path';
import { build } from './app';
import { CLOUDS } from './clouds';
import { ServiceApp } from 'cdk8s-service-patterns';

// `cdk8s synth --output` says where; each platform has a folder there.
const output = process.env.CDK8S_OUTDIR ?? 'dist';

for (const cloud of CLOUDS) {
  const app = new ServiceApp({ outdir: path.join(output, cloud.name) });
  build(app, cloud);
  app.synth();
}
