import { Chart } from 'cdk8s';
import { Health, InternalService, Peer } from 'cdk8s-service-patterns';

/** "Service Discovery and DNS": a frontend and a backend in two namespaces. */
export function discovery(web: Chart, api: Chart): void {
  // Original: Service frontend in namespace web, Service backend in namespace api.
  const frontend = new InternalService(web, 'frontend', {
    image: 'ghcr.io/acme/frontend:1.0.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    port: 80,
    targetPort: 3000,
    health: Health.http('/health'),
  });
  const backend = new InternalService(api, 'backend', {
    image: 'ghcr.io/acme/backend:1.0.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    port: 8080,
    health: Health.http('/health'),
  });

  // Original: curl http://backend.api:8080/users, from a frontend pod.
  // Safer: the name is made, not typed, and nobody but the frontend's pods gets through, on 8080 and nowhere else.
  frontend.connectTo(backend, { urlEnv: 'BACKEND_URL' });

  // Original: curl http://frontend:80, from the same namespace.
  // Safer: it stays in the namespace. What opens is 3000, where the pods listen, because policies are about pods.
  frontend.connections.allowFrom(Peer.allPodsInNamespace());
}
