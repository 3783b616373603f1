import { App } from 'cdk8s';
import { AcmeCache, AcmeChart, AcmeService, AcmeTier, AcmeWebApp } from '@acme/service-patterns';

/** What a team of Acme writes: what is its own, and nothing of what the platform team decided. */
export function build(app: App): void {
  const shop = new AcmeChart(app, 'shop', { namespace: 'shop', owner: 'shop' });

  const sessions = new AcmeCache(shop, 'sessions');
  const orders = new AcmeService(shop, 'orders', {
    image: 'registry.acme.example/shop/orders:4.0.1',
    tier: AcmeTier.CRITICAL,
    // It writes nowhere but into /tmp.
    writablePaths: [],
  });
  const web = new AcmeWebApp(shop, 'web', {
    image: 'registry.acme.example/shop/web:2.3.0',
    subdomain: 'shop',
    writablePaths: [],
  });

  web.connectTo(orders, { urlEnv: 'ORDERS_URL' });
  web.connectTo(sessions, { dsnEnv: 'SESSIONS_URL' });
}
