import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/*
 * Objects that are made with cdk8s-plus alone, one of each kind that it has a class for and that apps have: what this
 * package does not render can change from one version of cdk8s-plus to another.
 */
const app = new App();
const chart = new Chart(app, 'plain', { namespace: 'plain' });
const containers = [{ image: 'ghcr.io/acme/api:1.4.2', portNumber: 8080 }];

const settings = new kplus.ConfigMap(chart, 'settings', { data: { MODE: 'fast' } });
new kplus.Secret(chart, 'secret', { stringData: { key: 'value' } });
const claim = new kplus.PersistentVolumeClaim(chart, 'claim', {
  accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
  storage: Size.gibibytes(1),
});

const deployment = new kplus.Deployment(chart, 'deployment', { containers, replicas: 2 });
deployment.containers[0].mount('/settings', kplus.Volume.fromConfigMap(chart, 'SettingsVolume', settings));
deployment.containers[0].mount('/data', kplus.Volume.fromPersistentVolumeClaim(chart, 'ClaimVolume', claim));
deployment.containers[0].env.addVariable('MODE', kplus.EnvValue.fromConfigMap(settings, 'MODE'));
const service = deployment.exposeViaService({ serviceType: kplus.ServiceType.CLUSTER_IP });
new kplus.Ingress(chart, 'ingress', {
  rules: [{ host: 'shop.example.com', backend: kplus.IngressBackend.fromService(service) }],
});
new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
  target: new kplus.Deployment(chart, 'scaled', { containers }),
  maxReplicas: 4,
});

const stateful = new kplus.StatefulSet(chart, 'stateful', {
  containers,
  service: new kplus.Service(chart, 'governing', { ports: [{ port: 8080 }], clusterIP: 'None' }),
});
stateful.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(chart, 'TmpVolume', 'tmp'));

new kplus.DaemonSet(chart, 'daemons', { containers });
new kplus.Job(chart, 'job', { containers, ttlAfterFinished: Duration.hours(1) });
new kplus.CronJob(chart, 'cron', {
  containers,
  schedule: Cron.daily(),
});
new kplus.Pod(chart, 'pod', { containers });
deployment.connections.allowFrom(kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'Anybody'));

app.synth();
