import { IConstruct } from 'constructs';
import { analyseRendered, Judged } from './analyse-app';
import { networkPage } from './network-page';
import { ClusterProfile } from '../network/cluster-profile';
import { Manifest } from '../synth/inspection';
import { ClusterPage, makePagesWith } from '../synth/network-pages';

/** Has `ServiceApp` write pages of the network where it is asked for them. */
export function makePagesOfApps(): void {
  makePagesWith(pagesOfApp);
}

/** A page for each cluster that charts of an app are for, in the order of their names. */
function pagesOfApp(app: IConstruct, manifests: readonly Manifest[]): ClusterPage[] {
  const names = new Map(manifests.map(({ owner }) => [ClusterProfile._clusterOf(owner), nameOf(owner)]));
  const clusters = [...analyseRendered(app, manifests)].map(([key, judged]) => ({ name: names.get(key), judged }));
  const [named, others] = [true, false].map((isNamed) =>
    clusters.filter(({ name }) => (name !== undefined) === isNamed),
  );
  return [...named.sort((a, b) => (a.name! < b.name! ? -1 : 1)), ...others].map(toPage);
}

function nameOf(owner: IConstruct): string | undefined {
  return ClusterProfile._applied(owner)?.name;
}

function toPage({ name, judged }: { readonly name: string | undefined; readonly judged: Judged }): ClusterPage {
  return { name, html: networkPage(judged, name === undefined ? {} : { title: `Network of ${name}` }) };
}
