/**
 * How programs name themselves that fetch a link only to show what it leads to, as soon as somebody writes it into a chat or a
 * mail. Programs of the same houses that deliver webhooks have other names (`Slackbot 1.0`, `facebookexternalua`).
 */
const PREVIEWS: readonly string[] = [
  'Slackbot-LinkExpanding',
  'Slack-ImgProxy',
  'facebookexternalhit',
  'Facebot',
  'WhatsApp/',
  'Twitterbot',
  'Discordbot',
  'TelegramBot',
  'LinkedInBot',
  // Skype and Teams.
  'SkypeUriPreview',
  'MicrosoftPreview',
  'Mattermost-Bot',
  'Mastodon/',
  'Bluesky Cardyb',
  'Iframely',
  'Embedly',
  'redditbot',
  'Pinterestbot',
  'vkShare',
  'Viber',
  'kakaotalk-scrap',
  'GoogleImageProxy',
].map((name) => name.toLowerCase());

const PAGE =
  '<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><title>Webhook</title><p>A webhook.</p>';

/** Whether a request only wants to show where a link leads to. */
export function isLinkPreview(method: string, userAgent: string | null): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const program = userAgent?.toLowerCase() ?? '';
  return PREVIEWS.some((name) => program.includes(name));
}

/** What such a program gets to show. */
export function previewAnswer(): Response {
  return new Response(PAGE, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
