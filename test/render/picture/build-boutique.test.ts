import { Testing } from 'cdk8s';
import { arrows, boxes, pictureOfAnalysis } from './flows-of-boxes';
import { build } from '../../../examples/online-boutique/app';
import { Analysis } from '../../../src/reachability/analysis';
import { startView } from '../../../src/render/picture/views/start';
import { viewOf } from '../../../src/render/picture/views/view';
import { parseTopology } from '../../../src/topology/parse';

const app = Testing.app();
build(app);
const objects = app.charts.flatMap((chart) => Testing.synth(chart) as object[]);
const manifests = objects.map((object, i) => ({ object, origin: { source: 'boutique', document: i + 1 } }));
const picture = pictureOfAnalysis(Analysis.of(parseTopology(manifests).topology));

/** Without the namespace, which is the same in all of them. */
const short = (line: string): string => line.replace(/online-boutique\/(Deployment|Service)\//g, '');

test('the shop from the internet to its database', () => {
  expect(arrows(startView(picture)).map(short)).toEqual([
    'cartservice > redis-cart > redis-cart: 6379/TCP, allow, inside',
    'checkoutservice > cartservice > cartservice: 7070/TCP, allow, inside',
    'checkoutservice > currencyservice > currencyservice: 7000/TCP, allow, inside',
    'checkoutservice > emailservice > emailservice: 8080/TCP, allow, inside',
    'checkoutservice > paymentservice > paymentservice: 50051/TCP, allow, inside',
    'checkoutservice > productcatalogservice > productcatalogservice: 3550/TCP, allow, inside',
    'checkoutservice > shippingservice > shippingservice: 50051/TCP, allow, inside',
    'frontend > adservice > adservice: 9555/TCP, allow, inside',
    'frontend > cartservice > cartservice: 7070/TCP, allow, inside',
    'frontend > checkoutservice > checkoutservice: 5050/TCP, allow, inside',
    'frontend > currencyservice > currencyservice: 7000/TCP, allow, inside',
    'frontend > productcatalogservice > productcatalogservice: 3550/TCP, allow, inside',
    'frontend > recommendationservice > recommendationservice: 8080/TCP, allow, inside',
    'frontend > shippingservice > shippingservice: 50051/TCP, allow, inside',
    'loadgenerator > frontend > frontend: 8080/TCP, allow, inside',
    'recommendationservice > productcatalogservice > productcatalogservice: 3550/TCP, allow, inside',
    'from internet > way LoadBalancer frontend > frontend > frontend: 8080/TCP, allow, from internet',
    'online-boutique > to pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns: 53/TCP, 53/UDP, allow, outside, 12 by its frame (from)',
    'from pods:*/* > frontend > frontend: 8080/TCP, allow, any pod',
  ]);
  expect(boxes(picture, 'end')).toEqual([
    'end from internet | the internet | internet | any address',
    'end to pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns | DNS of the cluster | pods in namespace kube-system | k8s-app=kube-dns',
    'end from pods:*/* | every pod of the cluster | pods',
  ]);
});

test('who may reach redis is one arrow', () => {
  const part = viewOf(picture, { workload: 'online-boutique/Deployment/redis-cart', port: '6379' });
  expect(arrows(part).map(short)).toEqual(['cartservice > redis-cart > redis-cart: 6379/TCP, allow, inside']);
  expect(boxes(part, 'workload').map(short)).toEqual([
    'workload cartservice | cartservice | Deployment',
    'workload redis-cart | redis-cart | Deployment',
  ]);
});
