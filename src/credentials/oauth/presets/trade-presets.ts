import type { ProviderPreset } from './provider-preset.ts';

const SUBDOMAIN = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const TRADE_PRESETS: readonly ProviderPreset[] = [
  {
    preset: 'hubspot',
    name: 'HubSpot',
    authorizationUrl: 'https://app.hubspot.com/oauth/authorize',
    tokenUrl: 'https://api.hubapi.com/oauth/v3/token',
    hosts: ['api.hubapi.com'],
    scopes: ['oauth'],
    pkce: 'none',
  },
  {
    preset: 'salesforce',
    name: 'Salesforce',
    authorizationUrl: 'https://{tenant}/services/oauth2/authorize',
    tokenUrl: 'https://{tenant}/services/oauth2/token',
    tenant: {
      description: 'Where people log in: login.salesforce.com, test.salesforce.com or a host below my.salesforce.com.',
      pattern: /^((login|test)\.salesforce\.com|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})?\.my\.salesforce\.com)$/,
      default: 'login.salesforce.com',
    },
    hosts: ['*.my.salesforce.com', '*.salesforce.com'],
    scopes: ['refresh_token', 'api'],
    // The API is at the `instance_url` of the answer.
    tells: ['instance_url'],
  },
  {
    preset: 'pipedrive',
    name: 'Pipedrive',
    authorizationUrl: 'https://oauth.pipedrive.com/oauth/authorize',
    tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
    hosts: ['api.pipedrive.com', '*.pipedrive.com'],
    scopes: [],
    tokenAuth: 'basic',
    pkce: 'none',
    tells: ['api_domain'],
  },
  {
    preset: 'zendesk',
    name: 'Zendesk',
    authorizationUrl: 'https://{tenant}.zendesk.com/oauth/authorizations/new',
    tokenUrl: 'https://{tenant}.zendesk.com/oauth/tokens',
    tenant: { description: 'The subdomain: acme of acme.zendesk.com.', pattern: SUBDOMAIN },
    hosts: ['{tenant}.zendesk.com'],
    scopes: ['read'],
    tokenBody: 'json',
  },
  {
    preset: 'mailchimp',
    name: 'Mailchimp',
    authorizationUrl: 'https://login.mailchimp.com/oauth2/authorize',
    tokenUrl: 'https://login.mailchimp.com/oauth2/token',
    // Which data centre the API is at, `https://login.mailchimp.com/oauth2/metadata` tells.
    hosts: ['*.api.mailchimp.com', 'login.mailchimp.com'],
    scopes: [],
    pkce: 'none',
  },
  {
    preset: 'stripe',
    name: 'Stripe Connect',
    authorizationUrl: 'https://connect.stripe.com/oauth/authorize',
    tokenUrl: 'https://connect.stripe.com/oauth/token',
    hosts: ['api.stripe.com', 'files.stripe.com'],
    scopes: ['read_write'],
    pkce: 'none',
    tells: ['stripe_user_id'],
  },
  {
    preset: 'shopify',
    name: 'Shopify',
    authorizationUrl: 'https://{tenant}.myshopify.com/admin/oauth/authorize',
    tokenUrl: 'https://{tenant}.myshopify.com/admin/oauth/access_token',
    tenant: { description: 'The shop: acme of acme.myshopify.com.', pattern: SUBDOMAIN },
    hosts: ['{tenant}.myshopify.com'],
    scopes: ['read_products'],
    scopeSeparator: ',',
    pkce: 'none',
    // Tokens that never expire are refused to new apps.
    tokenParams: { expiring: '1' },
    tokenHeader: 'X-Shopify-Access-Token',
  },
];
