import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Connections, Port, Worker } from '../../src';
import { shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** Two workers; others have opened the way from one to the other. */
function workersIn(chart: Chart): {
  backup: Connections;
  store: Connections;
  backupWorker: Worker;
  storeWorker: Worker;
} {
  const backupWorker = new Worker(chart, 'backup', { image: IMAGE });
  const storeWorker = new Worker(chart, 'store', { image: IMAGE });
  const select = (name: string): k8s.LabelSelector => ({ matchLabels: { 'app.kubernetes.io/name': name } });
  new k8s.KubeNetworkPolicy(chart, 'out', {
    metadata: { name: 'out' },
    spec: {
      podSelector: select('backup'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: select('store') }], ports: [{ port: k8s.IntOrString.fromNumber(873) }] }],
    },
  });
  new k8s.KubeNetworkPolicy(chart, 'in', {
    metadata: { name: 'in' },
    spec: {
      podSelector: select('store'),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: select('backup') }], ports: [{ port: k8s.IntOrString.fromNumber(873) }] }],
    },
  });
  return { backup: backupWorker.connections, store: storeWorker.connections, backupWorker, storeWorker };
}

function synth(chart: Chart): () => string {
  return () => App.of(chart).synthYaml();
}

const BECAUSE = { reason: 'the platform team copies it' };

test('what nobody accepted is found', () => {
  const chart = shopChart();
  workersIn(chart);
  expect(synth(chart)).toThrow(
    'undeclared connections to shop/Deployment/store: got shop/Deployment/backup on 873/TCP, opened by',
  );
});

test('the server may accept it', () => {
  const chart = shopChart();
  const { store, backupWorker } = workersIn(chart);
  store.accept(backupWorker, [Port.tcp(873)], BECAUSE);
  expect(synth(chart)).not.toThrow();
});

test('and so may the client', () => {
  const chart = shopChart();
  const { backup, storeWorker } = workersIn(chart);
  backup.accept(storeWorker, [Port.tcp(873)], BECAUSE);
  expect(synth(chart)).not.toThrow();
});

test('on other ports it is not accepted', () => {
  const chart = shopChart();
  const { backup, store, backupWorker, storeWorker } = workersIn(chart);
  backup.accept(storeWorker, [Port.tcp(874)], BECAUSE);
  store.accept(backupWorker, [Port.udp(873)], BECAUSE);
  expect(synth(chart)).toThrow('got shop/Deployment/backup on 873/TCP, opened by');
});
