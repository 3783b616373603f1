export * from './acme-cache';
export * from './acme-chart';
export * from './acme-guardrails';
export * from './acme-service';
export * from './acme-service-props';
export * from './acme-web-app';
