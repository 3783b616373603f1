/** The methods of an `IConnectionTarget`. */
const METHODS = ['hostFrom', 'urlForPort', 'acceptConnectionsFrom'];

/** What to write instead of `connectTo(value)`. */
export function fixForTarget(value: unknown): string {
  const missing = METHODS.filter((method) => !hasMethod(value, method));
  // Something of the user's own that means to be one, perhaps as an earlier version asked for it.
  if (hasMethod(value, 'acceptConnectionsFrom') && missing.length > 0) {
    return `give it what an IConnectionTarget has: ${missing.join(', ')}`;
  }
  return 'a Worker has none: make it an InternalService, give it one with addService, or open its pods with connections.allowTo(worker, [Port.tcp(…)])';
}

function hasMethod(value: unknown, method: string): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function'
  );
}
