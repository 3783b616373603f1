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
  // Those without a name stay as they came, behind those that have one.
  return clusters.sort((a, b) => compareNames(a.name, b.name)).map(toPage);
}

function compareNames(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf(owner: IConstruct): string | undefined {
  return ClusterProfile._applied(owner)?.name;
}

function toPage({ name, judged }: { readonly name: string | undefined; readonly judged: Judged }): ClusterPage {
  return { name, html: networkPage(judged, name === undefined ? {} : { title: `Network of ${name}` }) };
}
