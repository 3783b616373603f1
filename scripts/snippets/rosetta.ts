import * as path from 'path';
import { PythonVisitor } from 'jsii-rosetta';

/** A piece of what is written. */
export type Tree = ReturnType<PythonVisitor['token']>;
/** What a visitor asks and tells while it translates. */
export type Context = Parameters<PythonVisitor['token']>[1];

type Parts = ReadonlyArray<Tree | string | undefined>;
interface TreeOptions {
  readonly separator?: string;
  readonly suffix?: string;
  readonly indent?: number;
  readonly canBreakLine?: boolean;
}

// Visitors are made to be extended, but what they return is no export of the package.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const trees = require(path.join(path.dirname(require.resolve('jsii-rosetta/package.json')), 'lib', 'o-tree.js')) as {
  readonly OTree: new (prefix: Parts, children?: Parts, options?: TreeOptions) => Tree;
};

export function tree(prefix: Parts, children: Parts = [], options: TreeOptions = {}): Tree {
  return new trees.OTree(prefix, children, options);
}
