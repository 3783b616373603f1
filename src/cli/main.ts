#!/usr/bin/env node
import { processIo } from './io';
import { run } from './run';

// The exit code is only set, so that whatever is still to be written is written.
void run(process.argv.slice(2), processIo()).then((code) => (process.exitCode = code));
