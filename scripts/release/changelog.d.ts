/** The changelog whose unreleased entries are those of a version. */
export declare function prepared(changelog: string, version: string, date: string): string;
/** The entries of a version, as GitHub shows them. */
export declare function notes(changelog: string, version: string, repository: string): string;
