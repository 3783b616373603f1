/** The version that the sources name. */
export declare const SOURCE: string;
/** The versions of cdk8s-plus that this package is made for. */
export declare const VERSIONS: Readonly<Record<string, object>>;
