import * as path from 'path';
import { build } from './app';
import { MESHES } from './meshes';
import { ServiceApp } from 'cdk8s-service-patterns';

// `cdk8s synth --output` says where; each mesh has a folder there.
const output = process.env.CDK8S_OUTDIR ?? 'dist';

for (const cluster of MESHES) {
  const app = new ServiceApp({ outdir: path.join(output, cluster.name) });
  build(app, cluster);
  app.synth();
}
