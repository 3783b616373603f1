import { commandsOf, partOf, readByShell, runbookOf } from './runbook-of';
import { SEEDS } from './seeds';

/*
 * The troubleshooting and key-command chapters of the two documents, command by command: the runbook of the Service that a
 * chapter is about has each of them, with the names filled in.
 */

const runbooks = new Map(Object.entries(SEEDS).map(([name, yaml]) => [name, runbookOf(yaml, name)]));

/** What the documents write, the Service whose runbook has it, and how it is written there. */
const STEPS: readonly (readonly [step: string, service: string, command: string])[] = [
  // "Service Not Accessible"
  ['kubectl get services', 'api-service', 'kubectl get services --all-namespaces'],
  ['kubectl get services -o wide', 'api-service', 'kubectl get service api-service -n default -o wide'],
  ['kubectl get endpoints', 'api-service', 'kubectl get endpoints api-service -n default'],
  ['kubectl get pods --show-labels', 'api-service', 'kubectl get pods -n default -l app=api --show-labels'],
  ['kubectl describe service <service-name>', 'api-service', 'kubectl describe service api-service -n default'],
  // "No External IP for LoadBalancer", "Monitor LoadBalancer Creation"
  ['kubectl get nodes -o wide', 'web-loadbalancer', 'kubectl get nodes -o wide'],
  ['minikube tunnel', 'web-loadbalancer', 'minikube tunnel'],
  [
    'kubectl describe service <service-name>',
    'web-loadbalancer',
    'kubectl describe service web-loadbalancer -n default',
  ],
  ['kubectl get services -w', 'web-loadbalancer', 'kubectl get service web-loadbalancer -n default -o wide --watch'],
  ['http://EXTERNAL_IP/', 'web-loadbalancer', 'curl -v -m 5 http://EXTERNAL_IP:80/'],
  // "DNS Resolution Issues"
  [
    'kubectl run test-pod --image=busybox -- nslookup <service-name>',
    'api-service',
    'kubectl exec -n default debug-api-service -- nslookup api-service.default.svc.cluster.local',
  ],
  [
    'kubectl get pods -n kube-system -l k8s-app=kube-dns',
    'api-service',
    'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide',
  ],
  [
    'kubectl get configmap coredns -n kube-system -o yaml',
    'api-service',
    'kubectl get configmap coredns -n kube-system -o yaml',
  ],
  // "Access the Application"
  ['minikube service web-service --url', 'web-service', 'minikube service web-service -n default --url'],
  ['http://NODE_IP:30080', 'web-service', 'curl -v -m 5 http://NODE_ADDRESS:30080/'],
  // "Test Internal Connectivity"
  [
    'kubectl run mysql-client --image=mysql:8.0 -- mysql -h mysql-service -uroot -p…',
    'mysql-service',
    "kubectl exec -it -n default debug-mysql-service-client -- mysql -h mysql-service.default -P 3306 -u USER -p -e 'select 1'",
  ],
  // "Service Testing Commands", "kubectl Networking Commands"
  [
    'kubectl run test-pod --image=busybox -- wget -qO- test-app:80',
    'api-service',
    'kubectl exec -n default debug-api-service -- wget -qO- -T 5 http://api-service.default:80/',
  ],
  [
    'kubectl run curl --image=curlimages/curl -- curl api-service:80',
    'healthy-service',
    'kubectl exec -n default debug-healthy-service -- wget -qO- -T 5 http://healthy-service.default:80/health',
  ],
  [
    'kubectl port-forward svc/api-service 8080:80',
    'api-service',
    'kubectl port-forward service/api-service 8080:80 -n default',
  ],
  [
    'kubectl port-forward service/<service-name> <local-port>:<service-port>',
    'mysql-service',
    'kubectl port-forward service/mysql-service 3306:3306 -n default',
  ],
  ['kubectl get endpoints api-service', 'api-service', 'kubectl get endpoints api-service -n default'],
  [
    'kubectl get endpointslices -l kubernetes.io/service-name=api-service',
    'api-service',
    'kubectl get endpointslices -n default -l kubernetes.io/service-name=api-service',
  ],
  ['kubectl get networkpolicies', 'api-service', 'kubectl get networkpolicies -n default'],
  // "Key Networking Commands"
  ['kubectl describe endpoints <name>', 'api-service', 'kubectl describe endpoints api-service -n default'],
  [
    'kubectl exec -it <pod> -- netstat -tulpn',
    'api-service',
    'kubectl exec -n default deployment/api -c api -- netstat -tulpn',
  ],
  // The label of kubeadm, kind and minikube: `component=kube-proxy`, as the document has it, selects nothing there.
  [
    'kubectl logs -n kube-system -l component=kube-proxy',
    'web-service',
    'kubectl logs -n kube-system -l k8s-app=kube-proxy --tail=50',
  ],
  [
    'kubectl port-forward pod/<pod-name> <local-port>:<pod-port>',
    'api-service',
    'kubectl port-forward pod/POD 8080:8080 -n default',
  ],
  // "Headless Service", "Kubernetes DNS"
  [
    'nslookup db-headless',
    'db-headless',
    'kubectl exec -n default debug-db-headless -- nslookup db-headless.default.svc.cluster.local',
  ],
  [
    'db-0.db-headless.default.svc.cluster.local',
    'db-headless',
    'kubectl exec -n default debug-db-headless -- nslookup db-0.db-headless.default.svc.cluster.local',
  ],
  [
    'nslookup external-db → CNAME db.example.com',
    'external-database',
    'kubectl exec -n default debug-external-database -- nslookup external-database.default.svc.cluster.local',
  ],
  // "Session Affinity", "Service with Multiple Ports"
  [
    'sessionAffinity: ClientIP',
    'sticky-service',
    "kubectl get service sticky-service -n default -o jsonpath='{.spec.sessionAffinity} {.spec.sessionAffinityConfig}'",
  ],
  [
    'port 443 → 8443',
    'multi-port-service',
    'kubectl exec -n default debug-multi-port-service -- wget -qO- -T 5 --no-check-certificate https://multi-port-service.default:443/',
  ],
  [
    'port 9090 → 9090',
    'multi-port-service',
    'kubectl exec -n default debug-multi-port-service -- wget -qO- -T 5 http://multi-port-service.default:9090/',
  ],
  ['Ingress', 'ingress-backend', 'kubectl describe ingress.networking.k8s.io shop -n default'],
  ['Ingress', 'ingress-backend', 'curl -v -m 5 http://shop.example.com/'],
];

test.each(STEPS)('"%s" is in the runbook of %s', (_, name, command) => {
  expect(commandsOf(runbooks.get(name)!)).toContain(command);
});

/** What the documents explain in words. */
const WORDS: readonly (readonly [what: string, service: string, text: string])[] = [
  ['the name in the same namespace', 'api-service', '| pods of `default` | `api-service` |'],
  ['the name in other namespaces', 'api-service', '`api-service.default`, `api-service.default.svc`'],
  [
    'the full name, with what it supposes',
    'api-service',
    '| the same in full, where the cluster domain is `cluster.local` | `api-service.default.svc.cluster.local` |',
  ],
  [
    'the names of the pods',
    'db-headless',
    '`db-0.db-headless.default.svc.cluster.local`, `db-1.db-headless.default.svc.cluster.local`, `db-2.db-headless.default.svc.cluster.local`',
  ],
  ['the CNAME', 'external-database', '| what DNS answers (CNAME) | `database.example.com` |'],
  ['the range of node ports', 'web-service', 'API servers take 30000-32767'],
  ['the node port', 'web-service', '| `80 (http)` | `80` | `web` | `30080` | TCP |  |'],
  ['the port mapping of kind', 'web-service', '`30080` is reached if the cluster was made with `extraPortMappings`'],
  ['that load balancers need a cloud', 'web-loadbalancer', 'the cluster has no cloud provider'],
  ['that labels and selector must match', 'api-service', 'It selects `app=api`, which `default/Deployment/api` has.'],
  [
    'that only ready pods take traffic',
    'healthy-service',
    'container `webapp` is ready when `GET /health` on port 80 is answered',
  ],
  ['how long affinity lasts', 'sticky-service', 'until 3600 seconds pass without one'],
  ['that headless Services do not spread load', 'db-headless', 'Nobody spreads connections here'],
  ['that Flannel enforces no policies', 'api-service', 'Flannel does not'],
  ['who may call it without policies', 'api-service', 'everybody whose own policies allow it'],
];

test.each(WORDS)('%s is told of %s', (_, name, text) => {
  expect(runbooks.get(name)).toContain(text);
});

test.each(Object.keys(SEEDS))('the runbook of %s is about this Service, and a shell reads its commands', (name) => {
  const text = runbooks.get(name)!;
  expect(partOf(text, `## default/Service/${name}`)).toContain('### If it does not answer');
  expect(readByShell(text)).toBeGreaterThan(3);
  expect(text).not.toContain('password123');
});
