import { build as buildApp } from './app';
import { build as buildPlatform } from './platform';
import { ServiceApp } from 'cdk8s-service-patterns';

// Two repositories in one: what both say is rendered once.
const app = new ServiceApp();
buildPlatform(app);
buildApp(app);
app.synth();
