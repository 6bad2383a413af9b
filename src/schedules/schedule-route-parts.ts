import { idParameter, workspacePath } from '../http/route-parts.ts';

export const tags = ['Schedules'];
export const SCHEDULES_PATH = '/api/v1/workspaces/{workspace_id}/schedules';
export const schedulePath = workspacePath.extend({ schedule_id: idParameter('The schedule.') });
