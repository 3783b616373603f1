import { build } from './app';
import { ServiceApp } from 'cdk8s-service-patterns';

const app = new ServiceApp();
build(app);
app.synth();
