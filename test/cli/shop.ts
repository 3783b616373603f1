/** A web server that is reached from everywhere, a database that only the web server reaches, and a closed namespace. */
export const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, ports: [{ containerPort: 8080 }] }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, ports: [{ containerPort: 5432 }] }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
      ports: [{ port: 8080 }]
  egress:
    - to: [{ podSelector: { matchLabels: { app: db } } }]
      ports: [{ port: 5432 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: 5432 }]
`;

/** The same, and the database is open to the office. */
export const SHOP_OPEN_TO_OFFICE = `${SHOP}    - from: [{ ipBlock: { cidr: 198.51.100.0/24 } }]
      ports: [{ port: 5432 }]
`;

/** The same, and the database is open to everybody. */
export const SHOP_OPEN_TO_ALL = `${SHOP}    - {}
`;

/** A policy that everything is wrong with. */
export const BAD_POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: bad, namespace: shop }
spec:
  podSelector:
    matchLabels:
      app: "not valid!"
  ingress:
    - from:
        - ipBlock:
            cidr: 10.0.0.0/33
      ports:
        - port: 80800
`;
