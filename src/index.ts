export { ExecutionCoordinator } from '../durable-objects/execution-coordinator.ts';

export default {
  fetch(): Response {
    return new Response('LinkFlow');
  },
};
