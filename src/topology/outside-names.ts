/** Whether it is a host name, as policies name one. */
export function isHostname(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?$/.test(value) && value.length <= 255;
}

/** Whether it is a pattern whose first label is `*`, and whose others are those of a host name. */
export function isWildcard(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('*.') && isHostname(value.slice(2));
}
