import { Names } from './names';
import { PageNetwork } from '../../src/render/page/page-data';
import { Picture } from '../../src/render/picture/picture';
import { Engine } from '../engine';
import { Page } from '../page';
import { Store } from '../store';

/** What the panels are drawn of. */
export interface Context {
  readonly store: Store;
  readonly page: Page;
  /** What things are called, in the network of the chosen time and in what changes. */
  readonly names: Names;
}

const known = new WeakMap<Picture, Names>();

/** The same for what is shown now. */
export function contextOf(store: Store, page: Page): Context {
  const { whole, network } = page;
  const names = known.get(whole) ?? new Names([...whole.nodes, ...network.picture.nodes]);
  known.set(whole, names);
  return { store, page, names };
}

/** Something that is asked, of one of the networks. */
export interface Asked {
  readonly network: PageNetwork;
  readonly engine: Engine;
  readonly names: Names;
}

/** The network of the chosen time, to ask. */
export function askedNow({ page, names }: Context): Asked {
  return { network: page.network, engine: page.engine, names };
}
