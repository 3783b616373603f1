/** The version that a release is about, of a repository in which it was computed. */
export declare function nextVersion(root: string): string;
/** The changelog whose unreleased entries are those of a version. */
export declare function prepared(changelog: string, version: string, date: string): string;
/** The entries of a version, as GitHub shows them. */
export declare function notes(changelog: string, version: string, repository: string): string;
