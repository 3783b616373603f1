import { CloudRole, ClusterProfileProps, Cni, IngressController, Peer, Platform } from 'cdk8s-service-patterns';

/** What differs from one platform to the next. What is not in here is the same on all of them. */
export interface Cloud {
  /** The name of the folder that its manifests go to. */
  readonly name: string;
  /** What surrounds the workloads. */
  readonly cluster: ClusterProfileProps;
  /** The class of its Ingresses; GKE takes its own where there is none. */
  readonly className?: string;
  readonly ingressAnnotations?: { readonly [key: string]: string };
  /** What its load balancer wants to be told by the Service. */
  readonly serviceAnnotations?: { readonly [key: string]: string };
  /** The managed database, at an address of the private network. */
  readonly database: string;
  /** Where the reports go. */
  readonly bucket: string;
  /** The role that may write there. Without one, a key does: the Secret `bucket`. */
  readonly role?: CloudRole;
  /** Where the pods exchange their token for credentials of the role, if no agent of the node does. */
  readonly tokens?: string;
}

/** ALB, RDS and a role of EKS Pod Identity. */
export const EKS: Cloud = {
  name: 'eks',
  cluster: {
    platform: Platform.EKS,
    vpcCidrs: ['10.0.0.0/16'],
    // The subnets that the cluster was made with: the API server has addresses there.
    apiServer: Peer.cidrs(['10.0.48.0/24', '10.0.49.0/24']),
    serviceCidrs: ['172.20.0.0/16'],
    ingressController: IngressController.alb({ subnets: ['10.0.101.0/24', '10.0.102.0/24'] }),
  },
  className: 'alb',
  ingressAnnotations: {
    'alb.ingress.kubernetes.io/scheme': 'internet-facing',
    'alb.ingress.kubernetes.io/target-type': 'ip',
  },
  database: 'orders.c9abcdefghij.eu-central-1.rds.amazonaws.com',
  bucket: 's3.eu-central-1.amazonaws.com',
  role: CloudRole.eksPodIdentity(),
};

/** Google's load balancer, Cloud SQL and a service account of IAM. */
export const GKE: Cloud = {
  name: 'gke',
  cluster: {
    platform: Platform.GKE,
    cni: Cni.GKE_DATAPLANE_V2,
    vpcCidrs: ['10.10.0.0/16'],
    podCidrs: ['10.12.0.0/14'],
    // The private endpoint of the control plane.
    apiServer: Peer.cidrs(['172.16.0.2/32']),
  },
  serviceAnnotations: { 'cloud.google.com/neg': '{"ingress": true}' },
  database: 'orders.db.acme.internal',
  bucket: 'storage.googleapis.com',
  role: CloudRole.gkeWorkloadIdentity('reports@acme-prod.iam.gserviceaccount.com'),
};

/** nginx of the application routing add-on, Azure Database for PostgreSQL and a managed identity; Cilium by Azure CNI. */
export const AKS: Cloud = {
  name: 'aks',
  cluster: {
    platform: Platform.AKS,
    cni: Cni.AZURE_CNI_CILIUM,
    vpcCidrs: ['10.20.0.0/16'],
  },
  className: 'webapprouting.kubernetes.azure.com',
  database: 'orders.private.postgres.database.azure.com',
  bucket: 'acmereports.blob.core.windows.net',
  role: CloudRole.azureWorkloadIdentity('11111111-2222-3333-4444-555555555555'),
  tokens: 'login.microsoftonline.com',
};

/** OpenShift's router, on machines of AWS: a role by the account's token, which the cluster's webhook mounts. */
export const OPENSHIFT: Cloud = {
  name: 'openshift',
  cluster: {
    platform: Platform.OPENSHIFT,
    vpcCidrs: ['10.30.0.0/16'],
    // The control plane's machines.
    apiServer: Peer.cidrs(['10.30.0.10/32', '10.30.0.11/32', '10.30.0.12/32']),
  },
  className: 'openshift-default',
  database: 'orders.c9abcdefghij.eu-west-1.rds.amazonaws.com',
  bucket: 's3.eu-west-1.amazonaws.com',
  role: CloudRole.irsa('arn:aws:iam::111122223333:role/reports'),
  tokens: 'sts.eu-west-1.amazonaws.com',
};

/** Traefik, in a data centre of one's own: no cloud, so no role. */
export const K3S: Cloud = {
  name: 'k3s',
  cluster: {
    platform: Platform.K3S,
    vpcCidrs: ['10.40.0.0/16'],
    // The servers, and flannel's address on the node of one: its calls to pods of other nodes may come from there.
    apiServer: Peer.cidrs(['10.40.0.10/32', '10.42.0.0/32']),
  },
  className: 'traefik',
  database: 'orders.db.acme.internal',
  bucket: 'objects.example.com',
};

/** All of them: each synth renders and proves each. */
export const CLOUDS: readonly Cloud[] = [EKS, GKE, AKS, OPENSHIFT, K3S];
