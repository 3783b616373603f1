/** What a text is that must be rendered before anybody can judge it, and the call that renders it. */
export interface Unrendered {
  readonly what: string;
  readonly render: string;
}

/** `this is a Helm template: helm template shop | service-patterns reach -` */
export function unrenderedMessage({ what, render }: Unrendered, again: string): string {
  return `this is ${what}: ${render} | ${again}`;
}

/** An object, by its fields. */
export type Fields = { readonly [key: string]: unknown };

/** Whether a value is an object with fields. */
export function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
