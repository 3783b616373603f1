/*
 * The YAML of the two documents that this package goes by, with their names.
 */

/** A Deployment whose pods have a label `app`. */
export function deployment(name: string, app: string, image: string, port: number, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 3
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec:
      containers:
        - name: ${app}
          image: ${image}
          ports: [{ containerPort: ${port} }]
${more}---
`;
}

/** A Service, with its spec as it is written. */
export function service(name: string, spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: ${spec}\n---\n`;
}

/** Each type of Service of the documents, by its name there. */
export const SEEDS: Readonly<Record<string, string>> = {
  'mysql-service':
    deployment(
      'mysql-deployment',
      'mysql',
      'mysql:8.0',
      3306,
      '          env: [{ name: MYSQL_ROOT_PASSWORD, value: "password123" }]\n',
    ) +
    service(
      'mysql-service',
      '{ type: ClusterIP, selector: { app: mysql }, ports: [{ port: 3306, targetPort: 3306, name: mysql }] }',
    ),
  'api-service':
    deployment('api', 'api', 'ghcr.io/acme/api:1.0', 8080) +
    service(
      'api-service',
      '{ selector: { app: api }, ports: [{ name: http, port: 80, targetPort: 8080, protocol: TCP }] }',
    ),
  'web-service':
    deployment('web-deployment', 'web', 'nginx:1.21', 80) +
    service(
      'web-service',
      '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 80, nodePort: 30080, name: http }] }',
    ),
  'web-loadbalancer':
    deployment('web-deployment', 'web', 'nginx:1.21', 80) +
    service(
      'web-loadbalancer',
      '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 80, name: http }] }',
    ),
  'external-database': service(
    'external-database',
    '{ type: ExternalName, externalName: database.example.com, ports: [{ port: 5432 }] }',
  ),
  'db-headless': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db-headless
  replicas: 3
  selector: { matchLabels: { app: database } }
  template:
    metadata: { labels: { app: database } }
    spec:
      containers: [{ name: db, image: postgres:13, ports: [{ containerPort: 5432 }] }]
---
${service('db-headless', '{ clusterIP: None, selector: { app: database }, ports: [{ port: 5432 }] }')}`,
  'multi-port-service':
    deployment('web-deployment', 'web', 'nginx:1.21', 8080) +
    service(
      'multi-port-service',
      '{ selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: https, port: 443, targetPort: 8443 }, { name: metrics, port: 9090, targetPort: 9090 }] }',
    ),
  'sticky-service':
    deployment('web-deployment', 'web', 'nginx:1.21', 80) +
    service(
      'sticky-service',
      '{ selector: { app: web }, ports: [{ port: 80, targetPort: 80 }], sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } } }',
    ),
  'healthy-service':
    deployment(
      'webapp',
      'webapp',
      'nginx:1.21',
      80,
      '          readinessProbe: { httpGet: { path: /health, port: 80 }, initialDelaySeconds: 5, periodSeconds: 10 }\n',
    ) + service('healthy-service', '{ selector: { app: webapp }, ports: [{ port: 80, targetPort: 80 }] }'),
  'ingress-backend': `${deployment('webapp', 'webapp', 'nginx:1.21', 80)}${service('ingress-backend', '{ selector: { app: webapp }, ports: [{ port: 80, targetPort: 80 }] }')}apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ingress-backend, port: { number: 80 } } } }] }
`,
};
