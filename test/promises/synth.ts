import { ApiObject, App, Chart, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  NetworkReport,
  PublicWebApp,
  ServiceApp,
} from '../../src';
import { WARNING_METADATA } from '../../src/support/warn';
import { Manifest } from '../manifests';
import { freshDirectory } from '../synth/outcome';

export const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** What is promised of synth is promised whichever class of app it is. */
export const APPS: [name: string, make: () => App][] = [
  ["cdk8s's App", () => new App({ outdir: freshDirectory() })],
  ['ServiceApp', () => new ServiceApp({ outdir: freshDirectory() })],
];

/** What synth says is wrong, without cdk8s's heading; nothing if it writes the manifests. */
export function errorsOf(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    const { message } = error as Error;
    const [heading, ...errors] = message.split('\n').map((line) => line.trim());
    return heading === 'Validation failed with the following errors:' ? errors : [message];
  }
}

/** What synth and the constructs have warned of so far. */
export function warningsOf(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === WARNING_METADATA).map(({ data }) => data as string),
    );
}

/** Everything that an app renders. */
export function manifestsOf(app: App): Manifest[] {
  return app.charts.flatMap((chart) => chart.toJson() as Manifest[]);
}

/** Everything that is open by these manifests: `<end> -> <end> on <ports>`. */
export function openBy(manifests: Manifest[]): string[] {
  return NetworkReport.ofManifests(manifests)
    .flows()
    .map(({ from, to, except, ports, verdict }) => {
      const ranges = ports.map(({ protocol, port, endPort }) =>
        port === endPort ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`,
      );
      const without = except === undefined ? '' : ` without ${except.length} networks`;
      return `${from} -> ${to}${without} on ${ranges.join(' ')}${verdict === 'allow' ? '' : ` (${verdict})`}`;
    });
}

/** The first object of a kind that a construct renders. */
export function objectOf(construct: IConstruct, kind: string): ApiObject {
  return construct.node.findAll().find((own) => ApiObject.isApiObject(own) && own.kind === kind) as ApiObject;
}

/** The policy of a workload. */
export function policyOf(construct: IConstruct): ApiObject {
  return objectOf(construct, 'NetworkPolicy');
}

/** A shop whose connections are all declared: the internet → web → api → db. */
export interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly web: PublicWebApp;
  readonly api: InternalService;
  readonly db: HeadlessDatabase;
}

export function shopIn(app: App): Shop {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const db = new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.redis('7.4'),
    storage: Size.gibibytes(1),
  });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  api.connectTo(db);
  const web = new PublicWebApp(chart, 'web', {
    image: IMAGE,
    port: 80,
    targetPort: 3000,
    exposure: Exposure.loadBalancer(),
  });
  web.connectTo(api);
  return { app, chart, web, api, db };
}
