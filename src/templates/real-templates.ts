import answerAWebhook from '../../examples/templates/answer-a-webhook.json' with { type: 'json' };
import apiToCsv from '../../examples/templates/api-to-csv.json' with { type: 'json' };
import approveExpenses from '../../examples/templates/approve-expenses.json' with { type: 'json' };
import askALanguageModel from '../../examples/templates/ask-a-language-model.json' with { type: 'json' };
import contactForm from '../../examples/templates/contact-form.json' with { type: 'json' };
import morningDigest from '../../examples/templates/morning-digest.json' with { type: 'json' };
import reportFromCsv from '../../examples/templates/report-from-csv.json' with { type: 'json' };
import sortSupportRequests from '../../examples/templates/sort-support-requests.json' with { type: 'json' };
import syncTwoSystems from '../../examples/templates/sync-two-systems.json' with { type: 'json' };
import tellOfFailures from '../../examples/templates/tell-of-failures.json' with { type: 'json' };
import thankForOrders from '../../examples/templates/thank-for-orders.json' with { type: 'json' };
import watchAWebsite from '../../examples/templates/watch-a-website.json' with { type: 'json' };
import weeklyFigures from '../../examples/templates/weekly-figures.json' with { type: 'json' };

/** Workflows that do a whole job, by their slugs, in the order in which they are shown. */
export const REAL_TEMPLATES: Readonly<Record<string, unknown>> = {
  'answer-a-webhook': answerAWebhook,
  'contact-form': contactForm,
  'approve-expenses': approveExpenses,
  'watch-a-website': watchAWebsite,
  'morning-digest': morningDigest,
  'thank-for-orders': thankForOrders,
  'sort-support-requests': sortSupportRequests,
  'ask-a-language-model': askALanguageModel,
  'report-from-csv': reportFromCsv,
  'weekly-figures': weeklyFigures,
  'api-to-csv': apiToCsv,
  'sync-two-systems': syncTwoSystems,
  'tell-of-failures': tellOfFailures,
};
