import { Size } from 'cdk8s';
import { ContainerResources, Cpu, k8s } from './cdk8s-plus';
import { cpuMillis, sizeQuantity } from './quantity';
import { inWords, refuse, Where } from '../support/refuse';

/** What a container gets that says nothing: small, so that a forgotten one cannot starve its node. */
export const DEFAULT_RESOURCES = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
};

interface Bounds<T> {
  readonly request?: T;
  readonly limit?: T;
}

/** How requests and limits are rendered. */
export interface ResourceOptions {
  /**
   * Whether there is a limit of CPU where nobody named one.
   *
   * @default true
   */
  readonly limitCpu?: boolean;
}

/**
 * Requests and limits for CPU, memory and ephemeral storage: what is given, completed by what follows, and at last by the
 * defaults. What completes never contradicts what was given: a lone request raises the limit, a lone limit lowers the
 * request.
 */
export function renderResources(
  where: Where,
  { limitCpu = true }: ResourceOptions,
  given: ContainerResources = {},
  ...others: ContainerResources[]
): k8s.ResourceRequirements {
  const { cpu, memory, ephemeralStorage: storage } = completed([given, ...others]);
  checkBounds(where, 'cpu', cpu, cpuMillis, (value) => value.amount);
  checkBounds(where, 'memory', memory, kibibytes, sizeQuantity);
  checkBounds(where, 'ephemeralStorage', storage, kibibytes, sizeQuantity);
  const isCpuLimited = limitCpu || given.cpu?.limit !== undefined;
  const quantities = (bound: 'request' | 'limit'): { [key: string]: k8s.Quantity } => ({
    ...(bound === 'request' || isCpuLimited ? { cpu: k8s.Quantity.fromString(cpu[bound].amount) } : {}),
    memory: k8s.Quantity.fromString(sizeQuantity(memory[bound])),
    'ephemeral-storage': k8s.Quantity.fromString(sizeQuantity(storage[bound])),
  });
  return { requests: quantities('request'), limits: quantities('limit') };
}

/** The memory limit that `renderResources` renders. */
export function memoryLimit(...given: (ContainerResources | undefined)[]): Size {
  return completed(given.map((each) => each ?? {})).memory.limit;
}

interface Completed {
  readonly cpu: Required<Bounds<Cpu>>;
  readonly memory: Required<Bounds<Size>>;
  readonly ephemeralStorage: Required<Bounds<Size>>;
}

/** Each amount as the first says it, completed by the next, and so on. */
function completed(given: readonly ContainerResources[]): Completed {
  return given.reduceRight<Completed>(
    (rest, { cpu, memory, ephemeralStorage }) => ({
      cpu: complete(cpu, rest.cpu, cpuMillis),
      memory: complete(memory, rest.memory, kibibytes),
      ephemeralStorage: complete(ephemeralStorage, rest.ephemeralStorage, kibibytes),
    }),
    DEFAULT_RESOURCES,
  );
}

/**
 * Checks what a container brings itself. cdk8s-plus renders it: memory in whole mebibytes, ephemeral storage in whole
 * gibibytes, and nothing for what is left out.
 */
export function checkContainerResources(where: Where, what: string, given: ContainerResources): void {
  const { cpu, memory, ephemeralStorage } = given;
  checkOpenBounds(where, `${what}: cpu`, cpu, cpuMillis, (value) => value.amount);
  checkOpenBounds(where, `${what}: memory`, memory, kibibytes, sizeQuantity);
  checkOpenBounds(where, `${what}: ephemeralStorage`, ephemeralStorage, kibibytes, sizeQuantity);
  checkUnits(where, `${what}: memory`, memory, 1024, 'mebibytes');
  checkUnits(where, `${what}: ephemeralStorage`, ephemeralStorage, 1024 * 1024, 'gibibytes');
}

function checkOpenBounds<T>(
  where: Where,
  what: string,
  { request, limit }: Bounds<T> = {},
  size: (value: T) => number,
  show: (value: T) => string,
): void {
  for (const value of [request, limit]) {
    if (value === undefined || isAmount(size(value))) continue;
    refuse(where, { what, got: inWords(show(value)), allowed: `at least 0${HELD}` });
  }
  if (request === undefined || limit === undefined || size(request) <= size(limit)) return;
  refuse(where, {
    what: `${what}.request`,
    got: inWords(show(request)),
    allowed: `at most the limit of ${show(limit)}`,
    fix: 'raise the limit or lower the request',
  });
}

function checkUnits(
  where: Where,
  what: string,
  { request, limit }: Bounds<Size> = {},
  unit: number,
  name: string,
): void {
  for (const size of [request, limit]) {
    if (size === undefined || kibibytes(size) % unit === 0) continue;
    refuse(where, {
      what,
      got: inWords(sizeQuantity(size)),
      allowed: `whole ${name}, which is all that cdk8s-plus renders`,
    });
  }
}

/** Thousandths of a core, or kibibytes: 8 EiB is what a quantity holds. Numbers are exact up to there, too. */
const LARGEST = 2 ** 53;
const HELD = ', and no more than a quantity holds';

function isAmount(size: number): boolean {
  return size >= 0 && size <= LARGEST;
}

function complete<T>(
  given: Bounds<T> | undefined,
  fallback: Required<Bounds<T>>,
  size: (value: T) => number,
): Required<Bounds<T>> {
  const { request, limit } = given ?? {};
  if (request !== undefined && limit !== undefined) return { request, limit };
  if (request !== undefined) return { request, limit: size(request) > size(fallback.limit) ? request : fallback.limit };
  if (limit !== undefined) return { request: size(limit) < size(fallback.request) ? limit : fallback.request, limit };
  return fallback;
}

function checkBounds<T>(
  where: Where,
  what: string,
  { request, limit }: Required<Bounds<T>>,
  size: (value: T) => number,
  show: (value: T) => string,
): void {
  if (!isAmount(size(request)) || !isAmount(size(limit)) || size(limit) === 0) {
    const isTooLarge = size(request) > LARGEST || size(limit) > LARGEST;
    refuse(where, {
      what: `resources.${what}`,
      got: inWords(`request ${show(request)}, limit ${show(limit)}`),
      allowed: `a request of at least 0 and a limit above 0${isTooLarge ? HELD : ''}`,
    });
  }
  if (size(request) <= size(limit)) return;
  refuse(where, {
    what: `resources.${what}.request`,
    got: inWords(show(request)),
    allowed: `at most the limit of ${show(limit)}`,
    fix: 'raise the limit or lower the request',
  });
}

function kibibytes(size: Size): number {
  return size.toKibibytes();
}
