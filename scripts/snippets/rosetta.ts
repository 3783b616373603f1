import * as path from 'path';
import { PythonVisitor, TypeScriptSnippet } from 'jsii-rosetta';

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
const trees = internal('o-tree.js') as {
  readonly OTree: new (prefix: Parts, children?: Parts, options?: TreeOptions) => Tree;
};

/** A compiled package of jsii. */
interface LoadedAssembly {
  readonly directory: string;
}

// `jsii-rosetta extract` looks for examples with these, and translates what it finds by its own visitor.
const assemblies = internal('jsii', 'assemblies.js') as {
  loadAssemblies(folders: readonly string[], validate: boolean): readonly LoadedAssembly[];
  allTypeScriptSnippets(loaded: readonly LoadedAssembly[]): Promise<TypeScriptSnippet[]>;
};

export function tree(prefix: Parts, children: Parts = [], options: TreeOptions = {}): Tree {
  return new trees.OTree(prefix, children, options);
}

/** The examples of the doc comments and of the README of a compiled package. */
export function snippetsOf(folder: string): Promise<TypeScriptSnippet[]> {
  return assemblies.allTypeScriptSnippets(assemblies.loadAssemblies([folder], false));
}

function internal(...file: string[]): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(path.dirname(require.resolve('jsii-rosetta/package.json')), 'lib', ...file)) as unknown;
}
