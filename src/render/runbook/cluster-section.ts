import { DEBUG_IMAGE } from './images';
import { CLUSTER_DOMAIN } from './names';
import { bashBlock, bullets, code, paragraph } from './page';

/** What all Services of a cluster need. */
export function clusterSection(): string {
  return (
    '## The cluster\n\n' +
    paragraph(
      `**DNS.** Nothing is found by its name, in no namespace. The addresses of CoreDNS must be ready, its logs without errors, and the configuration must have the cluster domain (${code(`kubernetes ${CLUSTER_DOMAIN}`)}; these manifests do not say which it is).`,
    ) +
    bashBlock([
      'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide',
      'kubectl get endpoints kube-dns -n kube-system',
      'kubectl logs -n kube-system -l k8s-app=kube-dns --tail=50',
      'kubectl get configmap coredns -n kube-system -o yaml',
    ]) +
    bullets([
      'If one namespace alone finds no names: its policies. `kubectl get networkpolicies -n NAMESPACE`, and egress to the pods of DNS on 53/UDP and 53/TCP.',
      'OpenShift has its DNS in `openshift-dns` (`-l dns.operator.openshift.io/daemonset-dns=default`, port 5353). With NodeLocal DNSCache pods ask an address of their node (`-l k8s-app=node-local-dns`).',
    ]) +
    paragraph(
      '**Nodes, and what carries Services to pods.** Services answer on some nodes and not on others, or all of them stopped at once.',
    ) +
    bashBlock([
      'kubectl get nodes -o wide',
      'kubectl get pods -n kube-system -o wide',
      'kubectl get pods -n kube-system -l k8s-app=kube-proxy -o wide',
      'kubectl logs -n kube-system -l k8s-app=kube-proxy --tail=50',
    ]) +
    bullets([
      'No kube-proxy is listed where something else does its work: Cilium without kube-proxy, OVN-Kubernetes, GKE Dataplane V2.',
      'Policies are enforced by the network plugin: Calico, Cilium, Antrea, OVN-Kubernetes, kube-router and others do, Flannel does not, the Amazon VPC CNI only with its network policy agent. minikube has none unless it was started with `--cni=calico` or another that enforces them; kind enforces them since version 0.24.',
      `${code(DEBUG_IMAGE)} is pulled from Docker Hub; where nodes may not do that, put in the name that your mirror has for it.`,
      'On OpenShift leave `runAsUser` out of the commands for debugging: it gives each namespace its own users.',
    ])
  );
}
