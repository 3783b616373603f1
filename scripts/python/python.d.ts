import { SpawnSyncOptions } from 'child_process';

/** The Python of this machine that can make virtual environments and gets packages, or why there is none. */
export declare function findPython(): { readonly command: string; readonly why?: undefined } | { readonly why: string };
/** Runs a command to its end; what it writes is returned, and shown where it fails. */
export declare function run(command: string, args: readonly string[], options?: SpawnSyncOptions): string;
/** Gives work a folder that is gone afterwards. */
export declare function inFolder<T>(work: (folder: string) => T): T;
