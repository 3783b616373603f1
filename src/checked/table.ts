/** The parameters of a call, in their order, with their types; the optional ones end with "?", one for any number begins with "...". */
export interface Parameters {
  readonly [name: string]: string;
}

/** A class of this package. */
export interface ClassEntry {
  /** Whether it is a construct. */
  readonly construct: boolean;
  /** The public constructor, if it has one. */
  readonly create?: Parameters;
  readonly statics: { readonly [name: string]: Parameters };
  readonly methods: { readonly [name: string]: Parameters };
}

/** An object of values. */
export interface StructEntry {
  readonly extends: readonly string[];
  /** The types of its own props; the optional ones end with "?". */
  readonly props: { readonly [name: string]: string };
}

/**
 * The types of whatever callers pass in, as the jsii assemblies know them.
 *
 * Types of this package go by their names, all others by the package's as well: `Port`, `cdk8s.Size`. Those of cdk8s-plus
 * are `cdk8s-plus.Cpu`, whichever version of it this package is made for. Around them stand
 * `list<…>`, `map<…>` and `… | …`; a name that is in no part of the table is a class of another package.
 */
export interface ApiTable {
  /** What npm calls this package, and the cdk8s-plus that it is made for. */
  readonly packages: { readonly own: string; readonly plus: string };
  readonly structs: { readonly [name: string]: StructEntry };
  /** The values of the members. */
  readonly enums: { readonly [name: string]: { readonly [member: string]: string | number } };
  /** The members that an implementation must have: `method`, or the type of a property. */
  readonly interfaces: { readonly [name: string]: { readonly [member: string]: string } };
  readonly classes: { readonly [name: string]: ClassEntry };
}
