import { App, Chart, Size } from 'cdk8s';
import { ContainerResources, Cpu, DeploymentStrategy } from 'cdk8s-plus-28';
import {
  Checks,
  Exposure,
  Health,
  InternalService,
  InternalServiceProps,
  IsolatedNamespace,
  PublicWebApp,
  SecurityProfile,
  Worker,
  WritablePath,
} from 'cdk8s-service-patterns';

/** Whom the images are made for; the original says the same in each of its twelve Deployments. */
const security = SecurityProfile.restricted({ user: 1000, group: 1000 });

/** The profiler reports to Google Cloud, where no connection leads. */
const noProfiler = { DISABLE_PROFILER: '1' };

/**
 * The microservices demo "Online Boutique", v0.10.6: twelve workloads and sixteen connections.
 *
 * The original runs one pod of each. Here the stateless ones run two, which is the default: a node that is drained or
 * fails then takes no service away. Where one pod is right, it says so.
 */
export function build(app: App): void {
  const shop = new Chart(app, 'online-boutique', { namespace: 'online-boutique' });
  // It also closes the network of pods that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(shop, 'online-boutique');

  // Services that call nobody.
  const productCatalog = grpcService(shop, 'productcatalogservice', 3550, { env: noProfiler });
  const currency = grpcService(shop, 'currencyservice', 7000, { env: noProfiler });
  const payment = grpcService(shop, 'paymentservice', 50051, { env: noProfiler });
  const shipping = grpcService(shop, 'shippingservice', 50051, { env: noProfiler });
  // Clients use 5000. The policies are about 8080, where the container listens: nobody has to remember that.
  const email = grpcService(shop, 'emailservice', 8080, { servicePort: 5000, env: noProfiler });
  const ads = grpcService(shop, 'adservice', 9555, {
    resources: memory(180, 300),
    // The Java virtual machine takes its time; until it is up the liveness probe waits.
    health: Health.grpc({ startup: {} }),
  });
  const redis = new InternalService(shop, 'redis-cart', {
    image: 'redis:alpine',
    security,
    ports: [{ name: 'redis', port: 6379 }],
    health: Health.tcp(),
    // Two would be two stores, and a cart in one of them; not even during an update.
    replicas: 1,
    strategy: DeploymentStrategy.recreate(),
    // Room for a snapshot and the one that is being written beside it, each at most as large as the memory.
    writablePaths: [WritablePath.at('/data', { sizeLimit: Size.mebibytes(512) })],
    resources: memory(200, 256),
  });

  // Services that call others: each line opens both ends and sets the address.
  const cart = new InternalService(shop, 'cartservice', {
    image: image('cartservice'),
    security,
    // Its image says the port; it reads no PORT.
    ports: [{ name: 'grpc', port: 7070 }],
    health: Health.grpc({ startup: {} }),
  });
  cart.connectTo(redis, { addressEnv: 'REDIS_ADDR' });

  const recommendation = grpcService(shop, 'recommendationservice', 8080, {
    env: noProfiler,
    resources: memory(220, 450),
  });
  recommendation.connectTo(productCatalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });

  const checkout = grpcService(shop, 'checkoutservice', 5050);
  checkout.connectTo(productCatalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });
  checkout.connectTo(shipping, { addressEnv: 'SHIPPING_SERVICE_ADDR' });
  checkout.connectTo(payment, { addressEnv: 'PAYMENT_SERVICE_ADDR' });
  checkout.connectTo(email, { addressEnv: 'EMAIL_SERVICE_ADDR' });
  checkout.connectTo(currency, { addressEnv: 'CURRENCY_SERVICE_ADDR' });
  checkout.connectTo(cart, { addressEnv: 'CART_SERVICE_ADDR' });

  // One Service for both: a load balancer's has an address inside the cluster, too. The original has two.
  const frontend = new PublicWebApp(shop, 'frontend', {
    image: image('frontend'),
    security,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    // The cookie is the session; without it each probe would start a new one.
    health: Health.http('/_healthz', { headers: { Cookie: 'shop_session-id=x-readiness-probe' } }),
    exposure: Exposure.loadBalancer(),
    portEnv: 'PORT',
    env: {
      // It does not start without this one, although the assistant is switched off and not there.
      SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
    },
  });
  frontend.connectTo(productCatalog, { addressEnv: 'PRODUCT_CATALOG_SERVICE_ADDR' });
  frontend.connectTo(currency, { addressEnv: 'CURRENCY_SERVICE_ADDR' });
  frontend.connectTo(cart, { addressEnv: 'CART_SERVICE_ADDR' });
  frontend.connectTo(recommendation, { addressEnv: 'RECOMMENDATION_SERVICE_ADDR' });
  frontend.connectTo(shipping, { addressEnv: 'SHIPPING_SERVICE_ADDR' });
  frontend.connectTo(checkout, { addressEnv: 'CHECKOUT_SERVICE_ADDR' });
  frontend.connectTo(ads, { addressEnv: 'AD_SERVICE_ADDR' });

  const loadGenerator = new Worker(shop, 'loadgenerator', {
    image: image('loadgenerator'),
    security,
    replicas: 1,
    env: { USERS: '10' },
    resources: { cpu: { request: Cpu.millis(300), limit: Cpu.millis(500) }, ...memory(256, 512) },
  });
  Checks.of(loadGenerator).accept('one-replica', 'a second one would double the load');
  loadGenerator.connectTo(frontend, { addressEnv: 'FRONTEND_ADDR' });
}

/** A service of the shop that speaks gRPC, on the port that PORT tells it. */
function grpcService(
  chart: Chart,
  name: string,
  targetPort: number,
  { servicePort, ...props }: Partial<InternalServiceProps> & { servicePort?: number } = {},
): InternalService {
  return new InternalService(chart, name, {
    image: image(name),
    security,
    ports: [{ name: 'grpc', port: servicePort ?? targetPort, targetPort }],
    portEnv: 'PORT',
    health: Health.grpc(),
    ...props,
  });
}

function image(name: string): string {
  return `us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/${name}:v0.10.6`;
}

/** Request and limit in MiB, the original's where the defaults are too small. */
function memory(request: number, limit: number): ContainerResources {
  return { memory: { request: Size.mebibytes(request), limit: Size.mebibytes(limit) } };
}
