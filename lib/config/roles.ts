import type { Role } from './resolved.ts';

/** The roles that every config has; an entry of the same name takes the place of one. */
export const ROLES: Readonly<Record<string, Role>> = {
  reader: { methods: ['GET', 'HEAD'] },
  writer: { methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] },
  admin: {},
};
