/**
 * What the cluster is, or who runs it. A ClusterProfile takes from it whatever its other props do not say: DNS, network
 * plugin, ingress controller, IP families, and who chooses the users of pods.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/
 */
export enum Platform {
  /** OpenShift 4 and OKD: DNS pods of its own, a router, and users that the namespace assigns to pods. */
  OPENSHIFT = 'OpenShift',
  /** Amazon EKS: CoreDNS pods, load balancers with addresses of the VPC. */
  EKS = 'EKS',
  /** Amazon EKS Auto Mode: DNS on the nodes instead of in pods. */
  EKS_AUTO_MODE = 'EKS Auto Mode',
  /** Google Kubernetes Engine, Standard: kube-dns, NodeLocal DNSCache or Cloud DNS. */
  GKE = 'GKE',
  /** Google Kubernetes Engine, Autopilot: NodeLocal DNSCache on each node, Dataplane V2. */
  GKE_AUTOPILOT = 'GKE Autopilot',
  /** Azure Kubernetes Service: CoreDNS pods or LocalDNS, nginx of the application routing add-on. */
  AKS = 'AKS',
  /** K3s: CoreDNS pods, Traefik, and a controller for network policies. */
  K3S = 'K3s',
  /** kind: CoreDNS pods, kindnet, and ingress-nginx where it is installed. */
  KIND = 'kind',
}
