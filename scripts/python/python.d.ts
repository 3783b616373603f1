import { SpawnSyncOptions } from 'child_process';

/** The Python of this machine that can make virtual environments and gets packages, or why there is none. */
export declare function findPython(): { readonly command: string; readonly why?: undefined } | { readonly why: string };
/** A wheel that is not of what is compiled now. */
export declare class OutdatedWheel extends Error {}
/** The wheel in dist/python, or nothing where none was made; one of another build is refused. */
export declare function findWheel(command: string, root?: string): string | undefined;
/** Installs a wheel, and packages of PyPI, in a new virtual environment; returns the folder of its commands. */
export declare function installWheel(
  command: string,
  folder: string,
  wheel: string,
  packages?: readonly string[],
): string;
/** Runs a command to its end; what it writes is returned, and shown where it fails. */
export declare function run(command: string, args: readonly string[], options?: SpawnSyncOptions): string;
/** Gives work a folder that is gone afterwards. */
export declare function inFolder<T>(work: (folder: string) => T): T;
