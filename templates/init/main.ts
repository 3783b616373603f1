import { ServiceApp } from 'cdk8s-service-patterns';
import { build } from './shop';

const app = new ServiceApp();
build(app);
app.synth();
