/** Ticks the Worker's cron handler, for the process that started this one. */
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === '/ping') return new Response('ok');
    const cron = url.searchParams.get('cron');
    const scheduledTime = new Date(Number(url.searchParams.get('time')));
    const { outcome } = await env.WORKER.scheduled({ cron, scheduledTime });
    return new Response(outcome);
  },
};
