import type { IConstruct } from 'constructs';
import type { Manifest } from './inspection';

/** A page about one cluster of an app. */
export interface ClusterPage {
  /** Of the cluster; absent: it has none. */
  readonly name?: string;
  readonly html: string;
}

/** Makes the pages of an app from what one synth renders, one for each cluster. */
export type PageMaker = (app: IConstruct, manifests: readonly Manifest[]) => readonly ClusterPage[];

let maker: PageMaker = () => [];

/** Lets a higher layer make the pages: an app that writes them knows nothing of the engine. */
export function makePagesWith(made: PageMaker): void {
  maker = made;
}

/** A page as a file beside the manifests. kubectl and the cdk8s command pass over it by its extension. */
export interface PageFile {
  readonly name: string;
  readonly content: string;
}

/** The pages of an app as files: `network.html`, of several clusters `network-<name>.html`. */
export function pageFiles(app: IConstruct, manifests: readonly Manifest[]): PageFile[] {
  const pages = maker(app, manifests);
  return pages.map(({ name, html }, i) => ({
    name: pages.length === 1 ? 'network.html' : `network-${fileName(name ?? String(i + 1))}.html`,
    content: html,
  }));
}

function fileName(name: string): string {
  return name.replace(/[^\w.-]/g, '-');
}
