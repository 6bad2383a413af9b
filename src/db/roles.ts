/**
 * The roles of migration 0046, by whom they are for. `people`: what somebody asks for, within their workspace. `auth`: finding out
 * who asks. `system`: what runs by itself, for all workspaces.
 */
export const ROLE_NAMES = {
  people: 'linkflow_app',
  auth: 'linkflow_auth',
  system: 'linkflow_system',
} as const;

export type DatabaseRole = keyof typeof ROLE_NAMES;
