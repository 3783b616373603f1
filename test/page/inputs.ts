import { parseAllDocuments, stringify } from 'yaml';
import { build } from '../../examples/online-boutique/app';
import { ServiceApp } from 'cdk8s-service-patterns';

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Record<'ingress' | 'egress', { from?: object[]; to?: object[]; ports: object[] }[]>;
}

/** Online Boutique, as its example renders it. */
export function onlineBoutique(): string {
  const app = new ServiceApp();
  build(app);
  return app.synthYaml() as string;
}

/**
 * The same after a pull request: the whole world may reach redis, the frontend may reach the mails and no advertisements, and
 * the catalogue has one port more.
 */
export function onlineBoutiqueOpened(): string {
  const objects = parseAllDocuments(onlineBoutique()).map((document) => document.toJS() as Policy);
  const policy = (name: string): Policy['spec'] =>
    objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name)!.spec;
  const pods = (name: string): object => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
  delete policy('redis-cart').ingress[0].from;
  policy('emailservice').ingress[0].from!.push(pods('frontend'));
  policy('frontend').egress.push({ to: [pods('emailservice')], ports: [{ port: 8080 }] });
  policy('adservice').ingress = [];
  policy('productcatalogservice').ingress[0].ports.push({ port: 3551 });
  for (const name of ['frontend', 'checkoutservice', 'recommendationservice']) {
    policy(name).egress.push({ to: [pods('productcatalogservice')], ports: [{ port: 3551 }] });
  }
  return objects.map((object) => stringify(object)).join('---\n');
}
