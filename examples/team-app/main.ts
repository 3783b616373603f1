import { ServiceApp } from 'cdk8s-service-patterns';
import { build } from './app';

const app = new ServiceApp();
build(app);
app.synth();
