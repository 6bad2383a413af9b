import actionAggregate from '../../examples/action-aggregate.json' with { type: 'json' };
import actionCalendar from '../../examples/action-calendar.json' with { type: 'json' };
import actionCode from '../../examples/action-code.json' with { type: 'json' };
import actionCrypto from '../../examples/action-crypto.json' with { type: 'json' };
import actionCsv from '../../examples/action-csv.json' with { type: 'json' };
import actionDateTime from '../../examples/action-date-time.json' with { type: 'json' };
import actionExecuteWorkflow from '../../examples/action-execute-workflow.json' with { type: 'json' };
import actionExecutionData from '../../examples/action-execution-data.json' with { type: 'json' };
import actionFile from '../../examples/action-file.json' with { type: 'json' };
import actionGraphql from '../../examples/action-graphql.json' with { type: 'json' };
import actionHtml from '../../examples/action-html.json' with { type: 'json' };
import actionHttp from '../../examples/action-http.json' with { type: 'json' };
import actionJson from '../../examples/action-json.json' with { type: 'json' };
import actionJwt from '../../examples/action-jwt.json' with { type: 'json' };
import actionLimit from '../../examples/action-limit.json' with { type: 'json' };
import actionMarkdown from '../../examples/action-markdown.json' with { type: 'json' };
import actionRemoveDuplicates from '../../examples/action-remove-duplicates.json' with { type: 'json' };
import actionRenameKeys from '../../examples/action-rename-keys.json' with { type: 'json' };
import actionRespond from '../../examples/action-respond.json' with { type: 'json' };
import actionRssRead from '../../examples/action-rss-read.json' with { type: 'json' };
import actionSendEmail from '../../examples/action-send-email.json' with { type: 'json' };
import actionSet from '../../examples/action-set.json' with { type: 'json' };
import actionSort from '../../examples/action-sort.json' with { type: 'json' };
import actionSplitOut from '../../examples/action-split-out.json' with { type: 'json' };
import actionStopError from '../../examples/action-stop-error.json' with { type: 'json' };
import actionSummarize from '../../examples/action-summarize.json' with { type: 'json' };
import actionTotp from '../../examples/action-totp.json' with { type: 'json' };
import actionXml from '../../examples/action-xml.json' with { type: 'json' };
import logicApproval from '../../examples/logic-approval.json' with { type: 'json' };
import logicCompareDatasets from '../../examples/logic-compare-datasets.json' with { type: 'json' };
import logicFilter from '../../examples/logic-filter.json' with { type: 'json' };
import logicIf from '../../examples/logic-if.json' with { type: 'json' };
import logicLoop from '../../examples/logic-loop.json' with { type: 'json' };
import logicMerge from '../../examples/logic-merge.json' with { type: 'json' };
import logicNoop from '../../examples/logic-noop.json' with { type: 'json' };
import logicSwitch from '../../examples/logic-switch.json' with { type: 'json' };
import logicWait from '../../examples/logic-wait.json' with { type: 'json' };
import triggerError from '../../examples/trigger-error.json' with { type: 'json' };
import triggerForm from '../../examples/trigger-form.json' with { type: 'json' };
import triggerManual from '../../examples/trigger-manual.json' with { type: 'json' };
import triggerRss from '../../examples/trigger-rss.json' with { type: 'json' };
import triggerSchedule from '../../examples/trigger-schedule.json' with { type: 'json' };
import triggerWebhook from '../../examples/trigger-webhook.json' with { type: 'json' };
import triggerWorkflow from '../../examples/trigger-workflow.json' with { type: 'json' };

/** The examples of node types, by their slugs. */
export const NODE_TEMPLATES: Readonly<Record<string, unknown>> = {
  'action-aggregate': actionAggregate,
  'action-calendar': actionCalendar,
  'action-code': actionCode,
  'action-crypto': actionCrypto,
  'action-csv': actionCsv,
  'action-date-time': actionDateTime,
  'action-execute-workflow': actionExecuteWorkflow,
  'action-execution-data': actionExecutionData,
  'action-file': actionFile,
  'action-graphql': actionGraphql,
  'action-html': actionHtml,
  'action-http': actionHttp,
  'action-json': actionJson,
  'action-jwt': actionJwt,
  'action-limit': actionLimit,
  'action-markdown': actionMarkdown,
  'action-remove-duplicates': actionRemoveDuplicates,
  'action-rename-keys': actionRenameKeys,
  'action-respond': actionRespond,
  'action-rss-read': actionRssRead,
  'action-send-email': actionSendEmail,
  'action-set': actionSet,
  'action-sort': actionSort,
  'action-split-out': actionSplitOut,
  'action-stop-error': actionStopError,
  'action-summarize': actionSummarize,
  'action-totp': actionTotp,
  'action-xml': actionXml,
  'logic-approval': logicApproval,
  'logic-compare-datasets': logicCompareDatasets,
  'logic-filter': logicFilter,
  'logic-if': logicIf,
  'logic-loop': logicLoop,
  'logic-merge': logicMerge,
  'logic-noop': logicNoop,
  'logic-switch': logicSwitch,
  'logic-wait': logicWait,
  'trigger-error': triggerError,
  'trigger-form': triggerForm,
  'trigger-manual': triggerManual,
  'trigger-rss': triggerRss,
  'trigger-schedule': triggerSchedule,
  'trigger-webhook': triggerWebhook,
  'trigger-workflow': triggerWorkflow,
};
