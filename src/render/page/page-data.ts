import { ClusterOptions } from '../../reachability/cluster';
import { Topology } from '../../topology/model';
import { Picture } from '../picture/picture';

/** A finding, as the page shows it. */
export interface PageFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly object: string;
  readonly place: string;
  readonly field?: string;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
  /** Why it is accepted. */
  readonly accepted?: string;
}

/** One state of a network: all that the page needs to draw it and to answer questions. */
export interface PageNetwork {
  readonly picture: Picture;
  /** What the engine, which is in the page, answers from. */
  readonly topology: Topology;
  readonly options: ClusterOptions;
  readonly findings: readonly PageFinding[];
}

/** What a diff says beside the two networks. */
export interface PageChanges {
  readonly before: PageNetwork;
  /** The changes alone, as a picture. */
  readonly picture: Picture;
  /** The changes in words, the biggest risks first, under their headings. */
  readonly groups: readonly {
    readonly title: string;
    readonly isUrgent: boolean;
    readonly changes: readonly PageChange[];
  }[];
  /** `2 added, 1 changed, 0 removed` */
  readonly summary: string;
}

/** One change. */
export interface PageChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  /** Why it is open, or was: rules and where they stand. */
  readonly because: readonly string[];
  /** The nodes of its edge in the picture of the changes. */
  readonly nodes: { readonly from: string; readonly to: string };
}

/** All that a page is made of; plain data. */
export interface PageData {
  readonly title: string;
  /** Of this package. */
  readonly version: string;
  /** Whether places are paths of constructs, and not of files. */
  readonly isOfConstructs?: boolean;
  /** What was asked for, where the page has a part of the connections alone: `--from internet`. */
  readonly filter?: string;
  /** The network; of a diff, as it is after. */
  readonly network: PageNetwork;
  readonly changes?: PageChanges;
}
